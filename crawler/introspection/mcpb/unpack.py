"""A stranger's zip onto the disk: bounded in files and bytes, and nothing beside its folder."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

FILES = 50_000
BYTES = 512 << 20
"""Unpacked in all, counted while it is written: what the zip says of itself is not believed."""

DIRECTORY_BYTES = 16 << 20
"""The zip's table of contents, which is in memory at once."""

PIECE = 1 << 16
EXECUTABLE = 0o111

_END, _END_BYTES, _COMMENT_BYTES = b"PK\5\6", 22, 65_535
_ZIP64, _ZIP64_BYTES = b"PK\6\7", 20
"""The end of a zip: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.15 on."""


def unpack(archive: Path, folder: Path) -> None:
    """Raises ValueError, with the reason, for what is no honest zip, and OSError."""
    _look_at_end(archive)
    try:
        with zipfile.ZipFile(archive) as opened:
            if len(opened.infolist()) > FILES:
                raise ValueError(f"the bundle holds more than {FILES:,} files")
            left = BYTES
            for member in opened.infolist():
                left -= _write(opened, member, folder, left)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ValueError(f"the bundle is no zip that can be read: {error}") from error


def _write(opened: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, left: int) -> int:
    """One member's bytes. What is a link in the zip becomes a file with the name in it."""
    place = _place(member.filename, folder)
    if member.is_dir():
        place.mkdir(parents=True, exist_ok=True)
        return 0
    place.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(member) as packed, place.open("xb") as file:
        written = _copy(packed, file, left)
    mode = member.external_attr >> 16
    place.chmod(0o755 if mode & EXECUTABLE else 0o644)
    return written


def _copy(packed: IO[bytes], file: IO[bytes], left: int) -> int:
    written = 0
    while piece := packed.read(PIECE):
        written += len(piece)
        if written > left:
            raise ValueError(f"the bundle unpacks to more than {BYTES >> 20} MB")
        file.write(piece)
    return written


def _place(name: str, folder: Path) -> Path:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or not path.parts:
        raise ValueError(f"the bundle wants to write to {name[:80]!r}, outside of its folder")
    return folder.joinpath(*path.parts)


def _look_at_end(archive: Path) -> None:
    """A table of contents beyond the bound is not read; with ZIP64 it would be."""
    with archive.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_BYTES - _COMMENT_BYTES - _ZIP64_BYTES))
        end = file.read()
    found = end.rfind(_END)
    if found < 0:
        raise ValueError("the bundle is no zip")
    if end[max(0, found - _ZIP64_BYTES) :].startswith(_ZIP64):
        raise ValueError("the bundle is a ZIP64, which none of its size needs to be")
    if int.from_bytes(end[found + 12 : found + 16], "little") > DIRECTORY_BYTES:
        raise ValueError(f"the bundle holds more than {FILES:,} files")
