"""Which alarms may ring: one look at all texts of a definition at once.

Nearly all definitions end here. A pattern is woken by a word of its rarest group, and only
where each of its other groups has a word somewhere, too.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from classifier.warnings.alarm import Alarm, Glance, load_alarms
from classifier.warnings.fold import FOLD, INVISIBLE, WORDS
from classifier.warnings.pattern import LATIN, Group, Needle, Pattern, longest_first
from classifier.warnings.texts import joined

_UNSPACED = re.compile("[\u0400-\u052f\u0590-\u06ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of the scripts whose needles are stretches."""
Woken = dict[Alarm, list[Pattern]]
"""The alarms that may ring, each with its patterns that may hold."""


_COMMON = frozenset(
    "do don never not no without must should always before after when whenever if first only is are "
    "use using call calling get read add set include provide send put pass copy user users tool tools "
    "this it that all any every each other in to the as of for from into content contents here "
    "parameter field instead need message messages file email change replace value text output".split()
)
"""Words that wake nothing where a pattern has a group without them."""


class Sieve(NamedTuple):
    """The patterns by the words that wake them, and the functions."""

    by_word: dict[str, list[tuple[Alarm, Pattern]]]
    by_stretch: dict[str, list[tuple[Alarm, Pattern]]]
    stretches: re.Pattern[str]
    keys: frozenset[str]
    functions: tuple[Alarm, ...]


@cache
def sieve() -> Sieve:
    """The sieve over every alarm, made once. Raises RuleError for a malformed one."""
    by_word: dict[str, list[tuple[Alarm, Pattern]]] = {}
    by_stretch: dict[str, list[tuple[Alarm, Pattern]]] = {}
    needles: list[Needle] = []
    for alarm in load_alarms():
        for pattern in alarm.patterns:
            for each in rarest(pattern):
                table, word = (by_word, each.key) if each.key else (by_stretch, each.words)
                table.setdefault(word, []).append((alarm, pattern))
                needles += [] if each.key else [each]
    return Sieve(
        by_word,
        by_stretch,
        re.compile("|".join(re.escape(each.words) for each in longest_first(needles))),
        frozenset(by_word),
        tuple(each for each in load_alarms() if each.look),
    )


def rarest(pattern: Pattern) -> Group:
    """The group with the fewest words that stand in half of all texts; the first of such."""
    return min(pattern.groups, key=lambda group: sum(each.key in _COMMON for each in group))


def glance(value: Any) -> Glance:
    """A first look at a definition."""
    raw = joined(value)
    if raw.isascii():
        plain = raw.translate(WORDS)
        words = frozenset(plain.split())
    else:
        plain = INVISIBLE.sub("", raw).translate(FOLD)
        words = frozenset(LATIN.findall(plain))
    return Glance(raw, plain, words)


def woken(seen: Glance) -> Woken:
    """The alarms that may ring in the texts that were seen."""
    alarms: Woken = {each: [] for each in sieve().functions if each.may and each.may(seen)}
    if not sieve().keys.isdisjoint(seen.words):
        found = [each for word in sieve().keys & seen.words for each in sieve().by_word[word]]
        _wake(found, seen, alarms)
    if not seen.raw.isascii() and _UNSPACED.search(seen.plain):
        said = set(sieve().stretches.findall(seen.plain))
        _wake([each for word in said for each in sieve().by_stretch[word]], seen, alarms)
    return alarms


def _wake(found: Iterable[tuple[Alarm, Pattern]], seen: Glance, alarms: Woken) -> None:
    for alarm, pattern in found:
        patterns = alarms.get(alarm, ())
        if pattern not in patterns and all(_stands(group, seen) for group in pattern.groups):
            alarms.setdefault(alarm, []).append(pattern)


def _stands(group: Group, seen: Glance) -> bool:
    return any(
        each.key in seen.words if each.key else each.words in seen.plain for each in group
    )
