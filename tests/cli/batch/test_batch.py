"""`classify --batch` from end to end: each tool is asked about once, and each answer kept."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from catalog.model.batch import Batch
from catalog.store import submitted
from catalog.store.catalog import open_catalog
from cli.main import main
from cli.steps.batch.kept import alone
from tests.cli.asking import Out, ask_json
from tests.cli.batch.flumoxing import (
    COUNT,
    PLACE,
    all_right,
    another,
    answer,
    batch,
    failing,
    judged,
    kept,
    offer,
    spoiling,
    tools,
)
from tests.cli.conftest import OFFICE
from tests.servers import openai_faults as faults
from tests.servers.openai_chat import cut_off
from tests.servers.openai_replica import KEY, Replica, serving
from tests.servers.openai_wire import broken, error

UPLOAD, START = "POST /files", "POST /batches"


def test_what_is_handed_over_is_collected_once(replica: Replica, capsys: Out) -> None:
    sent = batch(capsys, "submit")
    assert (sent["tools"], sent["waiting"], sent["left"], sent["trusted"]) == (COUNT, 0, 0, True)
    (name,) = sent["batches"]
    assert [each.id for each in kept()] == [name]
    (told,) = batch(capsys, "status")["batches"]
    assert (told["id"], told["status"], told["failure"]) == (name, "validating", "")
    early = batch(capsys, "collect", code=4)
    assert (early["answered"], [each["id"] for each in early["waiting"]]) == (0, [name])
    assert not judged()
    replica.batches.finish()
    done = batch(capsys, "collect")
    assert (done["answered"], done["unanswered"], done["strays"]) == (COUNT, {}, {})
    assert judged() == all_right()
    assert done["verdicts"]["unsure"] < COUNT
    shown = ask_json(capsys, "show", f"{OFFICE}/flumox_00", "--catalog", PLACE)
    assert "Destructive" in json.dumps(shown)
    assert batch(capsys, "collect")["ended"] == []
    assert batch(capsys, "submit")["batches"] == []
    assert replica.times(START) == replica.times(UPLOAD) == 1
    assert KEY.encode() not in b"".join(each.read_bytes() for each in Path().glob("c.db*"))


def test_a_person_reads_what_happens(replica: Replica, capsys: Out) -> None:
    def said(step: str, code: int = 0) -> str:
        assert main(["classify", "--batch", step, "--catalog", PLACE]) == code
        return capsys.readouterr().err

    assert "No batch is under way at this endpoint." in said("status")
    assert "12 tools in" in said("submit")
    told = said("submit")
    assert "Nothing was handed over" in told
    assert "12 tools in batches that were under way before" in told
    replica.batches.advance()
    assert ": in_progress, 0 of " in said("status")
    assert ": in_progress, 0 of " in said("collect", 4)
    replica.batches.finish()
    assert "12 tools answered, 0 abstained on." in said("collect")


def test_what_failed_is_sent_again_and_what_never_works_is_not(
    replica: Replica, capsys: Out
) -> None:
    replica.chat.answer = spoiling("flumox_03", lambda _: broken())
    batch(capsys, "submit")
    replica.batches.finish()
    done = batch(capsys, "collect", code=4)
    assert [*done["unanswered"]] == ["answered 500"]
    lost = COUNT - done["answered"]
    assert 0 < lost < COUNT
    replica.chat.answer = spoiling("flumox_03", lambda _: error(400, "no"))
    assert batch(capsys, "submit")["tools"] == lost
    replica.batches.finish()
    assert batch(capsys, "collect")["abstained"] == lost
    assert judged()["flumox_03"] == "the endpoint answered 400"
    assert batch(capsys, "submit")["batches"] == []


def test_an_answer_that_is_none_is_an_abstention(replica: Replica, capsys: Out) -> None:
    replica.chat.answer = spoiling("flumox_03", lambda body: cut_off(body, answer(body)))
    batch(capsys, "submit")
    replica.batches.finish()
    done = batch(capsys, "collect")
    assert done["answered"] + done["abstained"] == COUNT
    assert judged()["flumox_03"] == "the answer was cut off"


def test_what_was_done_before_time_ran_out_is_kept(replica: Replica, capsys: Out) -> None:
    requests = batch(capsys, "submit")["requests"]
    replica.batches.expire(1)
    done = batch(capsys, "collect", code=4)
    assert done["ended"][0]["status"] == "expired"
    assert done["unanswered"] == {"expired": requests - 1}
    assert done["answered"] == len(judged()) > 0
    assert batch(capsys, "submit")["tools"] == COUNT - done["answered"]
    replica.batches.finish()
    batch(capsys, "collect")
    assert judged() == all_right()


def test_a_batch_that_fails_as_a_whole_is_told_and_sent_again(
    replica: Replica, capsys: Out
) -> None:
    replica.batches.most_bytes = 10
    batch(capsys, "submit")
    replica.batches.finish()
    done = batch(capsys, "collect", code=4)
    assert done["ended"][0]["errors"] == ["The file is larger than the 10 maximum."]
    assert [*done["unanswered"]] == ["failed"]
    replica.batches.most_bytes = 10**9
    assert batch(capsys, "submit")["tools"] == COUNT


def test_two_batches_may_be_under_way(replica: Replica, capsys: Out) -> None:
    offer(*tools(count=7))
    first = batch(capsys, "submit")
    assert first["tools"] == 7
    offer(*tools())
    second = batch(capsys, "submit")
    assert (second["tools"], second["waiting"]) == (5, 7)
    told = [each["id"] for each in batch(capsys, "status")["batches"]]
    assert told == [*first["batches"], *second["batches"]]
    shown = replica.batches.kept[told[0]]
    held = replica.batches.kept.pop(told[1])
    replica.batches.finish()
    assert shown.status == "completed"
    replica.batches.kept[told[1]] = held
    done = batch(capsys, "collect", code=4)
    assert (done["answered"], [each["id"] for each in done["waiting"]]) == (7, told[1:])
    replica.batches.finish()
    assert batch(capsys, "collect")["answered"] == 5
    assert judged() == all_right()


def test_a_tool_that_has_changed_since_is_asked_about_anew(replica: Replica, capsys: Out) -> None:
    batch(capsys, "submit")
    offer(*tools(count=2))
    replica.batches.finish()
    done = batch(capsys, "collect", code=4)
    assert "of tools that are no longer asked about" in done["unanswered"]


def test_an_upload_that_stays_broken_is_told_and_made_up_for(replica: Replica, capsys: Out) -> None:
    replica.faults[UPLOAD] = [faults.instead(broken())] * 3
    assert "answered 500; try again later" in failing(capsys, "submit")
    assert [each.status for each in kept()] == ["planned"]
    assert batch(capsys, "status")["lost"] == 1
    assert batch(capsys, "collect")["ended"] == []
    assert batch(capsys, "submit")["tools"] == COUNT
    assert [each.status for each in kept()] == ["validating"]
    assert len(replica.files.kept) == len(replica.batches.kept) == 1


@pytest.mark.parametrize("route", [UPLOAD, START])
def test_an_endpoint_without_a_batch_api_is_told(replica: Replica, capsys: Out, route: str) -> None:
    replica.faults[route] = [faults.instead(error(404, "what?"))]
    assert "has no Batch API" in failing(capsys, "submit")
    assert not kept()
    assert not replica.files.kept


def test_the_budget_holds(replica: Replica, capsys: Out) -> None:
    batch(capsys, "submit")  # the model's trial is over then
    replica.batches.finish()
    batch(capsys, "collect")
    offer(*tools(), another())
    sent = batch(capsys, "submit", "--max-tokens", "100")
    assert (sent["batches"], sent["left"]) == ([], 1)


def test_a_model_that_failed_its_trial_decides_nothing(replica: Replica, capsys: Out) -> None:
    replica.chat.answer = lambda body: {
        called: said | {"category": "Execute"} if isinstance(said, dict) else said
        for called, said in answer(body).items()
    }
    assert batch(capsys, "submit")["trusted"] is False
    replica.batches.finish()
    done = batch(capsys, "collect")
    assert done["answered"] == done["verdicts"]["unsure"] == COUNT


def test_batches_elsewhere_are_told_and_not_sent_twice(
    replica: Replica, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch(capsys, "submit")
    with serving(answer) as other:
        monkeypatch.setenv("OPENAI_BASE_URL", other.url)
        assert batch(capsys, "status")["elsewhere"] == 1
        assert batch(capsys, "collect")["elsewhere"] == 1
        sent = batch(capsys, "submit")
        assert (sent["batches"], sent["waiting"]) == ([], COUNT)


def test_a_batch_that_is_not_known_is_let_go_after_a_month(replica: Replica, capsys: Out) -> None:
    (name,) = batch(capsys, "submit")["batches"]
    replica.batches.kept.clear()
    assert "answered 404" in batch(capsys, "status", code=4)["batches"][0]["failure"]
    (waiting,) = batch(capsys, "collect", code=4)["waiting"]
    assert (waiting["id"], kept()[0].ended_at) == (name, None)
    age(kept()[0])
    (ended,) = batch(capsys, "collect")["ended"]
    assert ended["id"] == name
    assert kept()[0].status == "gone"
    assert batch(capsys, "submit")["tools"] == COUNT


def age(one: Batch) -> None:
    old = one.model_copy(update={"submitted_at": one.submitted_at - timedelta(days=31)})
    with open_catalog(PLACE) as catalog:
        submitted.keep(catalog, old)


def test_lines_that_nobody_asked_for_are_told(replica: Replica, capsys: Out) -> None:
    batch(capsys, "submit")
    replica.batches.finish()
    (file,) = (each for each in replica.files.kept.values() if "output" in each.name)
    more = file.content + b'{"custom_id": "else"}\njunk\n' + file.content
    replica.files.kept[file.id] = file._replace(content=more)
    done = batch(capsys, "collect")
    assert (done["answered"], sum(done["strays"].values())) == (
        COUNT,
        2 + file.content.count(b"\n"),
    )
    assert judged() == all_right()


def test_a_file_that_breaks_off_is_collected_next_time(replica: Replica, capsys: Out) -> None:
    batch(capsys, "submit")
    replica.batches.finish()
    replica.faults["GET /files/{}/content"] = [faults.dropped]
    (waiting,) = batch(capsys, "collect", code=4)["waiting"]
    assert "is not reached" in waiting["failure"]
    batch(capsys, "collect")
    assert judged() == all_right()


def test_without_a_key_nothing_is_asked(
    replica: Replica, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.delenv("OPENAI_BASE_URL")
    for step in ("submit", "status", "collect"):
        assert "set OPENAI_API_KEY" in failing(capsys, step)
    assert not replica.asked


def test_a_wrong_key_is_told(
    replica: Replica, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch(capsys, "submit")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong")
    assert "set another key as OPENAI_API_KEY" in failing(capsys, "submit")
    (told,) = batch(capsys, "status", code=4)["batches"]
    assert "set another key as OPENAI_API_KEY" in told["failure"]


def test_one_works_on_the_batches_at_a_time(replica: Replica, capsys: Out) -> None:
    with open_catalog(PLACE) as catalog, alone(catalog):
        assert "another `classify --batch` works on" in failing(capsys, "submit")
    assert batch(capsys, "submit")["tools"] == COUNT


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--batch", "send"), "it is submit, status or collect"),
        (("--batch", "submit", "--judge", "never"), "--judge never asks no model"),
        (("--batch", "submit", "--file", "x.json"), "are of a catalog"),
    ],
)
def test_words_that_do_not_go_together(
    replica: Replica, capsys: Out, words: tuple[str, ...], told: str
) -> None:
    assert main(["classify", "--catalog", PLACE, *words]) == 2
    assert told in capsys.readouterr().err
