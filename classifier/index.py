"""All rules compiled into one token index: what a word may mean, found by one look-up."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from classifier.rule import Rule, load_all
from classifier.words import gerunds, plurals, third_person

BASE, THIRD, GERUND = "base", "third", "gerund"
STOPS = frozenset(".!?;:\n")
"""Marks that end a sentence; a new line ends one too, as in lists."""

SECTIONS = frozenset(
    "args arguments parameters params returns return raises example examples".split()
)
"""Words that open a list of parameters or results when a colon follows."""

_NOTHING = re.compile(r"(?!)")


class Condition(NamedTuple):
    """One rule for a verb, and what else must or must not stand in the clause.

    `colours` is true of a rule that says nothing of what the verb itself does.
    """

    rule: Rule
    objects: frozenset[str]
    near: frozenset[str]
    without: frozenset[str]
    colours: bool


@dataclass(slots=True)
class Verb:
    """Everything that one verb may mean.

    `bare` are the rules that need no other word, `telling` the words that change anything.
    """

    conditions: list[Condition] = field(default_factory=list)
    bare: tuple[Rule, ...] = ()
    telling: frozenset[str] = frozenset()

    def add(self, condition: Condition) -> None:
        """One more rule for the verb."""
        rule, objects, near, without, _ = condition
        self.conditions.append(condition)
        self.telling |= objects | near | without
        if not objects and not near:
            self.bare += (rule,)


class Phrase(NamedTuple):
    """One rule for words in a row, kept at the longest of them; `before` stand before it."""

    rule: Rule
    before: int
    row: list[str]
    where: frozenset[str]

    def stands(self, words: list[str], at: int) -> bool:
        """Whether the whole row stands in `words` around the word at `at`."""
        start = at - self.before
        return start >= 0 and words[start : start + len(self.row)] == self.row


@dataclass(slots=True)
class Entry:
    """Everything that one word of a text may be.

    `stop` is true of a mark that ends a sentence, `section` of a word that, before a colon,
    opens a list of parameters or results; `form` is that of a verb, and `pure` is false of
    a verb that is as often a noun.
    """

    stop: bool = False
    section: bool = False
    form: str = ""
    pure: bool = False
    verb: Verb = field(default_factory=Verb)
    phrases: list[Phrase] = field(default_factory=list)


Verbs = defaultdict[str, Verb]
Rows = defaultdict[str, list[tuple[tuple[str, ...], bool, Rule]]]
"""By the last word of a parameter's name: all the words, whether they are the whole name."""


@dataclass(slots=True)
class Index:
    """The compiled rules. Verbs of names stand in their base form, those of texts in any."""

    words: defaultdict[str, Entry] = field(default_factory=lambda: defaultdict(Entry))
    name_verbs: Verbs = field(default_factory=lambda: defaultdict(Verb))
    name_nouns: Verbs = field(default_factory=lambda: defaultdict(Verb))
    name_heads: Verbs = field(default_factory=lambda: defaultdict(Verb))
    name_phrases: defaultdict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    phrased: frozenset[str] = frozenset()
    cjk_verbs: Verbs = field(default_factory=lambda: defaultdict(Verb))
    cjk: re.Pattern[str] = _NOTHING
    parameters: Rows = field(default_factory=lambda: defaultdict(list))
    wakes: defaultdict[str, list[Rule]] = field(default_factory=lambda: defaultdict(list))


@cache
def index() -> Index:
    """The index over every rule, made once. Raises RuleError for a malformed rule."""
    return compile_rules(load_all())


def compile_rules(rules: Iterable[Rule]) -> Index:
    """The index over these rules."""
    made = Index()
    for mark in STOPS:
        made.words[mark].stop = True
    for word in SECTIONS:
        made.words[word].section = True
    for rule in rules:
        _add_verbs(made, rule)
        _add_rows(made, rule)
    longest_first = sorted(made.cjk_verbs, key=len, reverse=True)
    made.phrased = frozenset(made.name_phrases)
    made.cjk = re.compile("|".join(map(re.escape, longest_first))) if longest_first else _NOTHING
    return made


def _add_rows(made: Index, rule: Rule) -> None:
    """What stands as words in a row: phrases, names of parameters."""
    words = rule.words
    for phrase in words.phrases:
        row = phrase.split()
        rarest = max(reversed(row), key=len)
        kept = Phrase(rule, row.index(rarest), row, words.where)
        if "name" in words.where:
            made.name_phrases[rarest].append(kept)
        if words.where != {"name"}:
            made.words[rarest].phrases.append(kept)
    for whole, rows in ((True, words.parameters), (False, words.endings)):
        for each in rows:
            row = tuple(each.split())
            made.parameters[row[-1]].append((row, whole, rule))
    for word in rule.wakes:
        made.wakes[word].append(rule)


def _add_verbs(made: Index, rule: Rule) -> None:
    words = rule.words
    colours = rule.rank < 0
    needs = (_forms(each) for each in (words.objects, words.near, words.without))
    condition = Condition(rule, *needs, colours)
    for word in words.cjk:
        made.cjk_verbs[word].add(condition)
    if "name" in words.where:
        for verb in words.verbs:
            made.name_verbs[verb].add(condition)
        for noun in words.nouns:
            made.name_nouns[noun].add(condition)
        for noun in words.heads:
            made.name_heads[noun].add(condition)
    if "description" in words.where:
        for verb in words.verbs | words.nouns:
            pure = verb in words.verbs and not colours
            for form, word in _inflected(verb):
                _add_form(made.words[word], form, condition, pure=pure)


def _inflected(verb: str) -> list[tuple[str, str]]:
    forms = [(BASE, verb), (THIRD, third_person(verb))]
    return forms + [(GERUND, each) for each in gerunds(verb)]


def _add_form(entry: Entry, form: str, condition: Condition, *, pure: bool) -> None:
    """A word that is forms of two verbs keeps the first."""
    entry.form = entry.form or form
    entry.pure = entry.pure or pure
    entry.verb.add(condition)


def _forms(words: frozenset[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in plurals(word))
