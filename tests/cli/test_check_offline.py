"""What the catalog knows of configured servers: nothing is started."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalog.errors import UsageError
from catalog.model.checked import CheckedServer
from catalog.model.listing import CrawlState, Remote
from catalog.model.tool import Tool
from catalog.store import listings, servers, snapshots
from catalog.store.catalog import Catalog, open_catalog
from catalog.taxonomy import Reason
from cli.steps.check_offline import check_offline
from crawler.clients.crawl import read_clients
from crawler.clients.wanted import named
from tests.catalog.store.store_values import (
    NOON,
    keep_server,
    listing,
    server,
    skipped,
    snapshot,
    tool,
)
from tests.cli.checking import config, listed

NOTES = "io.example/notes"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Catalog]:
    with open_catalog(str(tmp_path / "catalog.db")) as opened:
        yield opened


def known(store: Catalog, folder: Path, **configured: Any) -> tuple[CheckedServer, ...]:
    path = config(folder / "configured.json", **configured)
    return check_offline(named([path], folder), store)


def npx(*words: str) -> dict[str, Any]:
    return {"command": "npx", "args": ["-y", *words]}


def tools(checked: CheckedServer) -> list[str]:
    return [each.tool.name for each in checked.tools]


@pytest.mark.parametrize(
    ("words", "remarks"),
    [
        (["notes"], ()),
        (["notes@1.0.0"], ()),
        (["notes@2.0.0"], ("the catalog saw version 1.0.0; 2.0.0 is configured",)),
        (["NOTES@latest"], ()),
    ],
)
def test_a_package_is_what_it_was_seen_to_be(
    words: list[str], remarks: tuple[str, ...], store: Catalog, tmp_path: Path
) -> None:
    keep_server(store)
    snapshots.keep(store, snapshot(NOTES, tool("look"), package="pkg:npm/notes@1.0.0"))
    (found,) = known(store, tmp_path, mine=npx(*words))
    assert (found.server, tools(found), found.skipped) == ("mine", ["look"], None)
    assert (found.package, found.warnings) == ("pkg:npm/notes@1.0.0", remarks)


def test_what_the_catalog_does_not_know_is_unknown(store: Catalog, tmp_path: Path) -> None:
    keep_server(store)
    keep_server(store, slug="dead")
    snapshots.keep(store, skipped("io.example/dead", Reason.CRASHED))
    servers_wanted = {
        "never_asked": npx("notes"),
        "dead": npx("dead"),
        "other": npx("note"),
        "own": {"command": "python", "args": ["notes.py"]},
        "local": {"url": "http://localhost:8000/mcp"},
    }
    found = known(store, tmp_path, **servers_wanted)
    assert [each.skipped and each.skipped.reason for each in found] == [
        "not in the catalog", "crashed", *["not in the catalog"] * 3,
    ]  # fmt: skip
    assert not any(each.tools for each in found)


def test_a_claim_to_another_s_package_proves_nothing(store: Catalog, tmp_path: Path) -> None:
    """A listing names our package, but what was installed for it is another."""
    keep_server(store)
    snapshots.keep(store, snapshot(NOTES, tool("harmless"), package="pkg:npm/evil@1.0.0"))
    (found,) = known(store, tmp_path, mine=npx("notes"))
    assert found.skipped
    assert not found.tools


def two(store: Catalog, *offered: Tool) -> None:
    """Two servers of one package, each with one of these tools, in versions 1 and 2."""
    listed_ = [listing(f"io.example/{name}/notes") for name in ("a", "b")]
    listings.keep(store, listed_, (), CrawlState(source="starter"), NOON)
    servers.keep(store, [server(each, slug=each.name) for each in listed_], NOON)
    for at, (each, one) in enumerate(zip(listed_, offered, strict=True), 1):
        snapshots.keep(store, snapshot(each.name, one, package=f"pkg:npm/notes@{at}"))


def test_of_two_servers_the_version_tells(store: Catalog, tmp_path: Path) -> None:
    two(store, tool("one"), tool("two"))
    first, second, either = known(
        store, tmp_path, a=npx("notes@1"), b=npx("notes@2"), c=npx("notes")
    )
    assert (tools(first), tools(second), tools(either)) == (["one"], ["two"], [])
    assert either.skipped
    assert "2 servers of the catalog are npm notes" in either.skipped.detail


def test_two_servers_with_the_same_tools_are_no_riddle(store: Catalog, tmp_path: Path) -> None:
    two(store, tool("one"), tool("one"))
    (found,) = known(store, tmp_path, mine=npx("notes"))
    assert tools(found) == ["one"]


def test_a_remote_is_known_by_its_address(store: Catalog, tmp_path: Path) -> None:
    remote = Remote(transport="streamable-http", url="https://notes.example.io/mcp")
    said = listing(packages=(), remotes=(remote,))
    listings.keep(store, (said,), (), CrawlState(source="starter"), NOON)
    servers.keep(store, (server(said),), NOON)
    snapshots.keep(store, snapshot(NOTES, tool("look"), sandbox="remote"))
    here, elsewhere = known(
        store, tmp_path,
        here={"url": "https://notes.example.io/sse?key=hunter2"},
        elsewhere={"url": "https://notes.example.io/other/mcp"},
    )  # fmt: skip
    assert tools(here) == ["look"]
    assert elsewhere.skipped


def test_a_program_is_known_where_this_entry_was_crawled(store: Catalog, tmp_path: Path) -> None:
    own = {"command": "python", "args": ["notes.py"]}
    path = config(tmp_path / ".mcp.json", mine=own)
    page, state = read_clients(tmp_path, NOON)
    listings.keep(store, page.listings, (), state, NOON)
    servers.keep(store, [server(each, slug=each.name) for each in page.listings], NOON)
    snapshots.keep(store, snapshot(page.listings[0].name, tool("look")))
    (found,) = check_offline(named([path], tmp_path), store)
    assert tools(found) == ["look"]
    config(tmp_path / ".mcp.json", mine=own | {"args": ["other.py"]})
    (changed,) = check_offline(named([path], tmp_path), store)
    assert changed.skipped


def test_saved_lists_count_too(store: Catalog, tmp_path: Path) -> None:
    path = config(tmp_path / "a.json", mine=npx("notes"))
    saved = {"mine": listed(tmp_path / "saved.json", "list_notes")}
    (found,) = check_offline(named([path], tmp_path), store, saved)
    assert tools(found) == ["list_notes"]
    with pytest.raises(UsageError):
        check_offline(named([path], tmp_path), store, {"yours": "x"})


def test_texts_of_likeness_are_no_patterns(store: Catalog, tmp_path: Path) -> None:
    keep_server(store)
    snapshots.keep(store, snapshot(NOTES, tool("look"), package="pkg:npm/notes@1.0.0"))
    for name in ("%", "_____", "n%s", json.dumps("notes")):
        (found,) = known(store, tmp_path, mine=npx(name))
        assert found.skipped
