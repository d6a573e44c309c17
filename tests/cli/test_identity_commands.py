"""Why listings are one server, and what a person makes of it, over crawls."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalog.model.listing import CrawlState, Listing
from catalog.store import listings as listing_store
from catalog.store.catalog import open_catalog
from cli.exit_codes import NOTHING_FOUND
from cli.steps.crawl import merge_servers
from tests.cli.asking import Out, ask, ask_json, refuse
from tests.crawler.identities import said

OWN = "https://github.com/acme/tool"
TOOL = said("io.github.acme/tool", "npm:@acme/tool", repository=OWN, title="The tool")
SEEN = said("@acme/tool", source="smithery", repository=OWN)
LATER = said("acme-tool", "npm:@acme/tool", source="docker")
FORK = said("io.github.acme/fork", repository=OWN, day=2)


@pytest.fixture
def catalog(tmp_path: Path) -> str:
    location = str(tmp_path / "catalog.db")
    crawled(location, TOOL, SEEN, FORK)
    return location


def crawled(location: str, *listings: Listing) -> None:
    """Keep listings as a crawl does, and merge."""
    with open_catalog(location) as opened:
        for each in listings:
            state = CrawlState(source=each.source)
            listing_store.keep(opened, (each,), (), state, datetime.now(UTC))
        merge_servers(opened)


def test_show_tells_why_listings_are_one_and_others_are_not(catalog: str, capsys: Out) -> None:
    found = ask_json(capsys, "show", TOOL.name, "--catalog", catalog)
    assert [(each["source"], each["name"]) for each in found["listings"]] == [
        ("official", TOOL.name)
    ]
    assert [(each["kind"], each["servers"]) for each in found["apart"]] == [
        ("repository", [FORK.name, "smithery:@acme/tool"])
    ]


def test_a_merge_is_kept_over_crawls_until_it_is_split(catalog: str, capsys: Out) -> None:
    where = ("--catalog", catalog)
    merged = ask_json(capsys, "merge", "acme-tool", "acme-fork", "--why", " moved ", *where)
    assert (merged["decision"], merged["why"]) == ("merge", "moved")
    assert merged["who"]
    (server,) = merged["servers"]
    assert server["listings"] == [["official", FORK.name], ["official", TOOL.name]]
    crawled(catalog, LATER, FORK.model_copy(update={"description": "Reworded."}))
    found = ask_json(capsys, "show", "acme-fork", *where)
    assert (found["server"], found["description"]) == ("acme-tool", "Reworded.")
    assert ["person", 2] in [[each["kind"], len(each["listings"])] for each in found["evidence"]]
    assert len(found["listings"]) == 3
    split = ask_json(
        capsys, "split", "acme-tool", "docker:acme-tool", FORK.name, "--why", "no", *where
    )
    assert [each["server"] for each in split["servers"]] == ["acme-fork", "acme-tool"]
    crawled(catalog, SEEN)
    assert ask_json(capsys, "show", "acme-fork", *where)["id"] == FORK.name


def test_a_split_is_told_and_kept(catalog: str, capsys: Out) -> None:
    where = ("--catalog", catalog)
    crawled(catalog, LATER)
    out = ask(capsys, "show", "acme-tool", *where)
    assert "one by package: npm:@acme/tool (2 listings)" in out
    out = ask(capsys, "split", "acme-tool", "docker:acme-tool", "--why", "not theirs", *where)
    assert "listed by docker as acme-tool" in out
    crawled(catalog, LATER.model_copy(update={"description": "Reworded."}))
    assert "a person has split them" in ask(capsys, "show", TOOL.name, *where)


def test_what_cannot_be_decided_is_refused_and_changes_nothing(catalog: str, capsys: Out) -> None:
    where = ("--catalog", catalog)
    crawled(catalog, TOOL.model_copy(update={"source": "starter"}))
    before = ask(capsys, "show", "acme-tool", "--json", *where)
    for code, words in (
        (2, ("merge", "acme-tool", "--why", "x")),
        (2, ("merge", "acme-tool", TOOL.name, "--why", "x")),
        (2, ("merge", "acme-tool", "acme-fork")),
        (2, ("merge", "acme-tool", "acme-fork", "--why", " ")),
        (3, ("merge", "acme-tool", "nobody", "--why", "x")),
        (2, ("split", "acme-tool", "--why", "x")),
        (3, ("split", "acme-tool", "nothing", "--why", "x")),
        (2, ("split", "acme-tool", TOOL.name, "--why", "x")),
        (2, ("split", "acme-tool", f"starter:{TOOL.name}", "--why", "x")),
    ):
        refuse(capsys, *words, *where, code=code)
    assert ask(capsys, "show", "acme-tool", "--json", *where) == before


def test_a_second_crawl_is_as_a_fresh_one(catalog: str, tmp_path: Path, capsys: Out) -> None:
    changed = TOOL.model_copy(update={"version": "2.0.0", "title": "The tool, again"})
    gone = FORK.model_copy(update={"status": "deleted"})
    crawled(catalog, changed, LATER, gone)
    fresh = str(tmp_path / "fresh.db")
    crawled(fresh, gone, LATER, SEEN, changed)
    for name in ("show", "show acme-tool"):
        told = [
            ask(capsys, *name.split(), "--json", "--catalog", each) for each in (catalog, fresh)
        ]
        assert told[0] == told[1]


def test_a_listing_that_is_gone_is_not_shown_and_a_server_without_any_has_ended(
    catalog: str, capsys: Out
) -> None:
    where = ("--catalog", catalog)
    crawled(catalog, LATER)
    both = ask_json(capsys, "show", TOOL.name, *where)["listings"]
    assert [each["source"] for each in both] == ["official", "docker"]
    passed(catalog, "docker", "smithery")
    (left,) = ask_json(capsys, "show", TOOL.name, *where)["listings"]
    assert left["source"] == "official"
    for named in (SEEN.name, f"{SEEN.name}/tool", "smithery:@acme/tool"):
        told = refuse(capsys, "show", named, *where, code=NOTHING_FOUND)
        assert "has ended: no registry lists it any more" in told
    crawled(catalog, SEEN)
    assert ask_json(capsys, "show", "smithery:@acme/tool", *where)["listings"]


def passed(location: str, *sources: str) -> None:
    """A full pass over each of these that met nothing, and a merging."""
    with open_catalog(location) as opened:
        for each in sources:
            now = datetime.now(UTC)
            state = CrawlState(source=each, started=now, complete=True)
            listing_store.keep(opened, (), (), state, now)
        merge_servers(opened)
