"""Where a rule found its words, before anything is weighed."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from classifier.index import Condition
from classifier.rule import Rule


class Place(StrEnum):
    """What part of a definition the words stand in; verdict.py weighs each."""

    NAME = "name"
    NAME_NOUN = "name's noun"
    TITLE = "title"
    LEAD = "lead"
    LATER = "later"
    PHRASE = "phrase"
    PARAMETER = "parameter"
    CHOICE = "choice"
    SERVER = "server"


class Sighting(NamedTuple):
    """A rule's words within one text; `guard` is the span of what limits the verb."""

    rule: Rule
    place: Place
    start: int
    end: int
    guard: tuple[int, int] | None = None


def chosen(
    conditions: Iterable[Condition], direct: Iterable[str], clause: Iterable[str]
) -> list[Rule]:
    """The rules whose conditions hold. Of those that tell what the verb does, one that asks
    for more words outranks one that does not; what only colours it stands beside both."""
    beside: list[Rule] = []
    plain: list[Rule] = []
    special: list[Rule] = []
    for rule, objects, near, without, colours in conditions:
        if without and not without.isdisjoint(clause):
            continue
        if objects or near:
            if (not objects or not objects.isdisjoint(direct)) and (
                not near or not near.isdisjoint(clause)
            ):
                (beside if colours else special).append(rule)
        else:
            (beside if colours else plain).append(rule)
    return beside + (special or plain)
