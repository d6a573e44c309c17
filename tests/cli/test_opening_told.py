"""That an older catalog was upgraded is told, with its copy; one that takes no writes is read."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from catalog.store.schema import revisions
from cli.main import main
from tests.catalog.store.nobody import as_nobody
from tests.cli.asking import Out

STORE = Path(__file__).parents[1] / "catalog" / "store"
RELEASED = STORE / "released" / "v0001_initial.sqlite.sql"
NEWEST = revisions()[-1]
READING = [
    ["show"],
    ["show", "notes", "--why"],
    ["show", "notes/tidy", "--history"],
    ["stats"],
    ["diff"],
    ["policy", "notes"],
    ["publish", "--reports", "{reports}"],
    ["doctor", "--catalog"],
]
"""Every command that only reads a catalog."""
WRITING = [["crawl", "starter"], ["prune", "--older-than", "1d"]]
CALL = """
import os, sys
from io import StringIO
from catalog.store.schema import revisions
from cli.main import main
os.environ["TOOLRISK_CATALOG"], *calls = sys.argv[1:]
real = sys.stdout
for call in calls:
    sys.stdout = StringIO()
    print(main(call.split()), call.split()[0], file=real)
"""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A catalog of the first schema."""
    place = tmp_path / "older.db"
    with closing(sqlite3.connect(place)) as database:
        database.executescript(RELEASED.read_text())
    return place


@pytest.mark.parametrize(
    "words", ["crawl starter", "show", "stats", "diff", "doctor", "classify", "policy x"]
)
def test_an_upgrade_is_told_with_its_copy_once(words: str, older: Path, capsys: Out) -> None:
    told = f"catalog {older}: upgraded to {NEWEST}; as it was before: {older}.before-{NEWEST}"
    argv = [*words.split(), "--catalog", str(older)]
    main(argv)
    assert told in capsys.readouterr().err
    main(argv)
    assert "upgraded" not in capsys.readouterr().err


def test_it_is_not_told_to_who_wants_quiet(older: Path, capsys: Out) -> None:
    assert main(["stats", "--quiet", "--catalog", str(older)]) == 0
    assert capsys.readouterr().err == ""
    assert list(older.parent.glob("*before*"))


def test_what_only_reads_works_where_nothing_may_be_written(past: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder, "reports")
        reports.mkdir()
        reports.chmod(0o777)
        place = Path(folder, "locked", "catalog.db")
        place.parent.mkdir()
        shutil.copy(past, place)
        for each, mode in ((folder, 0o755), (place, 0o444), (place.parent, 0o555)):
            Path(each).chmod(mode)
        calls = [" ".join(words).format(reports=reports) for words in (*READING, *WRITING)]
        done = as_nobody(CALL, str(place), *calls)
        place.parent.chmod(0o755)
        assert done.stdout.splitlines() == [
            *(f"0 {words[0]}" for words in READING),
            *(f"1 {words[0]}" for words in WRITING),
        ], done.stderr
        assert list(place.parent.iterdir()) == [place]
    complaints = [line for line in done.stderr.splitlines() if line.startswith("toolrisk: ")]
    assert len(complaints) == len(WRITING)
    assert all("make the file and its folder writable" in line for line in complaints)
