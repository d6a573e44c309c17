"""Which rule found which words, and where, before anything is weighed."""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache, partial
from typing import NamedTuple

from classifier.reading import Quote
from classifier.rule import Rule
from classifier.verb import NOWHERE, Condition, Told, Verb


class Place(StrEnum):
    """What part of a definition the words stand in; verdict.py weighs each."""

    NAME = "name"
    NAME_NOUN = "name's noun"
    TITLE = "title"
    LEAD = "lead"
    ADDED = "added"
    ALSO = "also"
    LATER = "later"
    PHRASE = "phrase"
    PARAMETER = "parameter"
    CHOICE = "choice"
    SERVER = "server"


NONE: frozenset[str] = frozenset()


class Match(NamedTuple):
    """One rule's words in one field.

    `guard` is what limits them, in the same clause or parameter; `outranks` are the rules
    for the bare verb that this one, which asks for more words, stands in for.
    """

    rule: Rule
    place: Place
    field: str
    words: str
    start: int
    end: int
    guard: Quote | None = None
    outranks: frozenset[str] = NONE


new_match = partial(tuple.__new__, Match)
"""A match from all of its parts in order; they are made by the thousand."""

DIRECT = 8
"""Words after a verb that may be its direct object."""
PREPOSITIONS = frozenset(
    "from to in on with using for by into via at through between across within against when if "
    "based that which where per as so before after while during under until without about".split()
)


def until(words: list[str], stops: frozenset[str]) -> list[str]:
    """The words before the first of `stops`."""
    if stops.isdisjoint(words):
        return words
    for at, word in enumerate(words):
        if word in stops:
            return words[:at]
    return words


STRETCH = 4
"""Words from a verb to what it acts on that are quoted together."""


def chosen(
    verb: Verb, clause: list[str], direct: list[str] | None = None
) -> tuple[Sequence[Told], frozenset[str]]:
    """The rules that hold of a verb in a clause, each with the words there that made it hold,
    and the ids of those that they outrank.

    `direct` are the words of its direct object: those as far as the first preposition
    where they are not given. Of the rules that tell what the verb does,
    one that asks for more words outranks one that does not, and one that is denied
    near the verb is outranked as well, so that a sentence put after a text without a full stop
    denies little; what only colours the verb stands beside all.
    """
    words = verb.telling.intersection(clause)
    if not words:
        return verb.bare, NONE
    if direct is None:
        direct = until(clause[:DIRECT], PREPOSITIONS)
    beside: list[Told] = []
    plain: list[Told] = []
    special: list[Told] = []
    denied: list[Rule] = []
    objects_here = words.intersection(direct)
    one = _place(words, clause) if len(words) == 1 else None
    mask = 0
    for word in words:
        mask |= verb.bearing[word]
    for rule, objects, near, along, without, colours in _among(verb, mask):
        if without and not without.isdisjoint(clause[:DIRECT]):
            denied.append(rule)
        elif not objects and not near:
            (beside if colours else plain).append((rule, NOWHERE))
        elif (
            not (objects and objects.isdisjoint(objects_here))
            and not (near and near.isdisjoint(words))
            and not (along and along.isdisjoint(clause))
        ):
            place = one or _place(objects & objects_here or near & words, clause)
            (beside if colours else special).append((rule, place))
    outranked = denied + [rule for rule, _ in plain] if special else denied
    ids = frozenset([each.id for each in outranked]) if outranked else NONE
    return beside + (special or plain), ids


@lru_cache(maxsize=4096)
def _among(verb: Verb, mask: int) -> tuple[Condition, ...]:
    """The conditions of a verb whose bit is set, and those that ask for no word."""
    return tuple(
        each
        for at, each in enumerate(verb.conditions)
        if mask >> at & 1 or not (each.objects or each.near)
    )


def _place(asked: frozenset[str], clause: list[str]) -> tuple[int, int]:
    """First and last position in the clause of the words that a rule asks for."""
    if len(asked) == 1:
        (word,) = asked
        first = clause.index(word)
        return first, first
    places = [clause.index(word) for word in asked]
    first, last = min(places), max(places)
    return first, last if last - first <= STRETCH else first


def quoted(rule: Rule, at: int, asked: tuple[int, int]) -> tuple[int, int]:
    """The positions that show why a rule holds of the verb at `at`.

    What only colours a verb is said by the words asked for, what the verb does by both;
    where they stand far apart, by the verb alone.
    """
    if rule.rank < 0:
        return asked
    first, last = asked
    if first > at:
        return at, last if last - at <= STRETCH else at
    return (first, max(at, last)) if at - first <= STRETCH else (at, at)
