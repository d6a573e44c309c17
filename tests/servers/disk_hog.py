"""Fills its home: with one file that is too large, and with more files than have room."""

import os
from pathlib import Path

from tests.servers.by_hand import serve, tool


def filled(path: Path, size: int) -> bool:
    with path.open("wb") as file:
        try:
            os.posix_fallocate(file.fileno(), 0, size)
        except OSError:
            return False
    return True


if __name__ == "__main__":
    home = Path("~").expanduser()
    one = filled(home / "one", 300 << 20)
    (home / "one").unlink()
    many = sum(filled(home / str(number), 80 << 20) for number in range(5))
    serve([tool("one", "filled" if one else "refused"), tool("many", str(many))])
