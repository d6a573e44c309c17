"""What a site is built of: pieces, each with its files and a key.

The key is a digest of all that the files are made of. A piece whose key a former build
wrote down is not made again: its files are taken over as they are. So a key that forgets
something leaves stale pages, and one that says too much only costs time.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """Files that are made together, by their addresses from the root of the site."""

    files: tuple[str, ...]
    key: str


class File(NamedTuple):
    """One file of the site."""

    address: str
    content: bytes


Recipe = Callable[[], Iterable[File]]
"""Makes files, in another process: so it is picklable, and knows all that it needs."""


class Batch(NamedTuple):
    """Pieces that have something in common; `recipe` gathers what the named ones are made of.

    `recipe` is called in the process that has the catalog open, with those of the pieces that
    must be made, and never without any. The recipe makes the files of just these.
    """

    pieces: tuple[Piece, ...]
    recipe: Callable[[Sequence[Piece]], Recipe]
