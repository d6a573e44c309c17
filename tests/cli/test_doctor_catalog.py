"""`doctor --catalog` finds what is wrong with a catalog, and says what to do."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli.steps.integrity import advice
from tests.cli.asking import Out, ask, ask_json

HARM = (
    "update definitions set name = char(27) || '[2Jx' where name = 'old_tool'",
    "update listings set content = '{' where id = 1",
)


@pytest.fixture
def harmed(past: str, tmp_path: Path) -> str:
    """A copy of a catalog, two rows of which somebody changed."""
    place = shutil.copy(past, tmp_path / "odd name.db")
    with closing(sqlite3.connect(place)) as database:
        for each in HARM:
            database.execute(each)
        database.commit()
    return str(place)


@pytest.mark.parametrize("words", ["--catalog {}", "--catalog={}"])
def test_a_whole_catalog_has_no_faults(words: str, past: str, capsys: Out) -> None:
    argv = words.format(past).split()
    assert "The catalog is whole" in ask(capsys, "doctor", *argv)
    assert ask_json(capsys, "doctor", *argv)["integrity"] == {"faults": [], "advice": []}


def test_it_is_looked_at_only_when_asked_for(
    harmed: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOOLRISK_CATALOG", harmed)
    assert ask_json(capsys, "doctor")["integrity"] is None
    for argv in (["--catalog"], ["--catalog", "--quiet"]):
        assert "Faults of the catalog" in ask(capsys, "doctor", *argv, code=1)


def test_faults_are_told_with_their_place_and_a_cure(harmed: str, capsys: Out) -> None:
    out = ask(capsys, "doctor", "--catalog", harmed, code=1)
    assert "│ listings 1 " in out
    assert "its hash does not fit what it says" in out
    assert "\x1b" not in out
    assert "No upgrade left one beside it." in out
    assert f"sqlite3 '{harmed}' .recover | sqlite3 rescued.db" in out
    Path(f"{harmed}.before-v0002_lookups").touch()
    Path(f"{harmed}.before-v0003.part").touch()
    advice = ask_json(capsys, "doctor", "--catalog", harmed, code=1)["integrity"]["advice"]
    assert f"The latest backup: {harmed}.before-v0002_lookups." in advice[0]


@pytest.mark.parametrize(
    ("content", "what", "cure"),
    [
        (None, "there is none", "make one with: toolrisk run"),
        (b"SQLite format 3\0" + b"\xff" * 500, "file is not a database", "restore a copy of it"),
        (b"text", "is not a catalog", "name another file"),
    ],
)
def test_one_that_cannot_be_opened_is_told_with_a_cure(
    content: bytes | None, what: str, cure: str, capsys: Out
) -> None:
    if content:
        Path("odd.db").write_bytes(content)
    found = ask_json(capsys, "doctor", "--catalog", "odd.db", code=1)
    assert found["integrity"] is None
    (check,) = (each for each in found["checks"] if each["name"] == "catalog")
    assert what in check["found"]
    assert cure in check["cure"]


def test_a_database_of_a_server_is_restored_otherwise() -> None:
    restore, anew = advice("postgresql+psycopg://ann:secret@host/name")
    assert "pg_dump" in restore
    assert "secret" not in restore + anew
