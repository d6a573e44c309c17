"""Listings said briefly, and which of them a merging puts together."""

from datetime import UTC, datetime

from catalog.model.listing import Argument, Listing, Package, Remote, Repository
from catalog.model.server import Server
from crawler.identity import merge


def package(text: str, *arguments: str) -> Package:
    registry, _, name = text.partition(":")
    fixed = tuple(Argument(name="", value=each) for each in arguments)
    return Package(registry=registry, identifier=name, arguments=fixed)


def said(
    name: str,
    *packages: str,
    source: str = "official",
    url: str = "",
    repository: str = "",
    folder: str | None = None,
    day: int = 1,
    title: str | None = None,
) -> Listing:
    """What a registry says: packages as `npm:name`, a remote's URL, a repository."""
    return Listing(
        source=source,
        source_id=name,
        name=name,
        version="1.0.0",
        title=title,
        packages=tuple(package(each) for each in packages),
        remotes=(Remote(transport="sse", url=url),) if url else (),
        repository=Repository(url=repository, subfolder=folder) if repository else None,
        published_at=datetime(2026, 1, day, tzinfo=UTC),
    )


def together(*listings: Listing) -> set[frozenset[str]]:
    """The names of each server's listings."""
    return {frozenset(each.name for each in server.listings) for server in merge(listings)}


def one(*listings: Listing) -> Server:
    """The one server that they are."""
    (server,) = merge(listings)
    return server


def holding(name: str, *listings: Listing) -> Server:
    """The server that has the listing of that name."""
    return next(
        each for each in merge(listings) if name in {listed.name for listed in each.listings}
    )
