"""The process that reads: bounded from outside, whatever its parsers do."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import anyio
import pytest

from catalog.model.snapshot import Skipped
from catalog.taxonomy import Reason
from crawler.introspection import unverified
from crawler.introspection.launch import Launch
from crawler.introspection.unverified import READER, with_source
from tests.crawler.source.sourcing import index_tools

SKIPPED = Skipped(reason=Reason.CRASHED, detail="exit code 1")


def names_read(prefix: Path) -> list[str]:
    launch = Launch(registry="npm", identifier="notes-mcp", version="1.0.0")
    return [
        each.name for each in anyio.run(partial(with_source, SKIPPED, launch, prefix)).unverified
    ]


def test_what_it_prints_are_the_unverified_tools(tmp_path: Path) -> None:
    index_tools(tmp_path, "s.tool('add', 'Adds.', run); s.tool('drop', run);")
    assert names_read(tmp_path) == ["add", "drop"]


def test_a_prefix_that_is_not_there_names_none(tmp_path: Path) -> None:
    assert names_read(tmp_path / "absent") == []


def test_one_that_is_slower_than_it_may_be_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_tools(tmp_path, "s.tool('add', run);")
    monkeypatch.setattr(unverified, "SECONDS", 0)
    assert names_read(tmp_path) == []


def test_more_than_is_kept_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index_tools(tmp_path, "s.tool('add', run); s.tool('drop', run);")
    monkeypatch.setattr(unverified, "OUTPUT_BYTES", 10)
    assert set(names_read(tmp_path)) <= {"add", "drop"}


def test_it_may_write_no_file_and_sees_no_variable_of_the_users() -> None:
    code = (
        "import os, sys; from crawler.introspection.source import apart; apart._limit()\n"
        "try: open(sys.argv[1], 'w').write('x' * 99999)\n"
        "except OSError as error: print(error.errno)\n"
        "import signal\n"
    )
    ignoring = f"import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n{code}"
    place = Path("/tmp") / "toolrisk-test-apart"  # noqa: S108, it must fail to be written
    done = subprocess.run(
        [sys.executable, "-I", "-c", ignoring, str(place)],
        capture_output=True,
        text=True,
        check=True,
    )
    place.unlink(missing_ok=True)
    assert done.stdout.strip() == "27"
    assert READER.endswith("apart")
