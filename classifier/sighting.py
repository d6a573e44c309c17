"""Which rule found which words, and where, before anything is weighed."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from classifier.index import Verb
from classifier.reading import Quote
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


def chosen(
    verb: Verb, clause: list[str], direct: list[str] | None = None
) -> tuple[Sequence[Rule], frozenset[str]]:
    """The rules that hold of a verb in a clause, and the ids of those that they outrank.

    `direct` are the words of its direct object: those as far as the first preposition
    where they are not given. Of the rules that tell what the verb does,
    one that asks for more words outranks one that does not, and one that the clause denies
    is outranked as well; what only colours the verb stands beside all.
    """
    words = verb.telling.intersection(clause)
    if not words:
        return verb.bare, NONE
    if direct is None:
        direct = until(clause[:DIRECT], PREPOSITIONS)
    beside: list[Rule] = []
    plain: list[Rule] = []
    special: list[Rule] = []
    denied: list[Rule] = []
    objects_here = words.intersection(direct)
    for rule, objects, near, without, colours in verb.conditions:
        if not without.isdisjoint(words):
            denied.append(rule)
            continue
        if not objects and not near:
            (beside if colours else plain).append(rule)
        elif not (objects and objects.isdisjoint(objects_here)) and not (
            near and near.isdisjoint(words)
        ):
            (beside if colours else special).append(rule)
    outranked = denied + plain if special else denied
    ids = frozenset([each.id for each in outranked]) if outranked else NONE
    return beside + (special or plain), ids
