"""Glama on loopback: a key, an attribution, and a walk that ends where all is known."""

from pathlib import Path
from typing import Any

import pytest

from catalog.model.listing import CrawlState
from crawler.crawl import crawl
from crawler.errand import Nothing
from crawler.registries.glama import parse_page
from tests.crawler.replica import HASTY, PASSING, Asked, Kept, Reply, serving, status

PAGE = (Path(__file__).parents[1] / "fixtures" / "glama" / "page.json").read_bytes()
IDS = [f"id{number}" for number in range(9)]


def api(asked: Asked) -> Reply:
    if asked.path != "/api/mcp/v1/servers" or asked.headers.get("authorization") != "Bearer k":
        return Reply({"error": "unauthorized"}, 401)
    first = int(asked.query.get("after", "0"))
    rows = [{"id": each, "name": each, "tools": None} for each in IDS[first : first + 2]]
    more = first + 2 < len(IDS)
    info = {"endCursor": str(first + 2), "hasNextPage": more}
    return Reply({"servers": rows, "pageInfo": info})


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLAMA_API_KEY", "k")


def test_a_row_is_read_with_its_attribution() -> None:
    page, cursor = parse_page(PAGE, "glama")
    memo, bare = page.listings
    assert (memo.source_id, memo.name, memo.title) == ("q2o28cczin", "someone/memo", "Memo")
    assert (memo.page, cursor) == ("https://glama.ai/mcp/servers/q2o28cczin", "e1")
    assert "Glama" in (memo.attribution or "")
    assert [each.name for each in memo.tools] == ["add_memo"]
    assert (bare.name, bare.page) == ("mdjzwiv728", "https://glama.ai/mcp/servers/mdjzwiv728")
    assert len(page.rejected) == 1


@pytest.mark.parametrize("at", [0, 2, 4])
@pytest.mark.parametrize("fault", PASSING)
def test_a_passing_fault_changes_nothing(fault: str, at: int) -> None:
    kept = Kept()
    with serving(api) as replica:
        replica.faults = [*[None] * at, *PASSING[fault]]
        assert crawl([f"glama={replica.url}"], {}, kept, HASTY) == ()
    assert [each.source_id for each in kept.listings] == IDS
    assert (kept.rejected, kept.states[-1].complete) == ([], True)


def test_a_second_crawl_ends_where_all_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    class Known(Nothing):
        def ids(self, _source: str) -> Any:
            return tuple(IDS[3:])

    kept = Kept()
    with serving(api) as replica:
        word = f"glama={replica.url}"
        crawl([word], {}, kept, HASTY)
        state: CrawlState = kept.states[-1]
        again = Kept()
        assert crawl([word], {"glama": state}, again, HASTY, Known()) == ()
    assert [each.source_id for each in again.listings] == IDS[:6]
    assert (again.states[-1].complete, again.states[-1].full) == (True, False)


def test_without_a_key_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GLAMA_API_KEY")
    with serving(api) as replica:
        (failed,) = crawl([f"glama={replica.url}"], {}, Kept(), HASTY)
        assert replica.asked == []
    assert failed.reason.endswith("; set it as GLAMA_API_KEY")


def test_an_expired_key_and_a_circle_end_the_source() -> None:
    with serving(api) as replica:
        replica.faults = [None, status(401)]
        (failed,) = crawl([f"glama={replica.url}"], {}, Kept(), HASTY)
        assert failed.reason == "answered 401; renew the key in GLAMA_API_KEY"

        def circle(_: Asked) -> Reply:
            info = {"endCursor": "same", "hasNextPage": True}
            return Reply({"servers": [{"id": "a"}], "pageInfo": info})

        replica.api = circle
        (failed,) = crawl([f"glama={replica.url}"], {}, Kept(), HASTY)
        assert failed.reason.startswith("leads in circles")
