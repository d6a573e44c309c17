"""What one verb may mean, and the words beside it on which that depends."""

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from classifier.rule import Rule
from classifier.words import plurals


class Condition(NamedTuple):
    """One rule for a verb, and what else must or must not stand in the clause.

    `colours` is true of a rule that says nothing of what the verb itself does.
    """

    rule: Rule
    objects: frozenset[str]
    near: frozenset[str]
    along: frozenset[str]
    without: frozenset[str]
    colours: bool


Told = tuple[Rule, tuple[int, int]]
"""A rule that holds, and the positions of the words that it asks for beside its verb."""
NOWHERE = (-1, -1)


@dataclass(frozen=True, eq=False, slots=True)
class Verb:
    """Everything that one verb may mean.

    `bare` are the rules that need no other word, `telling` the words that change anything,
    `bearing` on which conditions each of them bears, as bits: those that ask for it, and
    those that ask for nothing but deny it.
    """

    conditions: tuple[Condition, ...] = ()
    bare: tuple[Told, ...] = ()
    telling: frozenset[str] = frozenset()
    bearing: dict[str, int] = field(default_factory=dict)


@cache
def verb_of(conditions: tuple[Condition, ...]) -> Verb:
    """One value for all verbs and forms that the same rules name: it stays small and near."""
    bare = tuple((each.rule, NOWHERE) for each in conditions if not each.objects | each.near)
    bearing: dict[str, int] = {}
    for at, each in enumerate(conditions):
        for word in each.objects | each.near or each.without:
            bearing[word] = bearing.get(word, 0) | 1 << at
    return Verb(conditions, bare, frozenset(bearing), bearing)


def condition_of(rule: Rule) -> Condition:
    """What a rule asks for beside a verb; a noun stands for its plural as well."""
    objects, near, without = (
        frozenset(form for word in words for form in plurals(word))
        for words in (rule.words.objects, rule.words.near, rule.words.without)
    )
    return Condition(rule, objects, near, rule.words.along, without, rule.rank < 0)


NO_VERB = Verb()
