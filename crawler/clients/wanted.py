"""What a check is asked for → servers: from configuration files, packages, addresses, a command."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import Field

from catalog.errors import ToolriskError, UsageError
from catalog.model.listing import Listing, Package, Rejected, Remote
from catalog.model.server import Server
from catalog.model.value import Value
from crawler.clients.command import split, started
from crawler.clients.document import entries
from crawler.clients.known import places
from crawler.clients.listing import SOURCE, listing_of, read_entry
from crawler.clients.project import folders
from crawler.clients.veil import Veil
from crawler.introspection.remote.endpoint import SSE, STREAMABLE

_PACKAGE = re.compile(r"(npm|pypi):(.+)", re.DOTALL)
_URL = re.compile(r"https?://", re.IGNORECASE)


class Wanted(Value):
    """The servers to look into, each once; by server id, what was hidden of it.

    `hidden` are the user's secrets: asked for what the user names, and never kept. Servers
    that are `typed` have all of theirs named, for this very call.
    """

    servers: tuple[Server, ...]
    rejected: tuple[Rejected, ...]
    hidden: Mapping[str, Mapping[str, str]] = Field(repr=False, exclude=True)
    typed: frozenset[str] = frozenset()


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
    """The server that this command starts, or that answers at this address."""
    veil = Veil(typed=True)
    if len(command) == 1 and _URL.match(command[0]):
        return _merged([(_at_address(command[0], veil), veil)])
    offer = started(command, {}, veil)
    name = offer.identifier if isinstance(offer, Package) else offer.url
    return _merged([(listing_of(name, offer, f"-- {name}", "the command given"), veil)])


Found = tuple[Listing | Rejected, Veil]


def _of_places(folder: Path) -> Iterator[Found]:
    for place in places(folder):
        try:
            yield from _of_file(place.client, place.path, folder)
        except ToolriskError as error:
            said = Rejected(source=SOURCE, source_id=place.client, reason=str(error), excerpt="")
            yield said, Veil()


def _of_target(word: str, folder: Path) -> Iterator[Found]:
    veil = Veil(typed=True)
    if package := _PACKAGE.fullmatch(word):
        identifier, version = split(package[1], package[2])
        offer = Package(registry=package[1], identifier=identifier, version=version)
        yield listing_of(identifier, offer, word, word), veil
    elif _URL.match(word):
        yield _at_address(word, veil), veil
    elif Path(word).is_dir():
        yield from _of_places(Path(word).resolve())
    elif Path(word).exists():
        yield from _of_file("file", Path(word), folder)
    else:
        raise UsageError(
            f"{word[:80]!r} is no file; name a client's configuration, npm:NAME, pypi:NAME, "
            "a URL, or a command after --"
        )


def _at_address(url: str, veil: Veil) -> Listing:
    try:
        template, hidden = veil.address(url)
    except ValueError as error:
        raise UsageError(f"{url[:80]!r} is no URL: {error}") from None
    kind = SSE if template.rstrip("/").endswith("/sse") else STREAMABLE
    remote = Remote(transport=kind, url=template, variables=hidden)
    return listing_of(template, remote, template, template)


def _of_file(client: str, path: Path, folder: Path) -> Iterator[Found]:
    for entry in entries(client, path, folders(folder)):
        veil = Veil()
        yield read_entry(entry, veil), veil


def _merged(found: Iterable[Found]) -> Wanted:
    """The same offer in several files is one server; other servers of its name are numbered."""
    listings: dict[str, list[Listing]] = {}
    hidden: dict[str, Mapping[str, str]] = {}
    rejected: list[Rejected] = []
    typed: set[str] = set()
    for listing, veil in found:
        if isinstance(listing, Rejected):
            rejected.append(listing)
            continue
        offer = listing.model_dump_json(include={"name", "packages", "remotes"})
        listings.setdefault(offer, []).append(listing)
        hidden.setdefault(listings[offer][0].source_id, veil.hidden)
        typed |= {listing.source_id} if veil.typed else set()
    return Wanted(
        servers=tuple(_servers(listings.values())),
        rejected=tuple(rejected),
        hidden=hidden,
        typed=frozenset(typed),
    )


def _servers(groups: Iterable[list[Listing]]) -> Iterator[Server]:
    seen: dict[str, int] = {}
    for group in groups:
        name = group[0].name
        seen[name] = seen.get(name, 0) + 1
        slug = name if seen[name] == 1 else f"{name}#{seen[name]}"
        yield Server(id=group[0].source_id, slug=slug, title=name, listings=tuple(group))
