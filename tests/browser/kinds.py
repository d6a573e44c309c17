"""Which pages of a site to look at: of each kind a few, which differ in what they show."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

OF_THE_DEMO = (
    "servers/harbour/index.html",
    "servers/harbour/send_mail.html",
    "servers/harbour/zap.html",
    "servers/library/find_book.html",
    "servers/lighthouse/index.html",
    "servers/silent/index.html",
)


def pages(folder: Path) -> Iterator[str]:
    """Every page of the site in `folder`."""
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix()


def one_of_each(folder: Path) -> Iterator[str]:
    """Pages of every kind: those at the top, the named ones of servers, one of each other kind."""
    yield from OF_THE_DEMO
    others = (each for each in pages(folder) if not each.startswith("servers/"))
    kinds = {_kind(each): each for each in reversed(list(others))}
    yield from sorted(kinds.values())


def _kind(address: str) -> str:
    """What pages of one template and one list have in common: `browse/risk`, `rules`."""
    parts = PurePosixPath(address).parts
    alone = len(parts) == 1 or parts[1:] == ("index.html",)
    return address if alone else "/".join(parts[: max(1, len(parts) - 2)])
