"""Small sites of plain files, to see how any site is built."""

import os
import signal
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.site.build import Built, build
from publisher.site.piece import Batch, File, Piece

Files = Mapping[str, str]


@dataclass(frozen=True)
class Written:
    """Makes files of these texts, each after so many seconds."""

    texts: tuple[tuple[str, str], ...]
    slow: float = 0

    def __call__(self) -> Iterable[File]:
        for address, text in self.texts:
            time.sleep(self.slow)
            if text == "fails":
                raise OSError(28, "No space left on device", address)
            if text == "dies":
                os.kill(os.getpid(), signal.SIGKILL)
            yield File(address, text.encode())


def batches(files: Files, slow: float = 0, asked: list[str] | None = None) -> Iterable[Batch]:
    """A batch for each file, whose key is its text; `asked` gets what had to be made."""
    for address, text in files.items():

        def recipe(wanted: Sequence[Piece]) -> Written:
            names = [each.files[0] for each in wanted]
            if asked is not None:
                asked.extend(names)
            return Written(tuple((each, files[each]) for each in names), slow)

        yield Batch((Piece((address,), text),), recipe)


def build_files(files: Files, target: Path, slow: float = 0) -> Built:
    return build(batches(files, slow), target)


def numbered(version: str, count: int = 100) -> dict[str, str]:
    """A site of so many files, all of which say its version."""
    return {f"servers/{each % 7}/{each}.html": version for each in range(count)}


if __name__ == "__main__":  # a build that takes long, to be killed
    place, said = sys.argv[1:]
    build_files(numbered(said), Path(place), slow=0.05)
