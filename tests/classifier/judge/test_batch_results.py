"""What comes of a batch: each request once, whatever the provider's files hold."""

import json
import resource
from collections.abc import Iterator
from typing import Any

import pytest

from catalog.errors import JudgeError
from classifier.judge.batch import results as reading
from classifier.judge.batch.exchange import Gone
from classifier.judge.batch.lines import Result, Stray
from classifier.judge.batch.submit import status
from tests.classifier.judge.batching import all_results, asked, submitted
from tests.servers import openai_faults as faults
from tests.servers.openai_replica import Replica, serving
from tests.servers.openai_wire import Json, Reply, broken, error

CONTENT = "GET /files/{}/content"
Found = list[Result | Stray]


def answer(body: Json) -> Json | Reply:
    number = int(body["messages"][0]["content"])
    return {3: broken(), 4: error(400, "no")}.get(number) or {"number": number}


@pytest.fixture
def replica() -> Iterator[Replica]:
    with serving(answer) as served:
        yield served


def gather(replica: Replica, count: int = 6, end: Any = None) -> Found:
    """What comes of so many requests."""
    asked(replica, lambda api: submitted(api, count))
    (end or replica.batches.finish)()
    return again(replica, count)


def again(replica: Replica, count: int = 6) -> Found:
    """What comes of the batch when its results are read once more."""
    (batch_id,) = replica.batches.kept
    ended = asked(replica, lambda api: status(api, batch_id))
    return asked(replica, lambda api: all_results(api, ended, count))


def by_id(found: Found) -> dict[str, Result]:
    """The results; each request has one."""
    good = [each for each in found if isinstance(each, Result)]
    assert len({each.custom_id for each in good}) == len(good)
    return {each.custom_id: each for each in good}


def number(result: Result) -> int:
    assert result.body is not None
    said = json.loads(result.body["choices"][0]["message"]["content"])
    assert isinstance(said["number"], int)
    return said["number"]


def rewrite(replica: Replica, name: str, lines: list[bytes]) -> None:
    """Another content of a batch's file."""
    for file in [*replica.files.kept.values()]:
        if name in file.name:
            replica.files.kept[file.id] = file._replace(content=b"\n".join(lines))


def test_results_are_joined_by_their_ids_in_whatever_order(replica: Replica) -> None:
    found = gather(replica)
    results = by_id(found)
    assert len(found) == len(results) == 6
    assert [*results] != sorted(results)
    for at in (0, 1, 2, 5):
        assert number(results[f"id-{at}"]) == at
    assert results["id-3"] == Result("id-3", None, "answered 500")
    assert results["id-4"] == Result("id-4", None, "answered 400", lasting=True)


def test_what_was_done_in_time_is_there(replica: Replica) -> None:
    results = by_id(gather(replica, end=lambda: replica.batches.expire(2)))
    assert [number(results[f"id-{at}"]) for at in (0, 1)] == [0, 1]
    assert {results[f"id-{at}"].reason for at in range(2, 6)} == {"expired"}


def test_what_was_done_before_it_was_cancelled_is_there(replica: Replica) -> None:
    def cancel() -> None:
        for batch in replica.batches.kept.values():
            batch.becomes("cancelling")
        replica.batches.advance(done=1)

    results = by_id(gather(replica, end=cancel))
    assert number(results["id-0"]) == 0
    assert {results[f"id-{at}"].reason for at in range(1, 6)} == {"cancelled"}


def test_a_failed_batch_has_a_reason_for_each_request(replica: Replica) -> None:
    replica.batches.most_requests = 1
    assert {each.reason for each in by_id(gather(replica)).values()} == {"failed"}


def test_what_the_files_lack_is_told(replica: Replica) -> None:
    gather(replica)
    rewrite(replica, "output", [])
    results = by_id(again(replica))
    assert results["id-0"].reason == "missing in the provider's files"
    assert results["id-3"].reason == "answered 500"


def line(name: object, said: int = 9) -> bytes:
    body = {"choices": [{"message": {"content": json.dumps({"number": said})}}]}
    response = {"status_code": 200, "body": body}
    return json.dumps({"custom_id": name, "response": response, "error": None}).encode()


def test_lines_that_are_none_are_told_and_the_others_read(
    replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LINE_BYTES", 5_000)
    gather(replica)
    rest = b'{"custom_id": "id-1", "resp'
    long = line("id-2") + b" " * 10_000
    lines = [line("id-0", 0), b"", b"junk", line("id-0", 1), line("else"), line(3), long, b" \r"]
    rewrite(replica, "output", [*lines, line("id-5", 5), rest])
    found = again(replica)
    results = by_id(found)
    assert (number(results["id-0"]), number(results["id-5"])) == (0, 5)
    assert results["id-1"].reason == results["id-2"].reason == "missing in the provider's files"
    assert [each.reason for each in found if isinstance(each, Stray)] == [
        "a line is not JSON",
        "a request is answered twice",
        "a line names an unknown request",
        "a line names no request",
        "a line is too long",
        "a line is not JSON",
    ]


def test_lines_without_end_are_not_read(replica: Replica) -> None:
    gather(replica)
    rewrite(replica, "output", [line("else")] * 5_000)
    with pytest.raises(JudgeError, match="holds too much that was not asked"):
        again(replica)


def test_a_file_without_end_is_not_read_and_takes_no_memory(
    replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LINE_BYTES", 1 << 20)
    gather(replica)
    replica.faults[CONTENT] = [faults.huge(400)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(JudgeError, match="larger than any answer"):
        again(replica)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


@pytest.mark.parametrize(
    "fault", [faults.dropped, faults.refused, faults.instead(broken()), faults.slow(0)]
)
def test_a_file_that_breaks_off_is_read_again_next_time(
    replica: Replica, fault: faults.Fault
) -> None:
    gather(replica)
    replica.faults[CONTENT] = [None, fault]
    if fault.__name__ == "wait":
        assert len(again(replica)) == 6
        return
    with pytest.raises(JudgeError, match=r"the file file-\d+: "):
        again(replica)
    assert len(by_id(again(replica))) == 6


def test_a_file_that_is_no_more_is_told(replica: Replica) -> None:
    gather(replica)
    replica.files.kept.clear()
    with pytest.raises(Gone, match="answered 404"):
        again(replica)
