"""`toolrisk serve` as a person runs it: it shows the catalog, and what the catalog becomes."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from catalog.taxonomy import Decider
from cli.main import main
from publisher.words.tool import DECIDED
from tests.cli.lived import lived


@contextmanager
def serve(*words: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "cli.main", "serve", *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def line(process: subprocess.Popen[str], holding: str) -> str:
    """The next line of the process that says this."""
    assert process.stderr is not None
    for said in process.stderr:
        if holding in said:
            return said
    raise AssertionError(f"it ended and never said {holding!r}")


@pytest.mark.slow
def test_the_site_follows_its_catalog_until_ctrl_c(tmp_path: Path) -> None:
    location = lived(tmp_path / "catalog.db")
    where = ("--catalog", location, "--reports", str(tmp_path / "reports"))
    with serve("--port", "0", *where) as process:
        assert "0 unchanged" in line(process, "files written")
        address = line(process, "shows it").split()[0]
        assert "fetch_note" in _read(f"{address}servers/notes/fetch_note.html")
        decision = ("notes/tidy", "--risk", "critical", "--category", "Execute", "--why", "it is")
        assert main(["verdict", *decision, "--catalog", location, "--quiet"]) == 0
        assert "unchanged" in line(process, "files written")
        assert DECIDED[Decider.HUMAN] in _read(f"{address}servers/notes/tidy.html")
        process.send_signal(signal.SIGINT)
        line(process, "interrupted")
        assert process.wait() == 130


@pytest.mark.slow
def test_a_catalog_that_goes_and_comes_leaves_the_site_standing(tmp_path: Path) -> None:
    location = Path(lived(tmp_path / "catalog.db"))
    where = ("--catalog", str(location), "--reports", str(tmp_path / "reports"))
    with serve("--port", "0", *where) as process:
        address = line(process, "shows it").split()[0]
        location.rename(tmp_path / "away.db")
        assert "the site stays as it was" in line(process, "there is none")
        assert "fetch_note" in _read(f"{address}servers/notes/fetch_note.html")
        (tmp_path / "away.db").rename(location)
        assert "0 files written" in line(process, "files written")
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130


def test_where_there_is_no_catalog_nothing_is_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--port", "0", "--catalog", str(tmp_path / "none.db")]) == 1
    assert "there is none; make one with: toolrisk run" in capsys.readouterr().err


def _read(address: str) -> str:
    with urlopen(address, timeout=20) as answer:  # noqa: S310 - an address of ours
        return str(answer.read().decode())
