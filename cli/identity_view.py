"""Why listings are one server, as `show`, `merge` and `split` tell it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from catalog.model.server import Apart, Decision, Doubt, Evidence, Reference, Server
from catalog.model.value import Value
from cli.console import BELOW, Voice
from publisher.excerpt import NAME, QUOTE, cut
from publisher.words.server import plural

SHOWN = 8
"""Proofs, listings or neighbours of a server that a person reads; --json has all."""

LISTINGS = ("{count} listing", "{count} listings")


class PartView(Value):
    """A server after a decision."""

    server: str
    id: str
    listings: tuple[Reference, ...]


class DecisionView(Value):
    """What was decided, and the servers that came of it."""

    decision: str
    who: str
    why: str
    at: datetime
    servers: tuple[PartView, ...]


def decision_view(decision: Decision, servers: Sequence[Server]) -> DecisionView:
    parts = tuple(
        PartView(
            server=each.slug,
            id=each.id,
            listings=tuple(dict.fromkeys((one.source, one.source_id) for one in each.listings)),
        )
        for each in servers
    )
    said = {"who": decision.who, "why": decision.why, "at": decision.at}
    return DecisionView(decision=decision.kind, servers=parts, **said)


def show_decision(view: DecisionView, voice: Voice) -> None:
    """The servers that came of a decision, with their listings."""
    for each in view.servers:
        voice.text(f"{each.server}  ({each.id})", style="bold")
        for source, name in each.listings:
            voice.text(f"listed by {source} as {cut(name, NAME)}", margin=BELOW)
    voice.say(f"Kept: {view.decision} by {view.who}, {view.why}.")


def show_identity(
    evidence: Sequence[Evidence], apart: Sequence[Apart], doubts: Sequence[Doubt], voice: Voice
) -> None:
    """Why its listings are one server, why others are not, and what could mislead."""
    for line in (*_one(evidence), *_apart(apart)):
        voice.text(line)
    for each in doubts:
        line = f"warning: {each.kind}: {cut(each.quote, NAME)} {each.detail}"
        voice.text(line, style="yellow")


def _one(evidence: Sequence[Evidence]) -> Iterator[str]:
    for each in evidence[:SHOWN]:
        listings = plural(LISTINGS, len(each.listings))
        yield f"one by {each.kind}: {cut(each.quote, QUOTE)} ({listings})"
    if len(evidence) > SHOWN:
        yield f"and by {len(evidence) - SHOWN} more; --json has all"


def _apart(apart: Sequence[Apart]) -> Iterator[str]:
    for each in apart[:SHOWN]:
        left = each.count - len(each.servers)
        named = ", ".join(
            [*(cut(one, NAME) for one in each.servers), *([f"{left} more"] * (left > 0))]
        )
        yield f"apart from {named}, of the same {each.kind} {cut(each.quote, QUOTE)}: {each.why}"
    if len(apart) > SHOWN:
        yield f"apart from others for {len(apart) - SHOWN} more reasons; --json has all"
