"""Which alarms may ring: one look at all texts of a definition at once.

Nearly all definitions end here. An alarm is woken by a word, a mark or a sign; a pattern by
a word of its rarest group, and only where each of its other groups has its words somewhere,
too.
"""

import re
from functools import cache
from typing import NamedTuple

from classifier.warnings.alarm import Alarm, load_alarms
from classifier.warnings.fold import FOREIGN, Glance, glance
from classifier.warnings.group import Needle
from classifier.warnings.pattern import Pattern, longest_first

_UNSPACED = re.compile("[\u0400-\u052f\u0590-\u06ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of the scripts whose needles are stretches."""


class Woken(NamedTuple):
    """The functions that may find something, and the patterns that may hold.

    A text that none of `keys` stands in meets no pattern; where not `cased`, that can be told
    of an ASCII text only, as others need folding first.
    """

    functions: frozenset[Alarm]
    patterns: dict[Alarm, list[Pattern]]
    keys: frozenset[str]
    cased: bool


class Waking(NamedTuple):
    """What a word wakes: a pattern, if each of its gates has a word there; else a function."""

    gates: tuple[frozenset[str], ...]
    alarm: Alarm
    pattern: Pattern | None


class Sieve(NamedTuple):
    """What each word wakes, and all words that anything asks for."""

    wakes: dict[str, list[Waking]]
    keys: frozenset[str]
    words: frozenset[str]
    stretches: re.Pattern[str]


@cache
def sieve() -> Sieve:
    """The sieve over every alarm, made once. Raises RuleError for a malformed one."""
    wakes: dict[str, list[Waking]] = {}
    stretches: list[Needle] = []
    for alarm in load_alarms():
        for sign in alarm.wakes:
            wakes.setdefault(sign, []).append(Waking((), alarm, None))
        for pattern in alarm.patterns:
            for each in pattern.rarest.needles:
                wakes.setdefault(each.key, []).append(Waking(pattern.gates, alarm, pattern))
                stretches += [] if each.parts else [each]
    patterns = [each for alarm in load_alarms() for each in alarm.patterns]
    return Sieve(
        wakes,
        frozenset(wakes),
        frozenset(wakes).union(*(group.words for each in patterns for group in each.groups)),
        re.compile("|".join(re.escape(each.words) for each in longest_first(stretches))),
    )


def look(text: str) -> Glance:
    """A first look at a text, for all words that alarms ask for."""
    return glance(text, sieve().words)


def woken(seen: Glance) -> Woken | None:
    """What may find something in the texts that were seen, if anything."""
    compiled, words = sieve(), seen.words
    keys = compiled.keys & words
    if FOREIGN in keys and _UNSPACED.search(seen.raw):
        keys = keys.union(compiled.stretches.findall(seen.plain))
    awake: list[tuple[str, Waking]] = []
    for key in keys:
        for waking in compiled.wakes[key]:
            for gate in waking[0]:
                if gate.isdisjoint(words):
                    break
            else:
                awake.append((key, waking))
    return _standing(seen, awake) if awake else None


def _standing(seen: Glance, awake: list[tuple[str, Waking]]) -> Woken | None:
    """Those of what is awake that may find something."""
    functions: set[Alarm] = set()
    patterns: dict[Alarm, list[Pattern]] = {}
    keys: set[str] = set()
    for key, (_, alarm, pattern) in awake:
        if pattern is None:
            functions.add(alarm)
        elif pattern.may_stand(seen):
            keys.add(key)
            standing = patterns.setdefault(alarm, [])
            standing += [] if pattern in standing else [pattern]
    functions = {each for each in functions if not each.may or each.may(seen)}
    if not functions and not patterns:
        return None
    return Woken(frozenset(functions), patterns, frozenset(keys), seen.cased)
