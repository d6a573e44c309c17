"""The log of a call: whole lines that can be followed, or a clear word that there is none."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalog.model.server import Server
from catalog.model.snapshot import Skipped, Snapshot
from catalog.store import snapshots
from catalog.store.catalog import open_catalog
from catalog.taxonomy import Reason
from cli.log.logged import logged
from cli.main import main
from cli.steps.introspect import told as tell_of
from tests.cli.asking import Out, ask, refuse
from tests.cli.log.logs import keep, lines, told
from tests.crawler.hosting import a_package, a_server
from tests.crawler.hosting import ask as converse

EVIL = 'evil\n\x1b[31m\u202e{"level": "error"}'
TOOL = '{"tool": {"name": "delete_all\\u001b", "description": "Delete all files."}}\n'


def test_a_call_is_told_from_its_start_to_its_end(catalog: str) -> None:
    assert main(["classify", "--catalog", catalog, "--quiet", "--log", "log.jsonl"]) == 0
    first, *_, last = lines()
    assert (first["event"], first["command"]) == ("started", "classify")
    assert first["settings"] == {"catalog": catalog, "quiet": True, "verbose": 0,
                                 "log": "log.jsonl"}  # fmt: skip
    assert (last["event"], last["code"]) == ("ended", 0)
    assert datetime.fromisoformat(first["time"]).tzinfo is not None
    assert {each["level"] for each in lines()} == {"info"}
    assert [each["slug"] for each in told("judged") if each["tools"]] == [
        "modelcontextprotocol-server-git"]  # fmt: skip
    assert main(["publish", "--catalog", catalog, "--quiet", "--log", "log.jsonl"]) == 0
    runs = list(dict.fromkeys(each["run"] for each in lines()))
    assert runs[0] == first["run"]
    assert len(runs) == 2


def test_a_server_is_followed_through_the_steps_whatever_it_is_called(capsys: Out) -> None:
    with open_catalog("c.db") as opened:
        evil = a_server(a_package("x", "oci"), name=EVIL).model_copy(update={"slug": "evil"})
        keep(opened, evil)
    follow = ["--catalog", "c.db", "--quiet", "-vv", "--log", "log.jsonl"]
    assert main(["introspect", *follow]) == 0
    with open_catalog("c.db") as opened:
        snapshots.keep(opened, _asked(evil))
    assert main(["classify", *follow]) == 0
    assert main(["publish", *follow]) == 0
    events = [each["event"] for each in lines() if each.get("server") == EVIL]
    assert events[:3] == ["asking", "skipped", "why"]
    assert events[3] == "judged"
    assert set(events[4:]) == {"verdict", "page"}
    assert {each["tool"] for each in told("verdict")} >= {"run_shell_command"}
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert said.count("evil⟨U+000A⟩") == len(events)


def _asked(server: Server) -> Snapshot:
    outcome = converse("office")
    return Snapshot(server_id=server.id, launch="l", at=datetime.now(UTC), sandbox="none",
                    outcome=outcome)  # fmt: skip


def test_why_a_server_was_skipped_is_a_detail(catalog: str) -> None:
    detail = "its words: drop all tables"
    outcome = Skipped(reason=Reason.PROTOCOL_ERROR, detail=detail, phase="list")
    snapshot = Snapshot(server_id="s", launch="l", at=datetime.now(UTC), sandbox="none",
                        outcome=outcome)  # fmt: skip
    for verbose, path in ((0, "info.jsonl"), (2, "all.jsonl")):
        with logged("introspect", {"verbose": verbose, "log": Path(path)}):
            tell_of(snapshot)
    assert detail not in Path("info.jsonl").read_text()
    assert told("skipped", "info.jsonl")[0]["reason"] == "protocol error"
    (why,) = (each for each in lines("all.jsonl") if detail in str(each))
    assert (why["level"], why["server"]) == ("debug", "s")


def test_an_error_says_where_more_is_told(catalog: str, capsys: Out) -> None:
    line = refuse(capsys, "show", "nobody", "--catalog", catalog, "--log", "log.jsonl", code=3)
    last = lines()[-1]
    assert (last["event"], last["level"]) == ("failed", "error")
    assert line.endswith(f" (run {last['run']} in log.jsonl)\n")
    assert last["error"] in line


@pytest.mark.parametrize(
    "place", ["folder", "nowhere/log", "notes.txt", "package.json", "/dev/full"]
)
def test_a_log_that_cannot_be_written_ends_the_call_before_its_work(
    place: str, capsys: Out
) -> None:
    Path("folder").mkdir()
    Path("notes.txt").write_text("mine")
    Path("package.json").write_text("{}")
    line = refuse(capsys, "crawl", "--catalog", "new.db", "--log", place, code=1)
    assert line.startswith(f"toolrisk: cannot write the log {place}: ")
    assert not Path("new.db").exists()
    assert Path("notes.txt").read_text() == "mine"
    assert Path("package.json").read_text() == "{}"


def test_a_disk_that_fills_up_does_not_stop_the_work() -> None:
    Path("tools.jsonl").write_text(TOOL * 200)
    words = "classify --file tools.jsonl --json --log log.jsonl -vv"
    done = subprocess.run(
        ["sh", "-c", f"ulimit -f 8; exec {sys.executable} -m cli.main {words}"],
        env=os.environ | {"PYTHONPATH": str(Path(main.__code__.co_filename).parents[1])},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.count("\n") == 200
    assert done.stderr.count("the log log.jsonl cannot be written any more: File too large") == 1
    assert done.stderr.count("verdict: ") == 200
    assert 0 < Path("log.jsonl").stat().st_size <= 8 * 1024


def test_half_a_line_is_left_behind() -> None:
    Path("tools.jsonl").write_text(TOOL)
    Path("log.jsonl").write_text('{"time": "20')
    assert main(["classify", "--file", "tools.jsonl", "--quiet", "--log", "log.jsonl"]) == 0
    half, *rest = Path("log.jsonl").read_text().splitlines()
    assert half == '{"time": "20'
    Path("log.jsonl").write_text("\n".join(rest))
    assert [each["event"] for each in lines()] == ["started", "judged", "ended"]


def test_verbose_tells_as_it_is_done_and_no_more_than_asked_for(capsys: Out) -> None:
    Path("tools.jsonl").write_text(TOOL + "{}\n")
    heard = {}
    for words in ("", "-v", "-vv"):
        argv = ["classify", "--file", "tools.jsonl", "--quiet", *words.split()]
        assert main(argv) == 4
        heard[words] = capsys.readouterr().err
    assert heard[""].count("\n") == 1
    assert "started: command classify" in heard["-v"]
    assert "left out: entry tools.jsonl:2" in heard["-v"]
    assert "verdict" not in heard["-v"]
    assert "verdict: entry tools.jsonl:1, tool delete_all⟨U+001B⟩" in heard["-vv"]


def test_libraries_talk_to_the_file_alone_and_in_detail(capsys: Out) -> None:
    for words, path in (("-v", "v.jsonl"), ("-vv", "vv.jsonl")):
        ask(capsys, "crawl", "--catalog", "c.db", "--log", path, *words.split())
    assert main(["crawl", "--catalog", "c.db", "-vv"]) == 0
    assert "scrapy" not in capsys.readouterr().err
    assert [each for each in lines("v.jsonl") if "logger" in each] == []
    theirs = [each for each in lines("vv.jsonl") if "logger" in each]
    assert {each["logger"].partition(".")[0] for each in theirs} == {"scrapy"}
    assert {each["level"] for each in theirs} == {"debug"}


def test_the_mcp_sdk_too(capsys: Out) -> None:
    converse("chatterbox")
    for verbose in (1, 2):
        with logged("introspect", {"verbose": verbose, "log": Path(f"{verbose}.jsonl")}):
            converse("chatterbox")
    assert "notification" not in "".join(capsys.readouterr())
    assert [each for each in lines("1.jsonl") if "logger" in each] == []
    theirs = [each for each in lines("2.jsonl") if "logger" in each]
    assert {(each["logger"], each["level"]) for each in theirs} >= {("client", "debug")}
    assert {each["level"] for each in theirs} == {"debug"}
