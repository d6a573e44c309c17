"""`prune` drops what it said that it would, and tells what and how much; what holds stays."""

import shutil
from pathlib import Path

import pytest

from cli.main import main
from tests.cli.asking import Out, ask, ask_json, refuse


@pytest.fixture
def old(past: str, tmp_path: Path) -> str:
    """A copy of the catalog with a past, to be pruned."""
    return str(shutil.copy(past, tmp_path / "old.db"))


def test_what_would_be_dropped_is_dropped(old: str, capsys: Out) -> None:
    before = ask(capsys, "show", "notes", "--json", "--catalog", old)
    argv = ["prune", "--older-than", "2025-12-01", "--catalog", old]
    would = ask_json(capsys, *argv, "--dry-run")
    assert (would["dry_run"], would["freed"]) == (True, None)
    assert would["dropped"]["snapshots"] == 2
    assert len(ask_json(capsys, "show", "notes", "--history", "--catalog", old)["findings"]) == 3
    size = Path(old).stat().st_size
    did = ask_json(capsys, *argv)
    assert did["dropped"] == would["dropped"]
    assert did["freed"] == size - Path(old).stat().st_size
    assert sum(ask_json(capsys, *argv)["dropped"].values()) == 0
    assert ask(capsys, "show", "notes", "--json", "--catalog", old) == before


def test_what_was_dropped_is_told_in_words(old: str, capsys: Out) -> None:
    assert main(["prune", "--older-than", "30d", "--catalog", old]) == 0
    captured = capsys.readouterr()
    assert "│ findings of introspections     │ 2    │" in captured.out
    assert captured.out.startswith("2 rows dropped, superseded before ")
    assert captured.err.endswith(" bytes freed.\n")
    assert "0 rows would be dropped" in ask(
        capsys, "prune", "--older-than", "30d", "--dry-run", "--catalog", old
    )


def test_how_old_must_be_said(old: str, capsys: Out) -> None:
    assert "--older-than 90d" in refuse(capsys, "prune", "--catalog", old, code=2)
    line = refuse(capsys, "prune", "--older-than", "old", "--catalog", old, code=2)
    assert "--older-than: 'old' is no time; give an age (12h, 7d, 4w)" in line
    refuse(capsys, "prune", "--older-than", "1d", "--catalog", "none.db", code=1)
    assert len(ask_json(capsys, "show", "notes", "--history", "--catalog", old)["findings"]) == 3
