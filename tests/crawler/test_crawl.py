"""Crawls for real against a replica of the official API on loopback, faults and all."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from catalog.errors import NothingFound, UsageError
from catalog.model.listing import CrawlState
from crawler import politeness
from crawler.crawl import crawl, sources
from crawler.errand import Failed
from crawler.registries import official as official_registry
from crawler.source import registries
from tests.crawler.replica import (
    HASTY,
    PASSING,
    Asked,
    Fault,
    Kept,
    Replica,
    Reply,
    body,
    hang_up,
    official,
    row,
    serving,
    status,
)

NAMES = [f"com.example/{letter}" for letter in "abcde"]
SEEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def leads_to(cursor: str, name: str = "com.example/a") -> Fault:
    return body({"servers": [row(name)], "metadata": {"nextCursor": cursor}})


def at(replica: Replica) -> str:
    return f"official={replica.url}"


def go(replica: Replica, kept: Kept, state: CrawlState | None = None) -> tuple[Failed, ...]:
    return crawl([at(replica)], {"official": state} if state else {}, kept, HASTY)


@pytest.fixture
def replica() -> Iterator[Replica]:
    with serving(official([row(each) for each in NAMES])) as served:
        yield served


def test_all_pages_are_read_and_each_is_handed_out_with_its_state(replica: Replica) -> None:
    kept = Kept()
    assert go(replica, kept) == ()
    assert kept.names == NAMES
    assert [each.cursor for each in kept.states] == ["com.example/b", "com.example/d", None]
    assert [each.complete for each in kept.states] == [False, False, True]
    started = kept.states[0].started
    assert kept.states[-1] == CrawlState(
        source="official", address=f"{replica.url}/v0.1/servers", started=started,
        watermark=SEEN, full_at=started, complete=True,
    )  # fmt: skip
    first, second, _ = replica.asked
    assert first.query == {"limit": "100", "version": "latest", "include_deleted": "true"}
    assert second.query["cursor"] == "com.example/b"
    assert {each.headers["user-agent"] for each in replica.asked} == {politeness.USER_AGENT}


def test_an_empty_last_page_ends_a_pass(replica: Replica) -> None:
    replica.api = official([row(each) for each in NAMES[:4]])
    kept = Kept()
    assert go(replica, kept) == ()
    assert (len(replica.asked), kept.names, kept.states[-1].complete) == (3, NAMES[:4], True)


def test_the_next_pass_asks_for_changes_only_and_goes_back_a_little(replica: Replica) -> None:
    kept, again = Kept(), Kept()
    go(replica, kept)
    go(replica, again, kept.states[-1])
    assert {each.query.get("updated_since") for each in replica.asked[:3]} == {None}
    since = {each.query["updated_since"] for each in replica.asked[3:]}
    assert since == {"2026-01-02T02:54:05.000000Z"}
    assert not again.states[-1].full
    assert again.states[-1].full_at == kept.states[-1].full_at


def test_once_a_week_all_is_asked_for(replica: Replica) -> None:
    kept = Kept()
    week = datetime.now(UTC) - timedelta(days=8)
    state = CrawlState(
        source="official", address=f"{replica.url}/v0.1/servers", watermark=SEEN, full_at=week,
        complete=True,
    )  # fmt: skip
    assert go(replica, kept, state) == ()
    assert kept.names == NAMES
    assert kept.states[-1].full
    assert {each.query.get("updated_since") for each in replica.asked} == {None}


def test_what_changes_behind_the_cursor_is_asked_for_again(replica: Replica) -> None:
    """A pass that was killed and goes on days later ends with the watermark of its start."""
    kept, days = Kept(), timedelta(days=3)
    replica.api = official([row(each, f"{datetime.now(UTC):%FT%TZ}") for each in NAMES])
    begun = datetime.now(UTC) - days
    state = CrawlState(
        source="official", address=f"{replica.url}/v0.1/servers", cursor="com.example/b",
        started=begun,
    )  # fmt: skip
    assert go(replica, kept, state) == ()
    assert kept.names == NAMES[2:]
    assert kept.states[-1].watermark == begun


def test_another_address_is_another_registry(replica: Replica) -> None:
    kept = Kept()
    elsewhere = CrawlState(source="official", address="http://a.example/", cursor="com.example/d")
    assert go(replica, kept, elsewhere) == ()
    assert kept.names == NAMES


@pytest.mark.parametrize("error", [RuntimeError("disk full"), KeyboardInterrupt()])
def test_what_the_sink_raises_ends_the_run_and_the_next_goes_on(
    replica: Replica, error: BaseException
) -> None:
    kept = Kept()
    kept.breaks = error
    with pytest.raises(type(error)):
        crawl([at(replica), "starter"], {}, kept, HASTY)
    assert len([each for each in kept.states if each.source == "official"]) <= 1
    kept = Kept()
    kept.breaks = error
    with pytest.raises(type(error)):
        go(replica, kept)
    kept.breaks = None
    assert go(replica, kept, kept.states[-1]) == ()
    assert kept.names == NAMES


@pytest.mark.parametrize("page", [0, 1, 2])
@pytest.mark.parametrize("fault", PASSING)
def test_a_passing_fault_changes_nothing(replica: Replica, fault: str, page: int) -> None:
    replica.faults = [*[None] * page, *PASSING[fault]]
    kept = Kept()
    assert go(replica, kept) == ()
    assert (kept.names, kept.rejected) == (NAMES, [])
    assert len(replica.asked) == 3 + len(PASSING[fault])


@pytest.mark.parametrize(
    ("fault", "tries", "reason"),
    [
        (status(500), 4, "answered 500; try again later"),
        (status(429), 4, "answered 429; try again later"),
        (status(429, Retry_After="86400"), 1, "answered 429 and asks to be left alone for 86400"),
        (status(404), 1, "answered 404; try again later"),
        (status(401), 1, "answered 401; it does not let us in; try again later"),
        (status(302, Location="http://elsewhere.invalid/"), 4, "answered 302; try again later"),
        (body(b'{"error": "gone"}'), 4, "sent a page that cannot be read (it lists no servers)"),
        (body(b" " * 5_000), 4, "did not answer (Expected"),
    ],
    ids=["500", "429", "a day", "404", "401", "redirect", "another API", "huge"],
)
def test_a_lasting_fault_fails_the_source_and_leaves_the_others_running(
    replica: Replica, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    fault: Fault, tries: int, reason: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(politeness, "PAGE_BYTES", 4_000)
    replica.faults = [fault] * 9
    kept = Kept()
    (failed,) = crawl([at(replica), "starter"], {}, kept, HASTY)
    assert failed.source == "official"
    assert failed.reason.startswith(reason)
    assert len(replica.asked) == tries
    assert {each.source for each in kept.listings} == {"starter"}
    assert capfd.readouterr() == ("", "")


def test_a_host_that_hangs_up_for_good_fails_the_source(replica: Replica) -> None:
    replica.faults = [hang_up] * 30
    (failed,) = go(replica, Kept())
    assert failed.reason.startswith("did not answer (")
    assert "<" not in failed.reason


def test_what_was_read_before_a_fault_is_kept(replica: Replica) -> None:
    replica.faults = [None, *[status(500)] * 4]
    kept = Kept()
    assert len(go(replica, kept)) == 1
    assert kept.names == NAMES[:2]
    assert go(replica, kept, kept.states[-1]) == ()
    assert kept.names == NAMES


def test_a_repeated_cursor_is_asked_for_again_and_then_ends_the_pass(replica: Replica) -> None:
    loop = [leads_to("x"), leads_to("y"), leads_to("x")]
    replica.faults = [*loop, leads_to("z"), leads_to("com.example/b")]
    kept = Kept()
    assert go(replica, kept) == ()
    assert kept.names[-3:] == NAMES[2:]
    replica.faults = [*loop, *[leads_to("x")] * 3]
    (failed,) = go(replica, kept)
    assert failed.reason == "repeats the cursor 'x'; the next crawl starts over"
    assert (kept.states[-1].cursor, kept.states[-1].complete) == (None, False)


def test_endless_cursors_end_at_the_page_cap(
    replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(official_registry, "PAGES", 4)
    replica.faults = [leads_to(str(number), f"com.example/{number}") for number in range(9)]
    kept = Kept()
    (failed,) = go(replica, kept)
    assert failed.reason.startswith("has no end after 4 pages")
    assert (len(replica.asked), kept.states[-1].cursor) == (7, None)


def test_cursors_that_bring_nothing_new_end_sooner(replica: Replica) -> None:
    replica.faults = [leads_to(str(number)) for number in range(99)]
    (failed,) = go(replica, Kept())
    assert failed.reason.startswith("brings nothing new after 20 pages")


@pytest.mark.parametrize("code", [400, 404, 410, 422])
def test_a_pass_whose_cursor_is_refused_starts_over_once(replica: Replica, code: int) -> None:
    replica.faults = [None, status(code)]
    kept = Kept()
    assert go(replica, kept) == ()
    assert kept.names == [*NAMES[:2], *NAMES]
    replica.faults = [None, status(code), None, status(code)]
    assert len(go(replica, kept)) == 1
    assert kept.states[-1].cursor is None


def test_a_page_of_bad_rows_is_rejected_when_it_stays_so(replica: Replica) -> None:
    replica.api = official([row(each) for each in NAMES])
    bad = body({"servers": [{"server": {"name": "com.example/bad"}}], "metadata": {}})
    replica.faults = [None, None, *[bad] * 4]
    kept = Kept()
    assert go(replica, kept) == ()
    assert [each.source_id for each in kept.rejected] == ["com.example/bad"]


def test_two_sources_of_one_host_take_turns(replica: Replica) -> None:
    """Both want four tenths of a second; between any two requests there is at least as much."""
    times = []
    api = replica.api

    def timed(asked: Asked) -> Reply:
        times.append(time.monotonic())
        return api(asked)

    replica.api = timed
    words = [f"one={replica.url}", f"two={replica.url}"]
    assert crawl(words, {}, Kept(), HASTY.model_copy(update={"delay": 0.2})) == ()
    assert len(times) == 6
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.15


def test_no_source_is_read_twice_or_at_two_addresses() -> None:
    assert [each.name for each in sources(["starter", "starter"])] == ["starter"]
    with pytest.raises(UsageError, match="official is said to be at two addresses"):
        sources(["official", "official=http://a.example"])


def test_an_unknown_registry_is_not_found() -> None:
    assert set(registries()) >= {"official", "starter"}
    with pytest.raises(NothingFound, match="no registry is named 'nope'; there are "):
        crawl(["starter", "nope"], {}, Kept(), HASTY)
