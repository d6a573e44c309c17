"""Where a command's words go: closed, full, or of a locale that lacks the letters."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.main import main
from tests.cli.asking import Out

TOOLS = json.dumps([{"name": "delete_all\u202e", "description": "Delete all files."}])

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has none")


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a shell makes of the line, in which $toolrisk is the command."""
    Path("tools.json").write_text(TOOLS)
    given = os.environ | environment | {"toolrisk": f"{sys.executable} -m cli.main"}
    given["PYTHONPATH"] = str(Path(main.__code__.co_filename).parents[1])
    command = ["sh", "-c", line]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_every_letter_can_be_said_in_every_encoding(encoding: str) -> None:
    done = shell("$toolrisk classify --quiet --file tools.json", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, "")
    assert "delete_all" in done.stdout


@needs_full
@pytest.mark.parametrize(
    "words",
    ["classify --file tools.json", "classify --file tools.json --json",
     "policy --file tools.json", "policy --file tools.json --json", "doctor --json"],
)  # fmt: skip
def test_a_full_disk_is_one_clear_line(words: str) -> None:
    done = shell(f"$toolrisk {words} > /dev/full")
    assert done.returncode == 1
    assert done.stderr.startswith("toolrisk: ")
    assert "No space left" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("json_or_not", ["", "--json"])
def test_a_reader_that_has_seen_enough_hears_no_complaint(json_or_not: str) -> None:
    done = shell(
        f"$toolrisk classify --quiet --file tools.json {json_or_not} | true; "
        "$toolrisk doctor --json | true"
    )
    assert done.stderr == ""


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "1>&- 2>&-"])
def test_a_closed_stream_is_no_mishap(closed: str) -> None:
    done = shell(f"$toolrisk classify --quiet --file tools.json {closed}")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_closed_input_holds_no_tools() -> None:
    done = shell("$toolrisk classify --file - <&-")
    assert done.returncode == 1
    assert done.stderr.startswith("toolrisk: - is empty")


def test_no_words_at_all_are_answered_with_the_help(capsys: Out) -> None:
    assert main([]) == 2
    captured = capsys.readouterr()
    assert "classify" in captured.out
    assert captured.err == ""


def test_a_line_stays_one_whatever_it_quotes(capsys: Out) -> None:
    assert main(["classify", "--file", "no\nsuch\x1b[31m"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
