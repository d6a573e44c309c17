"""A file is written whole or not at all: beside its place first, then into it."""

import os
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Raises OSError; what stood at `path` is then still there, as it was.

    What is no file (a pipe, a device) is written straight.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    half = path.with_name(f".{os.getpid()}.half")
    try:
        half.write_bytes(data)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
