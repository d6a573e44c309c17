"""The Batch API's calls against the replica: each thing is done once, whatever goes wrong."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from openai import AsyncOpenAI

from catalog.errors import JudgeError
from classifier.judge.batch import exchange
from classifier.judge.batch.exchange import Gone, Refused
from classifier.judge.batch.lookup import find, find_file
from classifier.judge.batch.state import read_batch
from classifier.judge.batch.submit import start, status
from classifier.judge.batch.wire import Strange
from tests.classifier.judge.batching import NAME, SINCE, asked, body, submitted
from tests.servers import openai_faults as faults
from tests.servers.openai_replica import KEY, Replica, serving
from tests.servers.openai_wire import Json, Reply, broken, error, too_many

UPLOAD, START, LOOK = "POST /files", "POST /batches", "GET /batches/{}"
submit_two = partial(submitted, count=2)


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "PAUSE", 0.01)


@pytest.fixture
def replica() -> Iterator[Replica]:
    with serving(lambda _: {"answer": 42}) as served:
        yield served


def test_a_batch_is_started_and_followed(replica: Replica) -> None:
    state = asked(replica, submit_two)
    assert (state.status, state.ended, state.total) == ("validating", False, 0)
    (file,) = replica.files.kept.values()
    assert (file.id, file.name, file.purpose) == (state.input_file, f"{NAME}.jsonl", "batch")
    assert [json.loads(each)["body"] for each in file.content.splitlines()] == [body(0), body(1)]
    (batch,) = replica.batches.kept.values()
    assert batch.shown["metadata"] == {"toolrisk": NAME}
    replica.batches.finish()
    done = asked(replica, lambda api: status(api, state.id))
    assert (done.status, done.ended) == ("completed", True)
    assert (done.total, done.completed, done.failed) == (2, 2, 0)
    assert done.expires is not None
    assert done.expires - done.created == timedelta(days=1)


BROKEN = faults.instead(broken())
PASSING = {
    "500": BROKEN,
    "503": faults.instead(broken(503)),
    "429": faults.instead(too_many(retry_after_ms="1")),
    "429, in seconds": faults.instead(too_many(Retry_After="0.001")),
    "429, without": faults.instead(too_many(Retry_After="soon")),
    "not reached": faults.refused,
    "done, unheard": faults.unanswered,
    "done, half heard": faults.dropped,
    "done, as half JSON": faults.half_json,
    "a page": faults.html,
    "a list": faults.shaped([1, 2]),
    "no id": faults.shaped({"id": 3}),
    "too much": faults.huge(6),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
@pytest.mark.parametrize("route", [UPLOAD, START])
def test_what_is_done_unheard_is_not_done_twice(
    replica: Replica, route: str, fault: faults.Fault
) -> None:
    replica.faults[route] = [fault, BROKEN]
    state = asked(replica, submit_two)
    assert [*replica.batches.kept] == [state.id]
    assert [*replica.files.kept] == [state.input_file]


@pytest.mark.parametrize("route", [UPLOAD, START])
@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (error(401, f"Incorrect API key provided: {KEY}"), "401; set another key"),
        (error(404, "what?"), "404; it does not know this, or has no Batch API"),
        (error(400, f"bad {KEY}"), "answered 400"),
        (error(413, "too large"), "answered 413"),
    ],
)
def test_a_no_leaves_nothing_behind(replica: Replica, route: str, reply: Reply, told: str) -> None:
    replica.faults[route] = [faults.instead(reply)]
    with pytest.raises(Refused, match=told) as raised:
        asked(replica, submit_two)
    assert KEY not in str(raised.value)
    assert NAME in str(raised.value)
    assert "\n" not in str(raised.value)
    assert not replica.batches.kept
    assert not replica.files.kept
    assert replica.times(route) == 1


@pytest.mark.parametrize("route", [UPLOAD, START])
def test_an_endpoint_that_stays_broken_is_told(replica: Replica, route: str) -> None:
    replica.faults[route] = [BROKEN] * 9
    with pytest.raises(JudgeError, match="answered 500; try again later") as raised:
        asked(replica, submit_two)
    assert not isinstance(raised.value, Refused)  # it is not known what came of it
    assert replica.times(route) == exchange.TRIES


def test_a_lookup_that_fails_starts_nothing_more(replica: Replica) -> None:
    replica.faults[START] = [faults.unanswered]
    replica.faults["GET /batches"] = [BROKEN]
    with pytest.raises(JudgeError, match="the list of batches"):
        asked(replica, submit_two)
    assert len(replica.batches.kept) == 1


def test_what_is_looked_for_is_found_among_many(replica: Replica) -> None:
    replica.batches.page = replica.files.page = 2

    async def look(api: AsyncOpenAI) -> None:
        made = {name: await submitted(api, 1, name) for name in "abcdefg"}
        for name in "agd":
            assert await find(api, name, SINCE) == made[name]
            assert await find_file(api, name, SINCE) == made[name].input_file
        assert await find(api, "h", SINCE) is None
        assert await find_file(api, "h", SINCE) is None

    asked(replica, look)


def test_what_is_older_than_the_name_is_not_looked_at(replica: Replica) -> None:
    replica.batches.page = 2

    async def look(api: AsyncOpenAI) -> None:
        for name in "abcdefg":
            await submitted(api, 1, name)
        before = replica.times("GET /batches")
        assert await find(api, "x", datetime.now(UTC) + timedelta(days=2)) is None
        assert replica.times("GET /batches") == before + 1

    asked(replica, look)


@pytest.mark.parametrize(
    "page",
    [
        {"data": [{"id": "../x", "created_at": 9e9}] * 3, "has_more": True},
        {"data": [], "has_more": True},
        {"data": [None, 1, "x", {"id": {}}], "has_more": False},
    ],
)
def test_a_strange_list_is_no_endless_one(replica: Replica, page: Json) -> None:
    replica.faults["GET /batches"] = [faults.shaped(page)] * 200
    with suppress(JudgeError):
        assert asked(replica, lambda api: find(api, "x", SINCE)) is None
    assert replica.times("GET /batches") <= 1


def test_a_batch_that_is_not_known_is_gone(replica: Replica) -> None:
    with pytest.raises(Gone, match=r"batch 'batch_x': .* answered 404"):
        asked(replica, lambda api: status(api, "batch_x"))


@pytest.mark.parametrize("name", ["", "..", "a/b", "a?b", "a\nb", "é", "x" * 401, "../../models"])
def test_an_id_that_is_none_is_never_sent(replica: Replica, name: str) -> None:
    with pytest.raises(JudgeError):
        asked(replica, lambda api: status(api, name))
    assert not replica.asked


SAID: Json = {"id": "batch_1", "status": "completed", "input_file_id": "file-1", "created_at": 1}


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "../models"},
        {"id": None},
        {"input_file_id": "a/b"},
        {"output_file_id": "file 1"},
        {"error_file_id": "file\n1"},
        {"status": "done\x1b[31m"},
        {"created_at": -1},
        {"created_at": 1e30},
        {"expires_at": 10**18},
        {"request_counts": {"total": 10**30}},
        {"errors": "none"},
    ],
)
def test_a_state_that_is_none_is_not_read(wrong: Json) -> None:
    assert read_batch(json.dumps(SAID).encode()).id == "batch_1"
    with pytest.raises(Strange):
        read_batch(json.dumps(SAID | wrong).encode())


def test_errors_are_shown_short_plain_and_without_a_key() -> None:
    told = [{"message": f"bad\n\x1b[31m {KEY} {'x' * 900}", "line": 3, "code": "c"}] * 9
    state = read_batch(json.dumps(SAID | {"errors": {"data": told}}).encode())
    assert len(state.errors) == 3
    for each in state.errors:
        assert each.startswith("line 3: bad [31m sk-… xxx")
        assert len(each) == 200
    assert read_batch(json.dumps(SAID | {"errors": {"data": None}}).encode()).errors == ()


def test_a_file_that_is_wrong_fails_its_batch(replica: Replica) -> None:
    replica.batches.most_requests = 1
    state = asked(replica, submit_two)
    replica.batches.finish()
    failed = asked(replica, lambda api: status(api, state.id))
    assert (failed.status, failed.ended) == ("failed", True)
    assert failed.errors == ("The batch has more than 1 tasks.",)


def test_a_batch_wants_a_file(replica: Replica) -> None:
    state = asked(replica, lambda api: start(api, "file-none", "other", SINCE))
    replica.batches.finish()
    failed = asked(replica, lambda api: status(api, state.id))
    assert failed.errors == ("The input file does not exist.",)
