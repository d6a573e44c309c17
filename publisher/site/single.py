"""A file, or a few, that are made at once of what is at hand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from publisher.site.piece import Batch, File, Piece
from publisher.site.release import key_of


@dataclass(frozen=True)
class Made:
    """The files of a piece, from a callable that is picklable and gives them in this order."""

    files: tuple[str, ...]
    make: Callable[[], Sequence[bytes]]

    def __call__(self) -> Iterable[File]:
        """The files."""
        return map(File, self.files, self.make())


def single(
    files: Sequence[str], made_of: Iterable[str], make: Callable[[], Sequence[bytes]]
) -> Batch:
    """A batch of one piece; `made_of` are texts that change whenever what is made does."""
    piece = Piece(tuple(files), key_of(*files, *made_of))
    return Batch((piece,), lambda _: Made(piece.files, make))


def constant(address: str, content: bytes) -> Batch:
    """A file whose content is known."""
    return single([address], [content.hex()], partial(_itself, content))


def _itself(content: bytes) -> tuple[bytes]:
    return (content,)
