"""Which alarms may ring: one look at all texts of a definition at once.

Nearly all definitions end here. A function is woken by what it waits for; a pattern by a key
of its rarest group, and only where each of its other groups has one somewhere, too.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from classifier.warnings.alarm import Alarm, load_alarms
from classifier.warnings.look import ENDLESS, UNFOLDED, Keys, Seen
from classifier.warnings.pattern import Pattern

_WORD = re.compile("[a-z0-9]+")


class Waking(NamedTuple):
    """What a key wakes: a pattern, if each of its gates has a key there, or a function."""

    gates: tuple[frozenset[str], ...]
    alarm: Alarm
    pattern: Pattern | None


class Woken(NamedTuple):
    """The functions that may find something, and the patterns that may hold.

    A text in which none of `keys` stands as it is written holds no pattern, unless it is
    `unfolded`: then that cannot be told before it is.
    """

    functions: frozenset[Alarm]
    patterns: dict[Alarm, list[Pattern]]
    keys: frozenset[str]
    unfolded: bool


class Sieve(NamedTuple):
    """What each key wakes, and all keys that anything asks for."""

    wakes: dict[str, list[Waking]]
    waking: frozenset[str]
    keys: Keys


@cache
def sieve() -> Sieve:
    """The sieve over every alarm, made once. Raises RuleError for a malformed one."""
    wakes: dict[str, list[Waking]] = {}
    needles: set[str] = set()
    wanted: set[str] = set()
    for alarm in load_alarms():
        for each in alarm.wakes:
            wakes.setdefault(each, []).append(Waking((), alarm, None))
            wanted.add(each)
        for pattern in alarm.patterns:
            needles |= pattern.words
            for each in pattern.rarest.keys:
                wakes.setdefault(each, []).append(Waking(pattern.gates, alarm, pattern))
    words = {each for each in needles | wanted if _WORD.fullmatch(each)}
    return Sieve(wakes, frozenset(wakes), Keys(words, needles - words, wanted - words - {ENDLESS}))


def look(text: str) -> Seen:
    """A first look at a text."""
    return sieve().keys.look(text)


def woken(seen: Seen) -> Woken | None:
    """What may find something in the texts that were seen, if anything."""
    compiled, keys = sieve(), seen.keys
    awake: list[Waking] = []
    for key in compiled.waking & keys:
        for waking in compiled.wakes[key]:
            for gate in waking[0]:
                if gate.isdisjoint(keys):
                    break
            else:
                awake.append(waking)
    return _standing(seen, awake) if awake else None


def _standing(seen: Seen, awake: Iterable[Waking]) -> Woken | None:
    """Those of what is awake that may find something."""
    functions: set[Alarm] = set()
    patterns: dict[Alarm, list[Pattern]] = {}
    for _, alarm, pattern in dict.fromkeys(awake):
        if pattern is None:
            functions.add(alarm)
        elif pattern.may_stand(seen.keys):
            patterns.setdefault(alarm, []).append(pattern)
    functions = {each for each in functions if not each.may or each.may(seen)}
    if not functions and not patterns:
        return None
    standing = (each.rarest.keys for row in patterns.values() for each in row)
    keys = seen.keys.intersection(frozenset().union(*standing))
    return Woken(frozenset(functions), patterns, keys, UNFOLDED in seen.keys)
