"""kill -9 between any two steps of a batch: nothing is lost, and nothing sent twice."""

import pytest

from tests.cli.asking import Out
from tests.cli.batch.flumoxing import COUNT, Doomed, all_right, batch, judged, kept
from tests.servers.openai_replica import Replica

pytestmark = pytest.mark.slow  # each starts processes to be killed

UPLOAD, START = "POST /files", "POST /batches"


@pytest.mark.parametrize(
    ("route", "done", "waiting"),
    [(UPLOAD, False, 0), (UPLOAD, True, 0), (START, False, 0), (START, True, COUNT)],
)
def test_a_submit_that_was_killed_is_made_up_for(
    replica: Replica, capsys: Out, route: str, *, done: bool, waiting: int
) -> None:
    doomed = Doomed("submit")
    replica.faults[route] = [doomed.fault(done=done)]
    doomed.run()
    assert [each.status for each in kept()] == ["planned"]
    sent = batch(capsys, "submit")
    assert (sent["tools"], sent["waiting"]) == (COUNT - waiting, waiting)
    assert len(replica.batches.kept) == len(replica.files.kept) == 1
    assert [each.id for each in kept()] == [*replica.batches.kept]
    replica.batches.finish()
    assert batch(capsys, "collect")["answered"] == COUNT
    assert judged() == all_right()


def test_a_batch_that_was_started_unheard_is_collected(replica: Replica, capsys: Out) -> None:
    doomed = Doomed("submit")
    replica.faults[START] = [doomed.fault(done=True)]
    doomed.run()
    replica.batches.finish()
    assert batch(capsys, "collect")["answered"] == COUNT
    assert judged() == all_right()


@pytest.mark.parametrize("route", ["GET /batches/{}", "GET /files/{}/content"])
def test_a_collect_that_was_killed_is_made_up_for(
    replica: Replica, capsys: Out, route: str
) -> None:
    batch(capsys, "submit")
    replica.batches.finish()
    doomed = Doomed("collect")
    replica.faults[route] = [doomed.fault(done=True)]
    doomed.run()
    assert [each.ended_at for each in kept()] == [None]
    assert batch(capsys, "collect")["answered"] == COUNT
    assert judged() == all_right()


def test_what_was_kept_before_the_end_stays_and_is_kept_once(replica: Replica, capsys: Out) -> None:
    requests = batch(capsys, "submit")["requests"]
    replica.batches.expire(requests - 1)
    doomed = Doomed("collect", at_a_time=1)
    replica.faults["GET /files/{}/content"] = [None, doomed.fault(done=True)]
    doomed.run()
    before = judged()
    assert before
    batch(capsys, "collect", code=4)
    assert judged() == before
    batch(capsys, "submit")
    replica.batches.finish()
    batch(capsys, "collect")
    assert judged() == all_right()
