"""Matches → evidence: what of them is weighed, and where they agree. Pure, and no weights."""

from collections.abc import Iterable, Sequence

from classifier.rule import Rule, Says
from classifier.sighting import Match, Place

Weighed = tuple[Rule, Place, bool]
"""A rule, its place, and whether a guard limits it."""
Evidence = tuple[Weighed, ...]
"""All of the matches that counts."""


def evidence_of(matches: Iterable[Match]) -> Evidence:
    """What is weighed of these matches."""
    return tuple([(each[0], each[1], each[6] is not None) for each in matches])


OPENING = (Place.NAME, Place.NAME_NOUN, Place.TITLE, Place.LEAD)
"""Where a definition says first of all what it does."""


def plainly_reads(evidence: Sequence[Weighed]) -> bool:
    """Whether the name and what the description opens with say a reading and nothing else,
    and no two kinds of change are said further on."""
    reads: set[Place] = set()
    also: set[Says | None] = set()
    for rule, place, _ in evidence:
        if rule.rank == 0:
            reads.add(place)
        elif rule.rank > 0:
            if place in OPENING:
                return False
            if place is Place.ALSO:
                also.add(rule.tells)
    return Place.NAME in reads and Place.LEAD in reads and len(also) <= 1


def disputed(evidence: Sequence[Weighed]) -> bool:
    """Whether the name and what the description opens with tell different things."""
    said = {Place.NAME: -1, Place.LEAD: -1}
    for rule, place, _ in evidence:
        if place in said and rule.rank > said[place]:
            said[place] = rule.rank
    name, lead = said.values()
    return name != lead and min(name, lead) >= 0


def undisputed(evidence: Sequence[Weighed]) -> Evidence:
    """What is left where the name and the description's opening tell two kinds of change, and
    the milder is right; all of it where they do not."""
    name, lead = (
        max((rule.rank for rule, at, _ in evidence if at is place), default=-1)
        for place in (Place.NAME, Place.LEAD)
    )
    most = min(name, lead)
    if most <= 0 or name == lead:
        return tuple(evidence)
    return tuple(
        each for each in evidence if each[1] not in (Place.NAME, Place.LEAD) or each[0].rank <= most
    )


def colours(matches: Iterable[Match]) -> Evidence:
    """What is weighed of the matches that tell no effect of their own, and of the server's:
    it holds of each of a tool's actions."""
    return evidence_of(
        [
            each
            for each in matches
            if each.place is Place.SERVER
            or (each.rule.tells is None and each.place is Place.PARAMETER)
        ]
    )
