"""A command or a URL that a person gave → what is to be asked, as if a listing had said so."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from catalog.model.listing import Remote
from catalog.model.snapshot import Skipped
from catalog.model.value import Value
from catalog.reading import digest_of
from crawler.introspection.launch import LATEST, Launch
from crawler.introspection.remote.endpoint import SSE, STREAMABLE, Endpoint, endpoint

_RUNNERS = {"npx": "npm", "bunx": "npm", "uvx": "pypi"}
"""Commands that fetch a package and run it: what they fetch is installed and sealed instead."""

_NAMED = re.compile(r"(@?[^@=]+)(?:(?:@|==)(.+))?")
_SILENT = {"-y", "--yes", "-q", "--quiet"}


class Program(Value):
    """A command as it was typed, and the folder that its paths are in."""

    argv: tuple[str, ...]
    folder: Path

    @property
    def digest(self) -> str:
        return digest_of(self.model_dump(mode="json"))

    def within(self, place: Path) -> list[str]:
        """The command with the folder's own paths as they are where it is seen from `place`."""
        first, *rest = self.argv
        found = first if "/" in first else shutil.which(first) or first
        return [_moved(each, self.folder, place) for each in (found, *rest)]


def by_hand(argv: Sequence[str], folder: Path) -> Launch | Endpoint | Program | Skipped:
    """A runner's package, a URL, or the program itself, in this order."""
    first, *rest = argv
    if not rest and first.startswith(("http://", "https://")):
        kind = SSE if first.rstrip("/").endswith("/sse") else STREAMABLE
        return endpoint(Remote(transport=kind, url=first))
    words = [each for each in rest if each not in _SILENT]
    if Path(first).name in _RUNNERS and words and not words[0].startswith("-"):
        return _package(_RUNNERS[Path(first).name], *words)
    return Program(argv=tuple(argv), folder=folder)


def _package(registry: str, name: str, *arguments: str) -> Launch:
    found = _NAMED.fullmatch(name)
    identifier, version = (found[1], found[2]) if found else (name, None)
    return Launch(
        registry=registry,
        identifier=identifier,
        version=version or LATEST,
        arguments=arguments,
    )


def _moved(word: str, folder: Path, place: Path) -> str:
    path = Path(folder, word)
    try:
        inside = path.is_relative_to(folder) and ".." not in path.parts and path.exists()
    except (OSError, ValueError):  # too long for a path, or with NUL
        return word
    return str(place / path.relative_to(folder)) if inside and word else word
