"""The link by which a verdict is disputed: filled, encoded, and of few schemes."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given

from catalog.model.page import ToolPage
from catalog.taxonomy import Category
from publisher.site.dispute import dispute_link
from publisher.site.owner import Owner
from publisher.site.rendering import html
from tests.publisher.markup import Markup
from tests.publisher.strategies import ANY_TEXT
from tests.publisher.values import a_server, a_tool, a_verdict, composed

WHOLE = "https://issues.example/new?title={server}/{tool}&body={page}+{verdict}+{digest}"


def page_of(name: str) -> ToolPage:
    tool = a_tool(name)
    return composed(a_server(), (tool, a_verdict(tool, Category.WRITE))).tools[0]


def test_the_places_are_filled_from_the_page() -> None:
    page = page_of("send&pay")
    link = dispute_link(page, Owner(base_url="https://tools.example/", dispute=WHOLE))
    asked = parse_qs(urlsplit(link or "").query)
    assert asked["title"] == ["io.example/harbour/send&pay"]
    assert asked["body"] == [f"https://tools.example/{page.address} Write, medium {page.digest}"]


@pytest.mark.parametrize("said", [None, "javascript:alert({tool})", "data:text/html,{tool}", ""])
def test_without_a_link_that_a_browser_may_follow_there_is_none(said: str | None) -> None:
    page = page_of("t")
    assert dispute_link(page, Owner(dispute=said)) is None
    assert "Dispute" not in html(page, owner=Owner(dispute=said))


@given(ANY_TEXT.filter(bool))
def test_no_name_changes_where_the_link_leads(name: str) -> None:
    link = dispute_link(page_of(name), Owner(dispute=WHOLE))
    parts = urlsplit(link or "")
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "issues.example", "/new")
    assert (len(parse_qs(parts.query)), parts.fragment) == (2, "")
    assert "{" not in (link or "{")
    assert link in Markup(html(page_of(name), owner=Owner(dispute=WHOLE))).links
