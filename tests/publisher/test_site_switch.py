"""A new site takes the place of the old one at once, whatever happens on the way."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from catalog.errors import InputError
from publisher.site import exchange, making
from publisher.site.build import build
from tests.publisher.pieces import batches, build_files, numbered

FEW = 30
"""Files that one process makes."""


def said(site: Path, count: int = 100) -> set[str]:
    """What the files of a site say, all of them seen through one look at the folder."""
    folder = os.open(site, os.O_RDONLY)
    try:
        return {read_at(folder, each) for each in numbered("", count)}
    finally:
        os.close(folder)


def read_at(folder: int, name: str) -> str:
    file = os.open(name, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(file, 100).decode()
    finally:
        os.close(file)


def beside(site: Path) -> list[str]:
    return sorted(each.name for each in site.parent.iterdir() if each != site)


def test_a_reader_finds_the_one_site_or_the_other(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_files(numbered("0", FEW), site)
    seen: list[set[str]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append(said_while_it_is_there(site))

    reader = threading.Thread(target=read)
    reader.start()
    for version in range(1, 15):
        build_files(numbered(str(version), FEW), site)
    done.set()
    reader.join()
    assert all(len(each) <= 1 for each in seen)
    assert len(set.union(*seen)) > 3
    assert beside(site) == []


def said_while_it_is_there(site: Path) -> set[str]:
    """Nothing where the site that was being read was removed meanwhile."""
    try:
        return said(site, FEW)
    except FileNotFoundError:
        assert (site / "servers/0/0.html").exists()
        return set()


def test_a_build_that_is_killed_leaves_the_old_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_files(numbered("old"), site)
    command = [sys.executable, "-m", "tests.publisher.pieces", str(site), "new"]
    running = subprocess.Popen(command, cwd=Path(__file__).parents[2])
    while not any(tmp_path.glob(".site.building-*/servers/6/*.html")):
        assert running.poll() is None
        time.sleep(0.02)
    workers = children(running.pid)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert said(site) == {"old"}
    assert len(beside(site)) == 1
    while any(Path(f"/proc/{each}/cmdline").read_bytes() for each in workers if alive(each)):
        time.sleep(0.05)  # the test's own time is bounded
    build_files(numbered("newer"), site)
    assert said(site) == {"newer"}
    assert beside(site) == []


def children(pid: int) -> list[int]:
    return [
        int(each)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for each in (task / "children").read_text().split()
    ]


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}/cmdline").exists()


def test_what_fails_on_the_way_leaves_the_old_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_files(numbered("old"), site)
    for few in ({"z.html": "fails"}, numbered("new") | {"z.html": "fails"}):
        with pytest.raises(InputError, match="No space left on device; free the place"):
            build_files(few, site)
        assert said(site) == {"old"}
        assert beside(site) == []


def test_a_process_that_is_killed_is_one_clear_line(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_files(numbered("old"), site)
    with pytest.raises(InputError, match="was killed, perhaps for want of memory"):
        build_files(numbered("new") | {"z.html": "dies"}, site)
    assert said(site) == {"old"}
    assert beside(site) == []


def test_only_what_changed_is_made_and_the_rest_is_the_same_file(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_files(numbered("a"), site)
    before = {each: (site / each).stat().st_ino for each in numbered("a")}
    asked: list[str] = []
    changed = numbered("a") | {"servers/3/3.html": "b", "new.html": "c"}
    built = build(batches(changed, asked=asked), site)
    assert asked == ["servers/3/3.html", "new.html"]
    assert (built.written, built.unchanged, built.removed) == (2, 99, 0)
    same = [each for each, inode in before.items() if (site / each).stat().st_ino == inode]
    assert len(same) == 99
    assert (site / "servers/3/3.html").read_text() == "b"
    gone = build_files({"new.html": "c"}, site)
    assert (gone.written, gone.unchanged, gone.removed) == (0, 1, 100)
    assert [each.name for each in site.iterdir() if each.is_dir()] == []


@pytest.mark.parametrize("spoil", ["edit", "cut", "remove", "link", "folder"])
def test_a_file_that_was_spoiled_is_made_again(spoil: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_files(numbered("same"), site)
    victim = site / "servers/1/8.html"
    time.sleep(0.02)  # longer than the file system's clock ticks
    if spoil == "edit":
        victim.write_text("evil")
    elif spoil == "cut":
        os.truncate(victim, 1)
    else:
        victim.unlink()
    if spoil == "link":
        (tmp_path / "theirs").write_text("same")
        victim.symlink_to(tmp_path / "theirs")
    if spoil == "folder":
        victim.mkdir()
    assert build_files(numbered("same"), site).written == 1
    assert said(site) == {"same"}
    assert not victim.is_symlink()


def test_by_one_process_or_by_many_the_bytes_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for few, name in ((1, "many"), (1_000, "one")):
        monkeypatch.setattr(making, "FEW", few)
        build_files(numbered("x"), tmp_path / name)
    assert tree(tmp_path / "many") == tree(tmp_path / "one")


def tree(site: Path) -> dict[str, bytes]:
    found = (each for each in site.rglob("*") if each.is_file())
    return {str(each.relative_to(site)): each.read_bytes() for each in found}


def test_where_folders_cannot_be_exchanged_they_are_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(_one: Path, _other: Path) -> None:
        raise OSError(errno.ENOSYS, "no such call")

    monkeypatch.setattr(exchange, "_exchange", cannot)
    site = tmp_path / "site"
    build_files(numbered("old"), site)
    (site / "CNAME").write_text("theirs")
    build_files(numbered("new"), site)
    assert said(site) == {"new"}
    assert (site / "CNAME").read_text() == "theirs"
    assert beside(site) == []


def test_builds_beside_each_other_wait(tmp_path: Path) -> None:
    site = tmp_path / "site"
    threads = [
        threading.Thread(target=build_files, args=(numbered(str(each), 20), site))
        for each in range(6)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len({(site / each).read_text() for each in numbered("", 20)}) == 1
    assert beside(site) == []
