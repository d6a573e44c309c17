"""What a check is asked for → servers: from configuration files, packages, addresses, a command."""

import os
import re
from collections import Counter
from collections.abc import Collection, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from catalog.errors import ToolriskError, UsageError
from catalog.model.listing import Listing, Package, Rejected, Remote
from catalog.model.server import Server
from catalog.model.value import Value
from crawler.clients.command import COMMAND, split, started
from crawler.clients.document import entries
from crawler.clients.known import Place, place_of, places
from crawler.clients.listing import SOURCE, listing_of, plain, read_entry
from crawler.clients.project import folders
from crawler.clients.veil import Veil
from crawler.introspection.program import Reach
from crawler.introspection.redact import redact
from crawler.introspection.remote.endpoint import SSE, STREAMABLE

_PACKAGE = re.compile(r"(npm|pypi):(.+)", re.DOTALL)
_URL = re.compile(r"https?://", re.IGNORECASE)


class Sought(Value):
    """A server to look into. `reach` is how far what its configuration names may reach.

    `hidden` are the user's secrets by name: asked for what the user names, and never kept.
    All those of a server that is `typed` are named, for this very call.
    """

    server: Server
    reach: Reach
    hidden: Mapping[str, str] = Field(repr=False, exclude=True)
    typed: bool = False


class Wanted(Value):
    """The servers to look into, each once and under a name of its own."""

    servers: tuple[Sought, ...]
    rejected: tuple[Rejected, ...]


def everything(folder: Path) -> Wanted:
    """The servers of every client's files, for this folder's project and for the user.

    A file that cannot be read is rejected, and the others go on.
    """
    return _merged(_of_places(folder))


def named(targets: Sequence[str], folder: Path) -> Wanted:
    """The servers of these targets. Raises UsageError for a word that is none, InputError for
    a file that cannot be read."""
    return _merged(found for each in targets for found in _of_target(each, folder))


def own(command: Sequence[str], folder: Path) -> Wanted:
    """The server that this command starts in this folder, or that answers at this address.

    Raises UsageError for what is neither.
    """
    veil, reach = Veil(typed=True), Reach(folder=folder)
    if len(command) == 1 and _URL.match(command[0]):
        return _merged([Found(_at_address(command[0], veil), veil, reach)])
    _readable(command)
    try:
        offer = started(command, {}, veil)
        name = offer.identifier if isinstance(offer, Package) else offer.url
        listing = listing_of(name, offer, f"-- {name}", "the command given")
    except ValueError as error:
        raise UsageError(f"the command after -- {plain(error)}") from None
    return _merged([Found(listing, veil, reach)])


class Found(NamedTuple):
    """What stands in one place, what was hidden of it, and how far it reaches."""

    listing: Listing | Rejected
    veil: Veil
    reach: Reach


def _of_places(folder: Path) -> Iterator[Found]:
    for place in places(folder):
        try:
            yield from _of_file(place, folder)
        except ToolriskError as error:
            said = Rejected(source=SOURCE, source_id=place.client, reason=str(error), excerpt="")
            yield Found(said, Veil(), place.reach)


def _of_target(word: str, folder: Path) -> Iterator[Found]:
    veil, reach = Veil(typed=True), Reach(folder=folder)
    if _PACKAGE.match(word) or _URL.match(word):
        _readable([word])
    if package := _PACKAGE.fullmatch(word):
        identifier, version = split(package[1], package[2])
        offer = Package(registry=package[1], identifier=identifier, version=version)
        yield Found(listing_of(identifier, offer, word, word), veil, reach)
    elif _URL.match(word):
        yield Found(_at_address(word, veil), veil, reach)
    elif os.path.isdir(word):  # noqa: PTH112, Path's fails on what is too long for a path
        yield from _of_places(Path(word).resolve())
    elif os.path.exists(word):  # noqa: PTH110, likewise
        yield from _of_file(place_of(Path(word), folder), folder)
    else:
        raise UsageError(
            f"{redact(word[:80])!r} is no file; name a client's configuration, npm:NAME, "
            "pypi:NAME, a URL, or a command after --"
        )


def _readable(words: Iterable[str]) -> None:
    """Raises UsageError for bytes that are no text: nothing can be asked for by such a name."""
    for word in words:
        if not word.isprintable() and any("\ud800" <= each <= "\udfff" for each in word):
            raise UsageError(f"{word[:80]!a} is no UTF-8; name the server in UTF-8")


def _at_address(url: str, veil: Veil) -> Listing:
    try:
        template, hidden = veil.address(url)
    except ValueError as error:
        raise UsageError(f"no server is at the URL given: {plain(error)}") from None
    kind = SSE if template.rstrip("/").endswith("/sse") else STREAMABLE
    remote = Remote(transport=kind, url=template, variables=hidden)
    return listing_of(template, remote, template, template)


def _of_file(place: Place, folder: Path) -> Iterator[Found]:
    for entry in entries(place.client, place.path, folders(folder)):
        veil = Veil()
        yield Found(read_entry(entry, veil), veil, place.reach)


def _merged(found: Iterable[Found]) -> Wanted:
    """The same offer in several files is one server, unless what it starts there differs."""
    groups: dict[tuple[Hashable, Reach | None], list[Found]] = {}
    rejected: list[Rejected] = []
    for each in found:
        listing = each.listing
        if isinstance(listing, Rejected):
            rejected.append(listing)
            continue
        offer = listing.name, listing.packages, listing.remotes
        programs = any(package.registry == COMMAND for package in listing.packages)
        groups.setdefault((offer, each.reach if programs else None), []).append(each)
    return Wanted(servers=tuple(_sought(groups.values())), rejected=tuple(rejected))


def _sought(groups: Collection[Sequence[Found]]) -> Iterator[Sought]:
    """Servers of one name are numbered, all of them: none of them is the one that is meant."""
    listings = [
        [each.listing for each in group if isinstance(each.listing, Listing)] for group in groups
    ]
    uses = Counter(each.name for each, *_ in listings)
    taken = {name for name, count in uses.items() if count == 1}
    for group, (first, *more) in zip(groups, listings, strict=True):
        slug = first.name if uses[first.name] == 1 else _free(first.name, taken)
        server = Server(id=slug, slug=slug, title=first.name, listings=(first, *more))
        taken.add(slug)
        _, veil, reach = group[0]
        yield Sought(server=server, reach=reach, hidden=veil.hidden, typed=veil.typed)


def _free(name: str, taken: Container[str]) -> str:
    return next(slug for number in count(1) if (slug := f"{name}#{number}") not in taken)
