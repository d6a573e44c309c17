"""Pure: what a check found → what there is to say of it, and whether it passes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from catalog.model.checked import Checked, CheckedServer
from catalog.model.classification import Warned
from catalog.model.lock import LONGEST, Acceptance, Lock, writable
from catalog.model.matter import Kind, Matter
from catalog.taxonomy import Action, Level, Risk
from publisher.gate.acceptable import TOGETHER, digest_of_own
from publisher.gate.locking import differences
from publisher.gate.matters import of_server, of_tool
from publisher.gate.together import across, covers, digest_of_tools, locked, place_of

CONFIGURATION = "configuration"
"""Stands for the server of an entry that names none."""

REFUSED = {Kind.POISONED, Kind.CHANGED, Kind.NEW, Kind.RAISED, Kind.NOT_ALLOWED}
"""What fails whatever its risk; a combination does, too, where there is a lock."""


class Terms(NamedTuple):
    """What a check is held to. Without a lock nothing is new; without a profile all is allowed.

    The tools' rules are those of the `profile` of that name. Of `strangers` the lock says
    nothing: servers of the user's own, which the project has nothing to do with.
    """

    fail_on: Risk | None
    today: date
    lock: Lock | None = None
    profile: str | None = None
    strangers: frozenset[str] = frozenset()


class Outcome(NamedTuple):
    """Whether it is `refused`, else the worst risk that failed; `whole` if all was seen."""

    refused: bool
    failed: Risk | None
    whole: bool


def examine(checked: Checked, terms: Terms) -> tuple[Matter, ...]:
    """Everything that there is to say, what fails first, then by kind, risk and name."""
    found = (*_each(checked, terms), *_together(checked.servers, terms.lock))
    judged = (_judged(each, terms) for each in found)
    return tuple(sorted(judged, key=_gravity))


def outcome(matters: Sequence[Matter], checked: Checked, terms: Terms) -> Outcome:
    """Whether it passes. Where nothing fails at any risk, nothing is refused either."""
    failing = [each for each in matters if each.fails]
    refusing = REFUSED if terms.lock is None else REFUSED | {Kind.COMBINATION}
    refused = [each for each in failing if each.kind in refusing]
    risks = (each.risk for each in failing if each.kind not in refusing and each.risk)
    return Outcome(bool(refused), worst(risks), checked.whole)


def worst(risks: Iterable[Risk]) -> Risk | None:
    """The highest of these; None of none."""
    return max(risks, key=lambda each: each.rank, default=None)


def _each(checked: Checked, terms: Terms) -> Iterator[Matter]:
    for reason in checked.rejected:
        words = f"holds what says nothing to start: {reason}"
        yield Matter(kind=Kind.UNKNOWN, server=CONFIGURATION, tool=None, risk=None, words=words)
    for server in checked.servers:
        if server.skipped:
            words = f"could not be asked: {server.skipped.reason}"
            yield of_server(Kind.UNKNOWN, server, words)
        if server.unread:
            words = f"offers what cannot be read ({len(server.unread)}): {server.unread[0]}"
            yield of_server(Kind.UNKNOWN, server, words)
        yield from _poisoned(server)
        yield from _risky(server, terms)
    if terms.lock is not None:
        held = [each for each in checked.servers if each.server not in terms.strangers]
        yield from differences(held, terms.lock)


def _poisoned(server: CheckedServer) -> Iterator[Matter]:
    """Its tools' texts, each rule once, and its own, of which each tool's verdict warns, too."""
    words = "speaks to the agent ({}, in {})"
    own = _shown(server.alarms)
    digest = digest_of_own(server)
    for alarm in own:
        said = words.format(alarm.rule, alarm.field)
        matter = of_server(Kind.POISONED, server, said, digest, alarm.quote)
        yield matter.model_copy(update={"risk": TOGETHER})
    for each in server.tools:
        for alarm in _shown(one for one in each.verdict.warnings if one not in server.alarms):
            said = words.format(alarm.rule, alarm.field)
            yield of_tool(Kind.POISONED, server, each, said, alarm.quote)


def _shown(warnings: Iterable[Warned]) -> list[Warned]:
    """Those for everyone, the first of each rule."""
    return [*{each.rule: each for each in [*warnings][::-1] if each.level is Level.SHOWN}.values()]


def _risky(server: CheckedServer, terms: Terms) -> Iterator[Matter]:
    for each in server.tools:
        risk, rule = each.verdict.risk, each.rule
        if terms.fail_on and risk.rank >= terms.fail_on.rank:
            words = f"is of {risk} risk: {each.verdict.rationale}"
            yield of_tool(Kind.RISK, server, each, words)
        if terms.profile and rule.action in (Action.DENY, Action.HIDE):
            done = "hidden" if rule.action is Action.HIDE else "denied"
            words = f"is {done} by the policy {terms.profile}: {rule.reason}"
            yield of_tool(Kind.NOT_ALLOWED, server, each, words)


def _together(servers: Sequence[CheckedServer], lock: Lock | None) -> Iterator[Matter]:
    for each in across(servers):
        if lock and any(covers(known, locked(each)) for known in lock.combinations):
            continue
        yield Matter(
            kind=Kind.COMBINATION,
            server="",
            tool=each.name,
            risk=TOGETHER,
            words=f"is there across servers: {each.means}",
            evidence="; ".join(", ".join(names) for names in each.tools),
            digest=digest_of_tools(each, servers),
            place=place_of(each, servers),
        )


def _judged(matter: Matter, terms: Terms) -> Matter:
    """With the word that accepts it; or, where one does no longer, why."""
    words = terms.lock.accepted if terms.lock else ()
    said = [each for each in words if each.tool == writable(matter.about)]
    voids = [(each, why_void(each, matter, terms.today)) for each in said]
    held = next((each for each, why in voids if why is None), None)
    if held:
        return matter.model_copy(update={"accepted": held})
    fails = _fails(matter, terms)
    why = next((why for _, why in voids if why), None)
    told = f"{matter.words}; {why}" if why and fails else matter.words
    return matter.model_copy(update={"fails": fails, "words": told})


def why_void(accepted: Acceptance, matter: Matter, today: date) -> str | None:
    """Why a person's word does not hold for this; None where it does."""
    if matter.digest is None or accepted.digest != matter.digest:
        return f"what {accepted.who} accepted was another definition"
    if accepted.until < today:
        return f"{accepted.who} accepted it until {accepted.until}, which is past"
    if accepted.until > today + LONGEST:
        return f"{accepted.who} accepted it until {accepted.until}, more than a year ahead"
    if matter.risk and matter.risk.rank > accepted.risk.rank:
        return f"{accepted.who} accepted it as {accepted.risk}"
    return None


def _fails(matter: Matter, terms: Terms) -> bool:
    if terms.fail_on is None:
        return False
    if matter.kind is Kind.COMBINATION:
        return terms.lock is not None or TOGETHER.rank >= terms.fail_on.rank
    return matter.kind in REFUSED or matter.kind is Kind.RISK


def _gravity(matter: Matter) -> tuple[bool, int, int, str, str]:
    risk = matter.risk.rank if matter.risk else -1
    return (not matter.fails, [*Kind].index(matter.kind), -risk, matter.server, matter.tool or "")
