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
    ALSO = "also"
    LATER = "later"
    PHRASE = "phrase"
    PARAMETER = "parameter"
    CHOICE = "choice"
    SERVER = "server"


class Sighting(NamedTuple):
    """A rule's words within one text.

    `guard` is the span of what limits the verb; `outranks` are the rules for the bare verb
    that this one, which asks for more words, stands in for.
    """

    rule: Rule
    place: Place
    start: int
    end: int
    guard: tuple[int, int] | None = None
    outranks: frozenset[str] = frozenset()


def chosen(
    conditions: Iterable[Condition], direct: Iterable[str], clause: Iterable[str]
) -> tuple[list[Rule], frozenset[str]]:
    """The rules whose conditions hold, and the ids of those that they outrank.

    Of the rules that tell what the verb does, one that asks for more words outranks one
    that does not; what only colours the verb stands beside both.
    """
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
    if not special:
        return beside + plain, _NONE
    return beside + special, frozenset([each.id for each in plain]) if plain else _NONE


_NONE: frozenset[str] = frozenset()
