"""A file is there whole, as it was before, or not at all."""

import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.whole import _half, sweep_halves, write_whole


@pytest.fixture
def little_room() -> Iterator[None]:
    """Files of at most 1,000 bytes, as on a disk that is almost full."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.usefixtures("little_room")
def test_a_write_that_fails_leaves_what_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "policy.json"
    path.write_bytes(b"old")
    with pytest.raises(OSError, match="too large"):
        write_whole(path, b"new" * 1000)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "policy.json"
    for data in (b"old", b"new"):
        write_whole(path, data)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_file_is_written_straight() -> None:
    write_whole(Path(os.devnull), b"gone")
    assert not Path(os.devnull).is_file()


def test_what_a_killed_process_left_is_removed_and_what_is_being_written_is_not(
    tmp_path: Path,
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    child = os.fork()
    if child == 0:
        with _half(tmp_path) as half:
            half.write_bytes(b"half a page")
            pipe.write_bytes(b".")
            signal.pause()
    pipe.read_bytes()
    half = tmp_path / f".{child}.half"
    sweep_halves(tmp_path)
    assert half.read_bytes() == b"half a page"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert half.exists()
    sweep_halves(tmp_path)
    assert not half.exists()


def test_who_may_read_a_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b"a secret of the user's")
    path.chmod(0o600)
    write_whole(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o600
