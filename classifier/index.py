"""All rules compiled into one token index: what a word may mean, found by one look-up."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from catalog.taxonomy import Effect, Trait
from classifier.rule import Rule, load_all
from classifier.words import gerunds, plurals, third_person

BASE, THIRD, GERUND = "base", "third", "gerund"
STOPS = frozenset(".!?;:\n")
"""Marks that end a sentence; a new line ends one too, as in lists."""

SECTIONS = frozenset(
    "args arguments parameters params returns return raises example examples".split()
)
"""Words that open a list of parameters or results when a colon follows."""


class Condition(NamedTuple):
    """One rule for a verb, and what else must or must not stand in the clause.

    `colours` is true of a rule that says nothing of what the verb itself does.
    """

    rule: Rule
    objects: frozenset[str]
    near: frozenset[str]
    without: frozenset[str]
    colours: bool


class Phrase(NamedTuple):
    """One rule for words in a row, by its first word."""

    rule: Rule
    rest: tuple[str, ...]
    where: frozenset[str]


@dataclass(slots=True)
class Entry:
    """Everything that one word may mean; `stop` for a mark that ends a sentence, `section`
    for a word that, before a colon, opens a list of parameters or results; `verb` is false of
    a word that is as often a noun."""

    stop: bool = False
    section: bool = False
    form: str = ""
    verb: bool = False
    conditions: list[Condition] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)


@dataclass(slots=True)
class Index:
    """The compiled rules; `name_verbs` and `name_nouns` are words in their base form."""

    words: dict[str, Entry]
    parameter_words: dict[str, Entry]
    name_verbs: dict[str, list[Condition]]
    name_nouns: dict[str, list[Condition]]
    name_heads: dict[str, list[Condition]]
    parameters: dict[str, list[tuple[tuple[str, ...], bool, Rule]]]
    wakes: dict[str, list[Rule]]
    cjk: re.Pattern[str]
    cjk_words: dict[str, list[Condition]]


COLOURS: frozenset[Effect | Trait] = frozenset(Trait) | {
    Effect.ADMIN,
    Effect.SECRETS,
    Effect.INGESTS,
    Effect.BULK,
}
"""What is said beside an effect and makes no category of its own."""


@cache
def index() -> Index:
    """The index over every rule, made once. Raises RuleError for a malformed rule."""
    return compile_rules(load_all())


def compile_rules(rules: Iterable[Rule]) -> Index:
    """The index over these rules."""
    words: defaultdict[str, Entry] = defaultdict(Entry)
    names: tuple[defaultdict[str, list[Condition]], ...] = tuple(
        defaultdict(list) for _ in range(4)
    )
    parameters: defaultdict[str, list[tuple[tuple[str, ...], bool, Rule]]] = defaultdict(list)
    wakes: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        _add_verbs(rule, words, names)
        for phrase in rule.words.phrases:
            first, *rest = phrase.split()
            words[first].phrases.append(Phrase(rule, tuple(rest), rule.words.where))
        for whole, rows in ((True, rule.words.parameters), (False, rule.words.endings)):
            for phrase in rows:
                row = tuple(phrase.split())
                parameters[row[-1]].append((row, whole, rule))
        for word in rule.wakes:
            wakes[word].append(rule)
    for mark in STOPS:
        words[mark].stop = True
    for word in SECTIONS:
        words[word].section = True
    verbs, nouns, heads, cjk = names
    pattern = "|".join(sorted(map(re.escape, cjk), key=len, reverse=True))
    return Index(
        dict(words),
        _of_parameters(words),
        dict(verbs),
        dict(nouns),
        dict(heads),
        dict(parameters),
        dict(wakes),
        re.compile(pattern or r"(?!)"),
        dict(cjk),
    )


def _add_verbs(
    rule: Rule,
    words: defaultdict[str, Entry],
    names: tuple[defaultdict[str, list[Condition]], ...],
) -> None:
    condition = Condition(
        rule,
        _forms(rule.words.objects),
        _forms(rule.words.near),
        _forms(rule.words.without),
        COLOURS.issuperset(rule.says),
    )
    listed = (rule.words.verbs, rule.words.nouns, rule.words.heads, rule.words.cjk)
    for target, source in zip(names, listed, strict=True):
        if "name" in rule.words.where or source is rule.words.cjk:
            for word in source:
                target[word].append(condition)
    if "description" not in rule.words.where:
        return
    for verb in rule.words.verbs | rule.words.nouns:
        pure = verb in rule.words.verbs
        _add_form(words[verb], BASE, condition, pure=pure)
        _add_form(words[third_person(verb)], THIRD, condition, pure=pure)
        for gerund in gerunds(verb):
            _add_form(words[gerund], GERUND, condition, pure=pure)


def _add_form(entry: Entry, form: str, condition: Condition, *, pure: bool) -> None:
    """A word that is two forms (`cancels` of `cancel`, never of another) keeps the first."""
    entry.form = entry.form or form
    entry.verb = entry.verb or (pure and not condition.colours)
    entry.conditions.append(condition)


def _forms(words: frozenset[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in plurals(word))


def _of_parameters(words: dict[str, Entry]) -> dict[str, Entry]:
    """The part of the index that looks into descriptions of parameters: phrases alone."""
    phrases = {
        word: [each for each in entry.phrases if "parameter" in each.where]
        for word, entry in words.items()
    }
    return {word: Entry(phrases=kept) for word, kept in phrases.items() if kept}
