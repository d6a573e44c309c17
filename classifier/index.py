"""All rules compiled into one token index: what a word may mean, found by one look-up."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, TypeVar

from classifier.rule import Rule, Words, load_all
from classifier.verb import NO_VERB, Condition, Verb, condition_of, verb_of
from classifier.words import gerunds, third_person

BASE, THIRD, GERUND = "base", "third", "gerund"
STOPS = frozenset(".!?;:\n>。！？；")
"""Marks that end a sentence; a new line ends one too, as in lists."""

SECTIONS = frozenset(
    "args arguments parameters params returns return raises example examples".split()
)
"""Words that open a list of parameters or results when a colon follows."""


T = TypeVar("T")


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
    verb: Verb = NO_VERB
    phrases: list[Phrase] = field(default_factory=list)


Verbs = dict[str, Verb]
Rows = dict[str, list[tuple[tuple[str, ...], bool, Rule]]]
"""By the last word of a parameter's name: all the words, whether they are the whole name."""


@dataclass(slots=True)
class Index:
    """The compiled rules. Verbs of names stand in their base form, those of texts in any."""

    words: dict[str, Entry]
    name_verbs: Verbs
    name_nouns: Verbs
    name_heads: Verbs
    name_phrases: dict[str, list[Phrase]]
    phrased: frozenset[str]
    cjk_verbs: Verbs
    cjk: re.Pattern[str]
    parameters: Rows
    wakes: dict[str, list[Rule]]


@cache
def index() -> Index:
    """The index over every rule, made once. Raises RuleError for a malformed rule."""
    return compile_rules(load_all())


def compile_rules(rules: Iterable[Rule]) -> Index:
    """The index over these rules."""
    conditions = [condition_of(rule) for rule in rules]
    named = [each for each in conditions if "name" in each.rule.words.where]
    cjk = _verbs(conditions, lambda words: words.cjk)
    phrases = _phrases(each.rule for each in named)
    return Index(
        words=_text_words(conditions),
        name_verbs=_verbs(named, lambda words: words.verbs),
        name_nouns=_verbs(named, lambda words: words.nouns),
        name_heads=_verbs(named, lambda words: words.heads),
        name_phrases=phrases,
        phrased=frozenset(phrases),
        cjk_verbs=cjk,
        cjk=re.compile("|".join(map(re.escape, sorted(cjk, key=len, reverse=True))) or r"(?!)"),
        parameters=_parameters(each.rule for each in conditions),
        wakes=_grouped((word, each.rule) for each in conditions for word in each.rule.wakes),
    )


def _verbs(conditions: Iterable[Condition], of: Callable[[Words], frozenset[str]]) -> Verbs:
    grouped = _grouped((word, each) for each in conditions for word in sorted(of(each.rule.words)))
    return {word: verb_of(tuple(each)) for word, each in grouped.items()}


def _phrases(rules: Iterable[Rule]) -> dict[str, list[Phrase]]:
    """Phrases by their longest word, which is likely their rarest."""
    found = []
    for rule in rules:
        for row in map(str.split, sorted(rule.words.phrases)):
            rarest = max(reversed(row), key=len)
            found.append((rarest, Phrase(rule, row.index(rarest), row, rule.words.where)))
    return _grouped(found)


def _parameters(rules: Iterable[Rule]) -> Rows:
    found: list[tuple[str, tuple[tuple[str, ...], bool, Rule]]] = []
    for rule in rules:
        for whole, rows in ((True, rule.words.parameters), (False, rule.words.endings)):
            split = map(tuple, map(str.split, sorted(rows)))
            found += [(row[-1], (row, whole, rule)) for row in split]
    return _grouped(found)


def _text_words(conditions: Iterable[Condition]) -> dict[str, Entry]:
    """Every word of a text that may mean something, in every form."""
    words: defaultdict[str, Entry] = defaultdict(Entry)
    for mark in STOPS:
        words[mark].stop = True
    for word in SECTIONS:
        words[word].section = True
    in_texts = [each for each in conditions if each.rule.words.where != {"name"}]
    for word, phrases in _phrases(each.rule for each in in_texts).items():
        words[word].phrases = phrases
    described = [each for each in in_texts if "description" in each.rule.words.where]
    for word, verb in _verbs(described, lambda words: words.verbs | words.nouns).items():
        pure = not any(word in each.rule.words.nouns for each in verb.conditions)
        for form, inflected in _inflected(word):
            entry = words[inflected]
            if not entry.form:  # a word that is forms of two verbs keeps the first
                entry.form, entry.pure, entry.verb = form, pure, verb
    return dict(words)


def _inflected(verb: str) -> list[tuple[str, str]]:
    forms = [(BASE, verb), (THIRD, third_person(verb))]
    return forms + [(GERUND, each) for each in gerunds(verb)]


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
