"""A whole site by validators that others keep: HTML, links, schemas, feeds, sitemaps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.model.page import Entry, Page, ServerPage
from publisher.site.owner import Owner
from tests.publisher.demo import demo
from tests.publisher.sites import build_site
from tests.publisher.validity.documents import wrong_documents
from tests.publisher.validity.feeds import wrong_feeds, wrong_llms, wrong_sitemaps
from tests.publisher.validity.html import wrong_pages
from tests.publisher.values import pages_of

REPORT = "report/index.html"
"""Led to, and not built yet."""

OWNER = Owner(base_url="https://tools.example/catalogue/")
HOSTILE = "]]></title><x> & \0\x0b\ud800\ufffe\N{RIGHT-TO-LEFT OVERRIDE}" + "long " * 500
NEWS = (
    Entry(at="2026-11-02T10:30:00+01:00", kind="raised", says="Raised from low to high risk."),
    Entry(at="2026-11-02T09:30:00Z", kind="changed", says=HOSTILE),
    Entry(at="2026-11-01T00:00:00.123456+00:00", kind="removed", says="Gone.", tool=HOSTILE),
)


def lived() -> Iterator[Page]:
    """The pages of the demo, each with a history."""
    for page in pages_of(*demo()):
        lines = NEWS if isinstance(page, ServerPage) else NEWS[:2]
        yield page.model_copy(update={"history": lines})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("valid") / "site"
    build_site(lived(), folder, owner=OWNER)
    return folder


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_pages_are_html_and_lead_somewhere(site: Path) -> None:
    assert len(pages(site)) > 300
    wrong = wrong_pages(site, pages(site))
    assert [each for each in wrong if not each.endswith(REPORT)] == []


def test_documents_are_as_their_schemas_have_them(site: Path) -> None:
    assert list(wrong_documents(site)) == []


def test_feeds_are_atom_and_tell_the_newest_first(site: Path) -> None:
    assert list(wrong_feeds(site)) == []
    raised = (site / "feeds/raised.xml").read_text("utf-8")
    assert raised.count("<entry>") == raised.count("Raised from low to high risk.</title>") > 8
    assert "tag:tools.example,2026-11-02:servers/harbour/zap.html/raised/" in raised
    changes = (site / "feeds/changes.xml").read_text("utf-8")
    assert "<updated>2026-11-02T09:30:00Z</updated>\n<author>" in changes
    assert changes.index("2026-11-02") < changes.index("2026-11-01T00:00:00.123456Z")
    assert "⟨U+0000⟩" in changes


def test_sitemaps_name_every_page_in_full(site: Path) -> None:
    assert list(wrong_sitemaps(site, OWNER.base_url)) == []
    told = (site / "sitemaps/1.xml").read_text("utf-8")
    for page in pages(site):
        assert f"<loc>{OWNER.base_url}{page.relative_to(site)}</loc>" in told
    assert "servers/harbour/zap.html</loc><lastmod>2026-11-02</lastmod>" in told


def test_llms_txt_is_as_llmstxt_org_has_it(site: Path) -> None:
    assert list(wrong_llms((site / "llms.txt").read_text("utf-8"))) == []


def test_a_feed_without_news_is_a_feed(tmp_path: Path) -> None:
    build_site(pages_of(*demo()), tmp_path)
    assert list(wrong_feeds(tmp_path)) == []


def test_robots_are_told_of_the_sitemap(site: Path) -> None:
    assert (site / "robots.txt").read_text().endswith(f"Sitemap: {OWNER.base_url}sitemap.xml\n")


def test_a_page_says_what_it_is_to_whom_it_is_shared(site: Path) -> None:
    page = (site / "servers/harbour/zap.html").read_text("utf-8")
    assert '<meta property="og:title" content="zap · Harbour Files · toolrisk">' in page
    assert f'<meta property="og:url" content="{OWNER.base_url}servers/harbour/zap.html">' in page


def test_what_is_wrong_is_found(site: Path, tmp_path: Path) -> None:
    """The validators themselves: each sees what is broken before it."""
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><title>x</title><p id=a id=b><a href="no.html#x">x</a></div>')
    assert len(list(wrong_pages(tmp_path, [page]))) == 3
    (tmp_path / "feeds").mkdir()
    feed = (site / "feeds/raised.xml").read_text("utf-8")
    (tmp_path / "feeds/raised.xml").write_text(feed.replace("<updated>", "<updated>so ", 1))
    assert list(wrong_feeds(tmp_path)) != []
    assert list(wrong_llms("> x\n\n## y\n")) != []
