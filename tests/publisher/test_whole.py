"""A file is there whole, as it was before, or not at all."""

import os
from pathlib import Path

import pytest

from publisher.whole import write_whole


def test_a_write_that_fails_leaves_what_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "policy.json"
    path.write_bytes(b"old")
    broken = memoryview(b"ab")[::2]  # no disk takes it
    with pytest.raises(BufferError):
        write_whole(path, broken)  # type: ignore[arg-type]
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
