"""Where pages and policies cannot go, and who is not there to read: one line, nothing harmed."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from cli import source
from cli.main import main
from tests.cli.asking import Out, refuse
from tests.cli.conftest import OFFICE
from tests.cli.test_streams import shell

MARK = ".toolrisk-site"
SITE = Path("site")


def ours(*more: str) -> None:
    """A folder that a build has made, and paths in it."""
    SITE.mkdir()
    SITE.joinpath(MARK).touch()
    for each in more:
        SITE.joinpath(each).parent.mkdir(parents=True, exist_ok=True)


def linked(folder: str, target: str) -> None:
    """A folder of ours, in which one leads to somebody else's."""
    ours(folder)
    Path(target).mkdir(parents=True)
    Path(target, "theirs").write_text("kept")
    SITE.joinpath(folder).symlink_to(Path(target).absolute())


def anothers(place: Path) -> None:
    place.mkdir()
    place.joinpath("index.html").write_text("theirs")


def link_to_anothers() -> None:
    anothers(Path("theirs"))
    SITE.symlink_to("theirs")


def page_is(make: Callable[[Path], None]) -> None:
    ours()
    make(SITE / "index.html")


PLACES: dict[str, Callable[[], None]] = {
    "a file": SITE.touch,
    "a loop": lambda: SITE.symlink_to(SITE),
    "a link to nothing": lambda: SITE.symlink_to("none/site"),
    "a device": lambda: SITE.symlink_to("/dev/null"),
    "below a device": lambda: SITE.symlink_to("/dev/null/x"),
    "a place for no files": lambda: SITE.symlink_to("/proc"),
    "a pipe": partial(os.mkfifo, SITE),
    "somebody else's": partial(anothers, SITE),
    "a link to it": link_to_anothers,
    "a folder where a page goes": partial(page_is, Path.mkdir),
    "a pipe where a page goes": partial(page_is, os.mkfifo),
    "servers elsewhere": partial(linked, "servers", "other/folder"),
}


def files() -> dict[str, bytes]:
    """Everything that is somebody else's: no page of ours."""
    found = (each for each in Path().rglob("*") if each.is_file() and not each.is_symlink())
    return {str(each): each.read_bytes() for each in found if not each.is_relative_to(SITE)}


@pytest.mark.parametrize("place", PLACES)
def test_a_place_where_no_site_can_be(place: str, catalog: str, capsys: Out) -> None:
    PLACES[place]()
    before = files()
    line = refuse(capsys, "publish", "--catalog", catalog, "--reports", "site", "--quiet", code=1)
    assert "site" in line
    assert "--reports" in line
    assert files() == before


@pytest.mark.parametrize("server", ["gone", "modelcontextprotocol-server-git"])
def test_what_a_link_in_a_site_leads_to_is_not_touched(
    server: str, catalog: str, capsys: Out
) -> None:
    linked(f"servers/{server}", "other/folder")
    assert main(["publish", "--catalog", catalog, "--reports", "site"]) == 0
    assert [each.name for each in Path("other/folder").iterdir()] == ["theirs"]
    assert Path("other/folder/theirs").read_text() == "kept"


@pytest.mark.parametrize(
    "output", ["x" * 5_000, "/dev/null/x", "/proc/x.json", "file/x.json", "\udcff/" + "x" * 300]
)
def test_a_place_where_no_policy_can_be(output: str, catalog: str, capsys: Out) -> None:
    Path("file").touch()
    line = refuse(capsys, "policy", OFFICE, "--catalog", catalog, "-o", output, code=1)
    assert line.startswith(("toolrisk: cannot write ", "toolrisk: cannot read "))
    assert line.endswith("; name another with -o\n")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 128 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted by root, outside a container")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("place", ["site", "."])
def test_a_site_on_a_full_disk_is_one_line_and_no_half_site(
    place: str, small_disk: Path, catalog: str, capsys: Out
) -> None:
    site = small_disk / place
    site.mkdir(exist_ok=True)
    (site / MARK).touch()
    (site / "index.html").write_text("the old site")
    asked = ["publish", "--catalog", catalog, "--reports", str(site), "--quiet"]
    assert "No space left on device; free the place" in refuse(capsys, *asked, code=1)
    left = {str(each.relative_to(site)) for each in site.rglob("*")}
    assert left == {MARK, "index.html"}
    assert (site / "index.html").read_text() == "the old site"


def test_a_catalog_and_a_policy_on_a_full_disk_are_one_line(
    small_disk: Path, catalog: str, capsys: Out
) -> None:
    ballast = small_disk / "ballast"
    with ballast.open("wb") as file:
        file.write(bytes(shutil.disk_usage(small_disk).free))
    for command in (["crawl", "starter"], ["run", "starter", "--sandbox", "none"]):
        line = refuse(capsys, *command, "-q", "--catalog", str(small_disk / "c.db"), code=1)
        assert "free some space" in line
    policy = ["policy", OFFICE, "--catalog", catalog, "-o", str(small_disk / "p.json")]
    assert "No space left" in refuse(capsys, *policy, code=1)
    assert {each.name for each in small_disk.iterdir()} <= {"ballast", "c.db"}


SURROUNDINGS = [
    "env -u HOME -u TMPDIR LC_ALL=C LANG=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 COLUMNS=1 LINES=1",
    "env HOME=relative TMPDIR=relative LC_ALL=xx_YY.bogus TERM=bogus COLUMNS=² FORCE_COLOR=1",
    f"env HOME=/proc TMPDIR=/nonexistent COLUMNS={'9' * 5_000} LINES=NaN NO_COLOR=",
]


@pytest.mark.slow
@pytest.mark.parametrize("around", SURROUNDINGS, ids=lambda each: each[4:40])
def test_no_surroundings_are_in_the_way(around: str, catalog: str) -> None:
    done = shell(
        f"{around} $toolrisk classify --quiet --file tools.json && "
        f"{around} $toolrisk stats --quiet --catalog {catalog} && "
        f"{around} $toolrisk publish --quiet --catalog {catalog}"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "delete_all" in done.stdout
    assert "7 tools by risk" in done.stdout


@pytest.mark.parametrize("words", ["nope", "stats --catalog none.db", "classify --file none"])
def test_where_nobody_hears_a_complaint_the_exit_code_tells(words: str) -> None:
    code = 2 if words == "nope" else 1
    for nowhere in ("2>/dev/full", "2>&-"):
        assert shell(f"$toolrisk {words} {nowhere}").returncode == code


def test_where_memory_runs_out_it_is_one_line(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PIECE", 10**15)  # more than any machine gives
    Path("file").write_text("[")
    line = refuse(capsys, "classify", "--file", "file", code=1)
    assert line.startswith("toolrisk: there is no memory left")
