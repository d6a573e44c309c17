"""Smithery on loopback: its window, its pages of servers, its faults."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.listing import CrawlState, Listing, Page, Validator
from crawler.crawl import crawl
from crawler.registries.smithery import detailed
from crawler.row import Row
from crawler.slices import Slices
from tests.crawler.replica import HASTY, PASSING, Asked, Kept, Replica, Reply, body, serving, status

WINDOW = 20
TOOL = {"name": "say", "description": "Says it", "inputSchema": {"type": "object"}}


def server(number: int) -> dict[str, Any]:
    name = f"ns{number % 9}/s{number:03}" if number % 10 else f"bare{number:03}"
    return {
        "id": f"id-{number:03}", "qualifiedName": name, "displayName": f"S {number}",
        "description": None, "verified": number % 3 == 0, "remote": number % 2 == 0,
        "isDeployed": True, "useCount": number, "createdAt": "2025-09-05T18:07:47.018Z",
        "homepage": None, "score": None,
    }  # fmt: skip


def name_of(row: Mapping[str, Any]) -> str:
    return str(row.get("qualifiedName", ""))


class Smithery:
    """Shows WINDOW rows of each question, ten a page whatever size is asked for."""

    def __init__(self, count: int) -> None:
        self.rows = [server(number) for number in range(count)]
        self.paging: Mapping[str, Any] = {}
        self.details: list[str] = []

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == "/servers":
            return Reply(self.list(asked.query))
        name = asked.path.removeprefix("/servers/")
        self.details.append(name)
        row = next((each for each in self.rows if name_of(each) == name), None)
        return Reply({"error": "none"}, 404) if row is None else Reply(self.detail(row))

    def list(self, query: Mapping[str, str]) -> dict[str, Any]:
        flags = {name: query.get(name) for name in ("verified", "remote", "isDeployed")}
        found = [
            row for row in self.rows
            if all(said in (None, str(row.get(name)).lower()) for name, said in flags.items())
            and query.get("namespace", name_of(row).split("/")[0])
            == name_of(row).split("/")[0]
            and query.get("q", "") in name_of(row)
        ]  # fmt: skip
        shown, first = found[:WINDOW], 10 * (int(query["page"]) - 1)
        pages = -(-len(shown) // 10)
        paging = {"currentPage": query["page"], "totalPages": pages, "totalCount": len(found)}
        return {"servers": shown[first : first + 10], "pagination": {**paging, **self.paging}}

    def detail(self, row: Mapping[str, Any]) -> dict[str, Any]:
        url = f"https://{row['id']}.run.tools"
        schema = {"type": "object", "required": ["apiKey"], "properties": {"apiKey": {}}}
        connection = {"type": "http", "deploymentUrl": url, "configSchema": schema}
        return {**row, "connections": [connection], "tools": [TOOL]}


class Known:
    """What a catalog knows."""

    def __init__(self, kept: Kept) -> None:
        self.pages = kept.pages

    def seen(self, _: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each for page in self.pages for each in page.ids))

    ids = seen

    def validator(self, _: str, url: str) -> Validator | None:
        told = (each for page in reversed(self.pages) for each in page.validators)
        return next((each for each in told if each.url == url), None)


@pytest.fixture
def api() -> Smithery:
    return Smithery(120)


@pytest.fixture
def replica(api: Smithery) -> Iterator[Replica]:
    with serving(api) as served:
        yield served


def go(replica: Replica, kept: Kept, state: CrawlState | None = None, **more: Any) -> Any:
    states = {"smithery": state} if state else {}
    return crawl([f"smithery={replica.url}"], states, kept, HASTY, Known(kept), **more)


def by_id(kept: Kept) -> dict[str, Listing]:
    return {each.source_id: each for each in kept.listings}


def test_slices_show_what_the_window_does_not(replica: Replica, api: Smithery) -> None:
    kept = Kept()
    assert go(replica, kept) == ()
    assert set(by_id(kept)) == {row["id"] for row in api.rows}
    assert len(kept.listings) == len(api.rows)
    assert (kept.states[-1].complete, kept.states[-1].full) == (True, True)
    assert {each.claimed for each in kept.pages} == {120}


def test_a_servers_own_page_says_more(replica: Replica) -> None:
    kept = Kept()
    go(replica, kept)
    one = by_id(kept)["id-001"]
    assert (one.name, one.title, one.version) == ("ns1/s001", "S 1", "")
    assert one.remotes[0].url == "https://id-001.run.tools"
    assert [(each.name, each.required, each.secret) for each in one.remotes[0].variables] == [
        ("apiKey", True, True)
    ]
    assert [each.name for each in one.tools] == ["say"]
    assert one.tools[0].input_schema == '{"type":"object"}'


def test_a_server_that_has_not_changed_is_not_asked_for(replica: Replica, api: Smithery) -> None:
    kept = Kept()
    go(replica, kept)
    again, api.details = Kept(), []
    again.pages = kept.pages[:]
    for row in api.rows:
        row["useCount"] += 1
    api.rows[3]["description"] = "anew"
    assert go(replica, again, kept.states[-1]) == ()
    assert api.details == ["ns3/s003"]


@pytest.mark.parametrize("at", [0, 1, 7])
@pytest.mark.parametrize("fault", PASSING)
def test_a_passing_fault_changes_nothing(replica: Replica, fault: str, at: int) -> None:
    replica.api = Smithery(12)
    replica.faults = [*[None] * at, *PASSING[fault]]
    kept = Kept()
    assert go(replica, kept) == ()
    assert len(by_id(kept)) == 12
    assert (kept.rejected, kept.states[-1].full) == ([], True)
    assert all(each.tools for each in kept.listings)


@pytest.mark.parametrize("after", [1, 3, 8, 20, 31])
def test_a_pass_that_was_killed_goes_on(replica: Replica, api: Smithery, after: int) -> None:
    whole = Kept()
    go(replica, whole)
    part = Kept()
    part.pages, part.states = whole.pages[:after], whole.states[:after]
    api.details = []
    assert go(replica, part, part.states[-1]) == ()
    assert by_id(part) == by_id(whole)
    assert part.states[-1].full
    assert len(api.details) <= 120 - len(
        {e.source_id for p in whole.pages[:after] for e in p.listings}
    )


def test_a_server_without_a_page_is_known_by_its_row(replica: Replica, api: Smithery) -> None:
    api.rows = api.rows[:12]
    replica.faults = [None, None, status(404), body(b"?"), body(b"?"), body(b"?"), body(b"?")]
    kept = Kept()
    assert go(replica, kept) == ()
    assert len(by_id(kept)) == 12
    assert [bool(each.tools) for each in kept.listings][:4] == [True, False, False, True]
    assert len([each for page in kept.pages for each in page.validators]) == 10


def test_an_expired_key_ends_the_source(replica: Replica, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMITHERY_API_KEY", "old")
    replica.faults = [None, None, None, status(401)]
    (failed,) = go(replica, Kept())
    assert failed.reason == "answered 401; renew the key in SMITHERY_API_KEY"
    assert {each.headers["authorization"] for each in replica.asked} == {"Bearer old"}


@pytest.mark.parametrize(
    "paging",
    [{"totalCount": "120", "totalPages": "2"}, {"totalPages": None}, {"totalCount": 10**18}],
)
def test_odd_totals_lose_nothing(
    replica: Replica, api: Smithery, paging: Mapping[str, Any]
) -> None:
    api.paging, api.rows = paging, api.rows[:WINDOW]
    kept = Kept()
    assert go(replica, kept) == ()
    assert len(by_id(kept)) == WINDOW


def test_while_the_total_is_not_met_nothing_is_gone(replica: Replica, api: Smithery) -> None:
    api.rows, api.paging = api.rows[:15], {"totalCount": 99}
    kept = Kept()
    assert go(replica, kept) == ()
    assert (kept.states[-1].complete, kept.states[-1].full) == (True, False)


def test_bundles_and_odd_rows_are_read(replica: Replica, api: Smithery) -> None:
    listing = Listing(source="smithery", source_id="x", name="x", version="")
    connection = {"type": "stdio", "bundleUrl": "https://a.example/b.mcpb", "runtime": "node"}
    whole = detailed(
        listing, Row({"qualifiedName": "x", "connections": [connection], "tools": None})
    )
    assert (whole.packages[0].registry, whole.packages[0].runtime_hint) == ("mcpb", "node")
    api.rows = [*api.rows[:3], {"id": "odd", "displayName": "no name"}, {"id": 7}]
    kept = Kept()
    assert go(replica, kept) == ()
    assert len(kept.listings) == 3
    assert {each.source_id for each in kept.rejected} == {"odd", *kept_unnamed(kept)}


def kept_unnamed(kept: Kept) -> list[str]:
    return [each.source_id for each in kept.rejected if each.source_id.startswith("unnamed-")]


@given(st.lists(st.tuples(st.integers(0, 900), st.lists(st.text(max_size=3), max_size=3))))
def test_slices_come_back_exact_from_their_cursor(pages: list[tuple[int, list[str]]]) -> None:
    at: Slices | None = Slices()
    for total, names in pages:
        if at is None:
            return
        at = at.learned(names).claiming(total).showing(10, total % 2)
        assert Slices.of(at.cursor) == at
        at = at.next_slice(total)


def test_a_page_is_of_the_ids_that_it_names() -> None:
    assert Page(seen=("a", "b", "a")).ids == ("a", "b")
