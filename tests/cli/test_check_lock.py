"""`check` on a project with a lock, before and after one of its servers is swapped."""

import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.check_words import jobs_of
from cli.main import main
from tests.cli.checking import config, listed, uvx
from tests.crawler.hosting import offline, pack

BARE = ("--sandbox", "none", "--jobs", "2")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where packages come from; servers are started unpinned, so a release swaps them."""
    folder = tmp_path / "shop"
    folder.mkdir()
    for module in ("says_all", "good"):
        pack(module, folder)
    for name, value in offline(folder).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "400")
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    yield folder


def unpinned(name: str) -> dict[str, Any]:
    return {"command": "uvx", "args": [f"toolrisk-test-{name}"]}


def report(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and what is said as (kind, about)."""
    capfd.readouterr()
    code = main(["check", ".mcp.json", "--json", "--quiet", *BARE, *words])
    found = json.loads(capfd.readouterr().out)["findings"]
    return code, [(each["kind"], f"{each['server']}/{each['tool']}") for each in found]


def test_a_rug_pull(shop: Path, capfd: pytest.CaptureFixture[str]) -> None:
    config(Path(".mcp.json"), notes=unpinned("says-all"), good=unpinned("good"))
    assert report(capfd, "--fail-on", "critical") == (0, [])
    assert main(["check", ".mcp.json", "--update", "--quiet", *BARE]) == 0
    lock = Path("toolrisk.lock").read_text()
    packages = [each["package"] for each in tomllib.loads(lock)["servers"]]
    assert packages == ["pkg:pypi/toolrisk-test-good@1.0", "pkg:pypi/toolrisk-test-says-all@1.0"]
    assert report(capfd) == (0, [])

    pack("says_all", shop, "2.0")
    code, said = report(capfd, "--fail-on", "critical")
    assert code == 10
    assert {each for each in said if each[0] != "gone"} == {
        ("changed", "notes/fetch_note"), ("changed", "notes/marked"), ("changed", "notes/shaped"),
        ("new", "notes/come"), ("raised", "notes/fetch_note"), ("risk", "notes/fetch_note"),
    }  # fmt: skip
    assert ("gone", "notes/gone") in said
    assert report(capfd, "--fail-on", "never")[0] == 0
    assert Path("toolrisk.lock").read_text() == lock

    assert main(["check", ".mcp.json", "--update", "--quiet", *BARE]) == 0
    assert Path("toolrisk.lock").read_text() != lock
    assert report(capfd, "--fail-on", "critical")[0] == 14
    accept = ["--accept", "notes/fetch_note", "--why", "wanted", "--until", _in_a_month()]
    assert main(["check", ".mcp.json", "--quiet", *accept, *BARE]) == 0
    assert report(capfd, "--fail-on", "critical")[0] == 0
    assert report(capfd, "--fail-on", "high")[0] == 13


def _in_a_month() -> str:
    return str(datetime.now(UTC).date() + timedelta(days=30))


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A check of one server whose tools stand in a file, so that nothing has to start."""
    monkeypatch.setenv("COLUMNS", "400")
    path = config(tmp_path / ".mcp.json", one=uvx("office"))
    listed(tmp_path / "saved.json", "delete_everything", "list_notes")
    return ["check", path, "--tools", f"one={tmp_path / 'saved.json'}"]


def test_the_lock_of_a_project_is_found_from_below(
    saved: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main([*saved, "--update"]) == 0
    (tmp_path / ".git").mkdir()
    (tmp_path / "deep/er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep/er")
    listed(tmp_path / "saved.json", "delete_everything", "list_notes", "more")
    assert main(saved) == 10
    assert main([*saved, "--update"]) == 0
    assert sorted(each.name for each in tmp_path.glob("**/toolrisk.lock")) == ["toolrisk.lock"]
    (tmp_path / ".git").rmdir()
    assert main(saved) == 14  # beyond a repository it is nobody's


def test_an_update_is_the_same_bytes_again(saved: list[str], tmp_path: Path) -> None:
    assert main([*saved, "--update", "--lock", "other.lock"]) == 0
    before = (tmp_path / "other.lock").read_bytes()
    assert main([*saved, "--update", "--lock", "other.lock"]) == 0
    assert (tmp_path / "other.lock").read_bytes() == before
    assert not (tmp_path / "toolrisk.lock").exists()


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (["--lock", "gone.lock"], 2, "there is no lock gone.lock; make it with --update"),
        (["--accept", "one/list_notes", "--why", "x", "--until", "{month}"], 2, "there is no lock"),
        (["--update", "--accept", "one/list_note", "--why", "x", "--until", "{month}"], 3,
         "there is no 'one/list_note' to accept; did you mean one/list_notes"),
        (["--accept", "one/list_notes", "--until", "{month}"], 2, "say why"),
        (["--accept", "one/list_notes", "--why", "x"], 2, "--until YYYY-MM-DD"),
        (["--accept", "one/list_notes", "--why", "x", "--until", "soon"], 2, "--until YYYY-MM-DD"),
        (["--accept", "a/b", "--why", "x", "--until", "2020-01-01"], 2, "is past"),
        (["--accept", "a/b", "--why", "x", "--until", "2999-01-01"], 2, "more than a year"),
        (["--why", "x"], 2, "say what is accepted"),
        (["--lock", "."], 1, "is no file"),
        (["--lock", "no/folder/x.lock", "--update"], 1, "cannot write no/folder/x.lock"),
        (["--format", "yaml"], 2, "it is table, json, sarif, markdown, junit"),
        (["--json", "--format", "sarif"], 2, "two forms"),
        (["--also", "sarif"], 2, "--also takes NAME=FILE"),
        (["--also", "yaml=x"], 2, "--also takes NAME=FILE"),
        (["--profile", "loose"], 2, "strict, balanced, open"),
        (["-o", "no/folder/report"], 1, "cannot write no/folder/report"),
        (["--offline", "--env", "one:KEY"], 2, "--offline starts nothing"),
        (["--offline"], 1, "catalog.db"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_line_and_writes_nothing(
    words: list[str], code: int, line: str, saved: list[str], tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    there = sorted(tmp_path.rglob("*"))
    assert main([*saved, "--quiet", *(each.format(month=_in_a_month()) for each in words)]) == code
    told, remarks = capfd.readouterr()
    assert told == ""
    assert line in remarks
    assert remarks.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == there


def test_a_broken_lock_stays_as_it_is(
    saved: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "toolrisk.lock"
    broken.write_text("version = 1\n[[servers]]\nname = 1\n")
    for more in ([], ["--update"]):
        assert main([*saved, "--quiet", *more]) == 1
        assert capfd.readouterr().err.startswith("toolrisk: toolrisk.lock:3: servers.0.name: ")
    assert broken.read_text() == "version = 1\n[[servers]]\nname = 1\n"


def test_a_profile_of_the_project_forbids(
    saved: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([*saved, "--fail-on", "critical", "--profile", "balanced"]) == 10
    assert "not allowed" in capfd.readouterr().out
    listed(tmp_path / "saved.json", "list_notes")
    assert main([*saved, "--fail-on", "critical", "--profile", "balanced"]) == 0


def test_what_was_accepted_says_by_whom_and_why(
    saved: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    accept = ["--accept", "one/delete_everything", "--why", "our sandbox", "--until", _in_a_month()]
    assert main([*saved, "--update", *accept]) == 0
    assert main(saved) == 0
    told = capfd.readouterr().out
    assert "our sandbox" in told
    assert "accepted" in told


def test_a_table_in_a_file_has_the_remarks_too(
    saved: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([*saved, "-o", "report.txt", "--quiet"]) == 14
    assert capfd.readouterr().out == ""
    text = (tmp_path / "report.txt").read_text()
    assert "one/delete_everything" in text
    assert "critical is not allowed here (--fail-on)" in text
    assert "\x1b" not in text


def test_one_check_is_told_in_several_forms(saved: list[str], tmp_path: Path) -> None:
    also = ["--also", "sarif=a=b.sarif", "--also", "table=t.txt", "--also", "junit=j.xml"]
    assert main([*saved, "--format", "markdown", "-o", "m.md", *also]) == 14
    begins = {"a=b.sarif": "{", "t.txt": "1 server", "j.xml": "<?xml", "m.md": "## toolrisk"}
    assert all((tmp_path / name).read_text().startswith(text) for name, text in begins.items())


@pytest.mark.parametrize(
    ("jobs", "said", "at_once"),
    [(3, "ParameterSource.DEFAULT", 10), (64, "ParameterSource.DEFAULT", 64),
     (1, "ParameterSource.COMMANDLINE", 1), (2, "ParameterSource.DEFAULT_MAP", 2)],
)  # fmt: skip
def test_ten_are_asked_at_once_where_nobody_says_how_many(
    jobs: int, said: str, at_once: int
) -> None:
    assert jobs_of(jobs, said=said) == at_once


def test_offline_the_catalog_answers(
    catalog: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = config(
        tmp_path / ".mcp.json",
        git={"command": "uvx", "args": ["mcp-server-git"]},
        other={"command": "uvx", "args": ["nobody-knows"]},
    )
    words = ["check", path, "--offline", "--catalog", catalog, "--json", "--fail-on", "never"]
    assert main(words) == 4
    git, other = json.loads(capfd.readouterr().out)["servers"]
    assert {each["tool"] for each in git["tools"]} >= {"list_notes", "delete_all_notes"}
    assert other["skipped"]["reason"] == "not in the catalog"
