"""Servers that a client starts → what the catalog knows of their tools; nothing is started.

What it knows is what it once saw the same package offer, or the same address: that is proven
by what was installed then. Of a program of this machine it knows only what it crawled itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from catalog.model.checked import CheckedServer
from catalog.model.listing import Listing, Package
from catalog.model.server import Server
from catalog.model.snapshot import Skip, Snapshot
from catalog.store import servers as server_store
from catalog.store import snapshots as snapshot_store
from catalog.store.catalog import Catalog
from catalog.taxonomy import Reason
from cli.steps.check import strangers_refused
from cli.steps.checked import of_file, of_snapshot, of_tools
from crawler.clients.command import COMMAND
from crawler.clients.wanted import Wanted
from crawler.clusters.coordinates import addresses, coordinate

UNKNOWN = "the catalog does not know {offer}; crawl and introspect it, or check it started"
SEVERAL = "{count} servers of the catalog are {offer}, and it cannot be told which is meant"
OTHER_VERSION = "the catalog saw version {seen}; {wanted} is configured"


def check_offline(
    wanted: Wanted, catalog: Catalog, saved: Mapping[str, str] | None = None
) -> tuple[CheckedServer, ...]:
    """Each server's tools: of its saved list where there is one, else of the catalog; in order.

    `saved` are files by the server's slug. Raises UsageError for a slug that is none,
    InputError for a file that is no list.
    """
    files = saved or {}
    strangers_refused(wanted, files)
    servers = (each.server for each in wanted.servers)
    return tuple(
        of_file(each, files[each.slug]) if each.slug in files else _known(each, catalog)
        for each in servers
    )


def _known(server: Server, catalog: Catalog) -> CheckedServer:
    listing = server.current
    found = _crawled(listing, catalog) or _told_apart(
        listing.packages, list(_of_same_offer(listing, catalog))
    )
    if len(found) != 1:
        offer = of_tools(server, ()).offer
        said = SEVERAL.format(count=len(found), offer=offer) if found else None
        detail = said or UNKNOWN.format(offer=offer)
        skip = Skip(server=server.slug, reason=Reason.NOT_IN_CATALOG, detail=detail)
        return of_tools(server, (), skipped=skip)
    checked = of_snapshot(server, found[0])
    differs = tuple(_another_version(listing.packages, found[0].package))
    return checked.model_copy(update={"warnings": (*differs, *checked.warnings)})


def _crawled(listing: Listing, catalog: Catalog) -> list[Snapshot]:
    """Of this very entry, where this machine's clients were crawled and it still says the same."""
    server = server_store.of_listing(catalog, (listing.source, listing.source_id))
    same = server and any(
        (each.packages, each.remotes) == (listing.packages, listing.remotes)
        for each in server.listings
        if (each.source, each.source_id) == (listing.source, listing.source_id)
    )
    snapshot = snapshot_store.latest(catalog, server.id) if server and same else None
    return [snapshot] if snapshot else []


def _of_same_offer(listing: Listing, catalog: Catalog) -> Iterator[Snapshot]:
    """Of the servers that offer the same package or address, and were asked as such."""
    packages, remotes = _claims(listing)
    texts = [key.partition(":")[2] for key in packages] + [key.partition("/")[0] for key in remotes]
    for server in server_store.mentioning(catalog, texts):
        offered, reached = _claims(server.current)
        if packages.isdisjoint(offered) and remotes.isdisjoint(reached):
            continue
        snapshot = snapshot_store.latest(catalog, server.id)
        if snapshot and _started(snapshot.package) in {*packages, None}:
            yield snapshot


def _claims(listing: Listing) -> tuple[frozenset[str], frozenset[str]]:
    fetched = (each for each in listing.packages if each.registry != COMMAND)
    packages = frozenset(filter(None, map(coordinate, fetched)))
    return packages, frozenset(addresses(listing))


def _started(package: str | None) -> str | None:
    """The coordinate of what was installed; None where nothing was."""
    if package is None:
        return None
    registry, _, rest = package.removeprefix("pkg:").partition("/")
    name = unquote(rest.rpartition("@")[0])
    return coordinate(Package(registry=registry, identifier=name))


def _told_apart(packages: Sequence[Package], found: Sequence[Snapshot]) -> list[Snapshot]:
    """Those of the configured version, where there are any; of the same tools only the newest."""
    versions = {each.version for each in packages}
    exact = [each for each in found if _version(each.package) in versions]
    ordered = sorted(exact or found, key=lambda each: each.at)
    return [*{tuple(tool.digest for tool in each.tools): each for each in ordered}.values()]


def _version(package: str | None) -> str | None:
    return package.rpartition("@")[2] if package else None


def _another_version(packages: Sequence[Package], started: str | None) -> Iterator[str]:
    seen = _version(started)
    for each in packages:
        if seen and each.version and each.version != seen:
            yield OTHER_VERSION.format(seen=seen, wanted=each.version)
