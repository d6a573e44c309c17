"""What a check is asked for → servers: from configuration files, packages, addresses, a command."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from catalog.errors import ToolriskError, UsageError
from catalog.model.listing import Listing, Package, Rejected, Remote
from catalog.model.server import Server
from catalog.model.value import Value
from crawler.clients.command import split, started
from crawler.clients.document import Entry, entries
from crawler.clients.known import folders, places
from crawler.clients.listing import SOURCE, listing_of, read_entry
from crawler.clients.veil import address

_PACKAGE = re.compile(r"(npm|pypi):(.+)", re.DOTALL)
_URL = re.compile(r"https?://", re.IGNORECASE)


class Wanted(Value):
    """The servers to look into, each once; the entries that name them, by server id.

    Entries hold the user's secrets: they are asked for what the user names, and never kept.
    """

    servers: tuple[Server, ...]
    entries: Mapping[str, Entry]
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


def own(command: Sequence[str]) -> Wanted:
    """The server that this command starts, as the user gave it."""
    offer = started(command, ())
    name = offer.identifier if isinstance(offer, Package) else offer.url
    return _merged([(None, listing_of(name, offer, f"-- {name}", "the command given"))])


Found = tuple[Entry | None, Listing | Rejected]


def _of_places(folder: Path) -> Iterator[Found]:
    for place in places(folder):
        try:
            yield from _of_file(place.client, place.path, folder)
        except ToolriskError as error:
            yield (
                None,
                Rejected(source=SOURCE, source_id=place.client, reason=str(error), excerpt=""),
            )


def _of_target(word: str, folder: Path) -> Iterator[Found]:
    if package := _PACKAGE.fullmatch(word):
        identifier, version = split(package[1], package[2])
        offer = Package(registry=package[1], identifier=identifier, version=version)
        yield None, listing_of(identifier, offer, word, word)
    elif _URL.match(word):
        template, hidden = address(word)
        remote = Remote(transport="streamable-http", url=template, variables=hidden)
        yield None, listing_of(template, remote, template, template)
    elif Path(word).is_dir():
        yield from _of_places(Path(word).resolve())
    elif Path(word).exists():
        yield from _of_file("file", Path(word), folder)
    else:
        raise UsageError(
            f"{word[:80]!r} is no file; name a client's configuration, npm:NAME, pypi:NAME, "
            "a URL, or a command after --"
        )


def _of_file(client: str, path: Path, folder: Path) -> Iterator[Found]:
    for entry in entries(client, path, folders(folder)):
        yield entry, read_entry(entry)


def _merged(found: Iterable[Found]) -> Wanted:
    """The same offer in several files is one server; other servers of its name are numbered."""
    listings: dict[str, list[Listing]] = {}
    first: dict[str, Entry] = {}
    rejected = []
    for entry, listing in found:
        if isinstance(listing, Rejected):
            rejected.append(listing)
            continue
        offer = listing.model_dump_json(include={"name", "packages", "remotes"})
        listings.setdefault(offer, []).append(listing)
        if entry is not None:
            first.setdefault(listings[offer][0].source_id, entry)
    servers = tuple(_servers(listings.values()))
    return Wanted(servers=servers, entries=first, rejected=tuple(rejected))


def _servers(groups: Iterable[list[Listing]]) -> Iterator[Server]:
    seen: dict[str, int] = {}
    for group in groups:
        name = group[0].name
        seen[name] = seen.get(name, 0) + 1
        slug = name if seen[name] == 1 else f"{name}#{seen[name]}"
        yield Server(id=group[0].source_id, slug=slug, title=name, listings=tuple(group))
