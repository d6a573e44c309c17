"""A server's past → what the histories of its tools' pages and of its own say, in words. Pure."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, NamedTuple

from catalog.model.history import Change, Event, Happened, Held, Judged, Past
from catalog.model.page import Entry
from publisher.excerpt import LINE, NAME, cut
from publisher.words import history as words
from publisher.words.places import place
from publisher.words.server import TOOLS, WHY_SKIPPED, plural

OF_TOOL = 20
"""Entries on a tool's page."""
OF_SERVER = 50
"""Entries on a server's page."""
CHANGES = 5
"""Members of a definition that one entry names."""
SHORT = 60
"""Code points of a value that an entry quotes."""


class History(NamedTuple):
    """The newest entries first, how many older ones there are, and since when the verdict holds."""

    entries: tuple[Entry, ...]
    older: int
    judged_at: str | None = None


UNKNOWN = History((), 0)
"""Of what no catalog has kept."""


def tool_history(past: Past, name: str, *, unverified: bool = False) -> History:
    """The life of the server's tools of that name."""
    judged = past.judged.get(name, ())
    entries = [*_life(past, name, unverified=unverified), *_verdicts(past, name)]
    held = _iso(judged[-1].at) if judged else None
    return _newest(entries, OF_TOOL)._replace(judged_at=held)


def server_history(past: Past, addresses: Mapping[str, str]) -> History:
    """What became of a server and its tools; `addresses` are those of its tools' pages."""
    entries = [*_findings(past)]
    for name in sorted(past.happened.keys() | past.judged.keys()):
        page = {"tool": cut(name, NAME), "address": addresses.get(name)}
        turns = (each for each in _verdicts(past, name) if each.kind in ("raised", "lowered"))
        found = (*_events(past.happened.get(name, ())), *turns)
        entries.extend(each.model_copy(update=page) for each in found)
    return _newest(entries, OF_SERVER)


def _newest(entries: Iterable[Entry], most: int) -> History:
    """Of one moment, what is told later is newer."""
    found = sorted(entries, key=lambda each: each.at)[::-1]
    return History(tuple(found[:most]), max(0, len(found) - most))


def _findings(past: Past) -> Iterator[Entry]:
    """When the server was first looked at with success, and each time that it could not be."""
    first = next((each for each in past.findings if each.reason is None), None)
    for each in past.findings:
        if each.reason is not None:
            why = words.SKIPPED.format(why=WHY_SKIPPED[each.reason])
            yield Entry(at=_iso(each.first_at), kind="skipped", says=why)
        elif each is first:
            yield _entry(each, "added", words.FIRST_LIST, tools=plural(TOOLS, each.tools or 0))


def _life(past: Past, name: str, *, unverified: bool) -> Iterator[Entry]:
    """Its beginning, with the first verdict on it, and what became of it."""
    seen = past.seen.get(name) or (past.findings[0].first_at if past.findings else None)
    if seen is None:
        return
    judged = past.judged.get(name, ())
    package = next((each.package for each in past.findings if each.first_at == seen), None)
    says = (words.FIRST_READ if unverified else words.FIRST_SEEN).format(package=_in(package))
    if judged:
        says += words.JUDGED_FIRST.format(verdict=_verdict(judged[0]), by=_by(judged[0]))
    yield Entry(at=_iso(seen), kind="added", says=says)
    later = (each for each in past.happened.get(name, ()) if each.at > seen)
    yield from _events(later)


def _events(happened: Iterable[Happened]) -> Iterator[Entry]:
    for each in happened:
        says = _event(each.event, _in(each.package))
        yield Entry(at=_iso(each.at), kind=each.event.kind, says=says)


def _event(event: Event, package: str) -> str:
    if event.kind != "changed":
        return (words.ADDED if event.kind == "added" else words.REMOVED).format(package=package)
    if not event.changes:
        return words.CHANGED_BYTES.format(package=package)
    told = [_change(each) for each in event.changes[:CHANGES]]
    if len(event.changes) > CHANGES:
        told.append(words.MORE_CHANGES.format(more=len(event.changes) - CHANGES))
    return words.CHANGED.format(package=package, changes="; ".join(told))


def _change(change: Change) -> str:
    where = cut(place(change.path), LINE)
    if change.kind != "changed":
        return words.CHANGE[change.kind].format(place=where)
    was, now = _value(change.before), _value(change.after)
    if was and now:
        return words.CHANGE_VALUE.format(place=where, was=was, now=now)
    texts = isinstance(change.before, str) and isinstance(change.after, str)
    said = words.CHANGE_TEXT if texts else words.CHANGE["changed"]
    return said.format(place=where)


def _value(value: Any) -> str:
    """A value that is short enough to be told, but for texts of several words."""
    if isinstance(value, dict | list) or (isinstance(value, str) and " " in value):
        return ""
    said = value if isinstance(value, str) else json.dumps(value)
    return f"“{said}”" if len(said) <= SHORT else ""


def _verdicts(past: Past, name: str) -> Iterator[Entry]:
    """Each verdict after the first, but of those that only say it again the last."""
    judged = past.judged.get(name, ())
    for at, (was, now) in enumerate(pairwise(judged), start=1):
        again = _same(was, now)
        if again and at + 1 < len(judged) and _same(now, judged[at + 1]):
            continue
        says = words.JUDGED_AGAIN if again else words.JUDGED
        told = says.format(verdict=_verdict(now), by=_by(now), was=_verdict(was))
        yield Entry(at=_iso(now.at), kind=_kind(was, now), says=told)


def _same(one: Judged, other: Judged) -> bool:
    return _thought(one) == _thought(other)


def _thought(judged: Judged) -> tuple[object, ...]:
    return judged.category, judged.risk, judged.abstained, judged.decided_by


def _kind(was: Judged, now: Judged) -> Any:
    if was.risk is now.risk:
        return "judged"
    return "raised" if now.risk.rank > was.risk.rank else "lowered"


def _verdict(judged: Judged) -> str:
    said = words.UNSURE if judged.abstained else words.VERDICT
    return said.format(category=judged.category, risk=judged.risk)


def _by(judged: Judged) -> str:
    return words.BY[judged.decided_by].format(version=judged.version)


def _entry(held: Held, kind: Any, says: str, **more: str) -> Entry:
    told = says.format(package=_in(held.package), **more)
    return Entry(at=_iso(held.first_at), kind=kind, says=told)


def _in(package: str | None) -> str:
    return words.PACKAGE.format(package=cut(package, LINE)) if package else ""


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
