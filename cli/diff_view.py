"""What `diff --json` says: one object for each tool that came, went or changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from catalog.model.history import Change, Difference, Event, Held, Offer
from catalog.model.value import Value
from catalog.taxonomy import Category, Risk


class OfferView(Value):
    """A tool as it was offered; without a verdict where it was not classified."""

    digest: str
    category: Category | None
    risk: Risk | None
    abstained: bool | None
    classifier: str | None


class ListView(Value):
    """A tool list, which was found from `first_at` until `at`, unchanged."""

    first_at: datetime
    at: datetime
    package: str | None


class EventView(Value):
    """What happened to a tool between two tool lists; `risk` says whether it moved."""

    server: str
    tool: str
    event: Literal["added", "removed", "changed"]
    risk: Literal["raised", "lowered"] | None
    before: OfferView | None
    after: OfferView | None
    changes: tuple[Change, ...]
    since: ListView | None
    until: ListView


def event_views(difference: Difference) -> Iterator[EventView]:
    """The events of one server, by tool."""
    since = _list(difference.before) if difference.before else None
    until = _list(difference.after)
    for each in difference.events:
        yield _event(difference.server, each, since, until)


def _event(server: str, event: Event, since: ListView | None, until: ListView) -> EventView:
    return EventView(
        server=server,
        tool=event.name,
        event=event.kind,
        risk=event.risk,
        before=offer_view(event.before),
        after=offer_view(event.after),
        changes=event.changes,
        since=since,
        until=until,
    )


def offer_view(offer: Offer | None) -> OfferView | None:
    if offer is None:
        return None
    judged = offer.judged
    return OfferView(
        digest=offer.tool.digest,
        category=judged.category if judged else None,
        risk=judged.risk if judged else None,
        abstained=judged.abstained if judged else None,
        classifier=judged.version if judged else None,
    )


def _list(found: Held) -> ListView:
    return ListView(first_at=found.first_at, at=found.at, package=found.package)
