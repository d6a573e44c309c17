"""One server and its last snapshot → what its page tells beside its tools. Pure."""

from collections.abc import Iterator

from catalog.model.about import About, Listed, Seen, Start
from catalog.model.listing import Listing
from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Named, Snapshot
from publisher.asked import asked
from publisher.excerpt import LINE, NAME, QUOTE, TEXT, cut
from publisher.links import host, link
from publisher.words import about as words
from publisher.words.server import plural

MOST = 12
"""Listings, ways to start, inputs and hosts on a page; and names of prompts and resources."""

REASONS = 8
"""Sentences of one kind about its identity."""


def about(server: Server, snapshot: Snapshot) -> About:
    """Everything known of the server but its tools."""
    current = server.current
    starts = tuple(dict.fromkeys(_starts(current)))
    wants = asked(current)
    repository = current.repository.url if current.repository else None
    return About(
        listings=tuple(_listed(each) for each in server.listings[:MOST]),
        listing_count=len(server.listings),
        repository=cut(repository, TEXT) if repository else None,
        repository_link=link(repository),
        website=cut(current.website, TEXT) if current.website else None,
        website_link=link(current.website),
        merged=_first(_merged(server)),
        apart=_first(_apart(server)),
        doubts=_first(_doubts(server)),
        starts=starts[:MOST],
        start_count=len(starts),
        asked=wants[:MOST],
        asked_count=len(wants),
        hosts=_hosts(current),
        seen=_seen(snapshot),
    )


def _listed(listing: Listing) -> Listed:
    at = listing.updated_at or listing.published_at
    return Listed(
        source=cut(listing.source, NAME),
        id=cut(listing.source_id, NAME),
        version=cut(listing.version, NAME),
        at=at.date().isoformat() if at else None,
        status=cut(listing.status, NAME),
        link=link(listing.page),
        attribution=cut(listing.attribution, LINE) if listing.attribution else None,
    )


def _starts(listing: Listing) -> Iterator[Start]:
    for package in listing.packages:
        yield Start(
            kind="package",
            registry=cut(package.registry, NAME),
            name=cut(package.identifier, LINE),
            version=cut(package.version, NAME) if package.version else None,
            transport=cut(package.transport, NAME),
            runtime=cut(package.runtime_hint, NAME) if package.runtime_hint else None,
        )
    for remote in listing.remotes:
        url, transport = cut(remote.url, LINE), cut(remote.transport, NAME)
        yield Start(
            kind="remote", registry=None, name=url, version=None, transport=transport, runtime=None
        )


def _hosts(listing: Listing) -> tuple[str, ...]:
    found = filter(None, (host(each.url) for each in listing.remotes))
    return tuple(dict.fromkeys(found))[:MOST]


def _first(sentences: Iterator[str]) -> tuple[str, ...]:
    """The first of them; what is left out is a sentence too."""
    said = list(sentences)
    more = len(said) - REASONS
    return (*said[:REASONS], *([words.MORE_REASONS.format(more=more)] if more > 0 else ()))


def _merged(server: Server) -> Iterator[str]:
    for each in server.evidence:
        listings = plural(words.LISTINGS, len(each.listings))
        quote = cut(each.quote, QUOTE)
        yield words.MERGED.format(kind=each.kind, quote=quote, listings=listings)


def _apart(server: Server) -> Iterator[str]:
    for each in server.apart:
        named = ", ".join(cut(one, NAME) for one in each.servers[:REASONS])
        more = each.count - len(each.servers[:REASONS])
        others = named + words.AND_MORE.format(more=more) if more > 0 else named
        quote, why = cut(each.quote, QUOTE), cut(each.why, QUOTE)
        yield words.APART.format(others=others, kind=each.kind, quote=quote, why=why)


def _doubts(server: Server) -> Iterator[str]:
    for each in server.doubts:
        quote, detail = cut(each.quote, NAME), cut(each.detail, QUOTE)
        yield words.DOUBT.format(kind=each.kind, quote=quote, detail=detail)


def _seen(snapshot: Snapshot) -> Seen:
    outcome = snapshot.outcome
    look = Seen(
        at=snapshot.at.isoformat(timespec="seconds"),
        sandbox=cut(snapshot.sandbox, NAME),
        launch=snapshot.launch,
        package=cut(snapshot.package, TEXT) if snapshot.package else None,
    )
    return look.model_copy(update=_said(outcome)) if isinstance(outcome, Introspected) else look


def _said(outcome: Introspected) -> dict[str, object]:
    """What the server answered, by the fields of Seen."""
    resources = (*outcome.resources, *outcome.resource_templates)
    return {
        "protocol": cut(outcome.protocol_version, NAME),
        "name": _text(outcome.server_info.get("name")),
        "version": _text(outcome.server_info.get("version")),
        "capabilities": tuple(cut(each, NAME) for each in sorted(outcome.capabilities)[:MOST]),
        "instructions": len(outcome.instructions or ""),
        "prompts": _names(outcome.prompts),
        "prompt_count": len(outcome.prompts),
        "resources": _names(resources),
        "resource_count": len(resources),
    }


def _names(things: tuple[Named, ...]) -> tuple[str, ...]:
    return tuple(cut(each.name, NAME) for each in things[:MOST])


def _text(said: object) -> str | None:
    return cut(said, NAME) if isinstance(said, str) and said else None
