"""What stands where a site is to be built is a stranger's: links, halves and forged manifests."""

import os
from pathlib import Path

import pytest

from catalog.errors import InputError
from publisher.site.manifest import MARK, Manifest
from tests.publisher.pieces import build_files

FILES = {"index.html": "ours", "servers/a/index.html": "ours"}
FORGED = ("../theirs/x", "/theirs/x", "..", ".", "", ".git/config", "a\0b", "servers/../../theirs")


@pytest.mark.parametrize("address", FORGED)
@pytest.mark.parametrize("within", ["within", "beside"])
def test_a_forged_manifest_removes_nothing_of_others(
    address: str, within: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, theirs = tmp_path / "site", tmp_path / "theirs"
    build_files(FILES, site)
    theirs.mkdir()
    (theirs / "x").write_text("theirs")
    (site / ".git").mkdir()
    with (site / MARK).open("a") as mark:
        mark.write(f"key\t{address}\t6\tgone.html\t4\n")
    monkeypatch.setattr(os, "access", lambda *_: within == "beside")
    build_files(FILES | {"new.html": "new"}, site)
    assert (theirs / "x").read_text() == "theirs"
    assert (site / ".git").is_dir()
    assert (site / "new.html").read_text() == "new"
    assert sorted(Manifest(site).files()) == sorted((*FILES, "new.html"))


def test_nothing_is_taken_over_through_a_link(tmp_path: Path) -> None:
    site, theirs = tmp_path / "site", tmp_path / "theirs"
    build_files(FILES, site)
    (site / "servers/a").rename(theirs)
    (site / "servers/a").symlink_to(theirs)
    (theirs / "index.html").write_text("evil")
    os.utime(theirs / "index.html", (0, 0))
    assert build_files(FILES, site).written == 1
    assert (site / "servers/a/index.html").read_text() == "ours"
    assert not (site / "servers/a").is_symlink()
    assert (theirs / "index.html").read_text() == "evil"


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_a_mark_that_is_no_file_is_none(kind: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    if kind == "link":
        (tmp_path / "secret").write_text("secret")
        (site / MARK).symlink_to(tmp_path / "secret")
    elif kind == "pipe":
        os.mkfifo(site / MARK)  # who opens it waits for ever
    else:
        (site / MARK).mkdir()
    with pytest.raises(InputError, match="holds files that toolrisk did not make"):
        build_files(FILES, site)


def test_what_only_bears_the_name_of_a_half_is_let_be(tmp_path: Path) -> None:
    site, theirs = tmp_path / "site", tmp_path / "theirs"
    build_files({"theirs.html": "theirs"}, theirs)
    (theirs / "precious").write_text("theirs")
    (tmp_path / ".site.building-1").symlink_to(theirs)
    (tmp_path / ".site.building-2").write_text("a file")
    build_files(FILES, site)
    assert (theirs / "precious").read_text() == "theirs"
    assert not (site / "precious").exists()


def test_a_half_of_a_site_with_an_odd_name_is_removed_and_no_other(tmp_path: Path) -> None:
    half, other = tmp_path / ".[ab].building-1", tmp_path / ".a.building-1"
    half.mkdir()
    other.mkdir()
    build_files(FILES, tmp_path / "[ab]")
    assert not half.exists()
    assert other.exists()


def test_a_build_that_dies_over_its_manifest_leaves_no_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a manifest would let our own files be taken for others', and kept."""
    monkeypatch.setattr(Path, "replace", _dies)
    with pytest.raises(KeyboardInterrupt):
        build_files(FILES, tmp_path / "site")
    monkeypatch.undo()
    assert not [each for each in SEEN if each.name == MARK]


SEEN: list[Path] = []


def _dies(path: Path, _: Path) -> None:
    SEEN.extend(path.parent.iterdir())
    raise KeyboardInterrupt


def test_a_build_killed_while_nothing_stood_there_leaves_the_old_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_files(FILES, site)
    (site / "CNAME").write_text("theirs")
    site.rename(tmp_path / ".site.building-1.old")
    assert build_files(FILES, site).unchanged == len(FILES)
    assert (site / "CNAME").read_text() == "theirs"
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


def test_where_nothing_may_be_put_the_line_names_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file system is asked as one that may not write there, also where it is root's."""
    shut = tmp_path / "shut"
    shut.mkdir()
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(Path, "mkdir", _refused)
    with pytest.raises(InputError, match=r"shut/\.site\.building-\d+: Permission denied"):
        build_files(FILES, shut / "site")


def _refused(path: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:  # noqa: FBT001, FBT002 - as pathlib has it
    if not path.parent.exists():
        raise FileNotFoundError(2, "No such file or directory", str(path))
    if not path.exists():
        raise PermissionError(13, "Permission denied", str(path))
