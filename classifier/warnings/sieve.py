"""Which alarms may ring: one look at all texts of a definition at once.

Nearly all definitions end here. A pattern is woken by a word of its rarest group, and only
where each of its other groups has its words somewhere, too.
"""

import re
from functools import cache
from typing import NamedTuple

from classifier.warnings.alarm import Alarm, load_alarms
from classifier.warnings.fold import Glance
from classifier.warnings.group import Needle
from classifier.warnings.pattern import Pattern, longest_first

_UNSPACED = re.compile("[\u0400-\u052f\u0590-\u06ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of the scripts whose needles are stretches."""


class Woken(NamedTuple):
    """The alarms that may ring, each with its patterns that may hold.

    A text that none of `keys` stands in meets no pattern; where not `cased`, that can be told
    of an ASCII text only, as others need folding first.
    """

    alarms: dict[Alarm, list[Pattern]]
    keys: frozenset[str]
    cased: bool


Rows = dict[str, list[tuple[Alarm, Pattern]]]


class Sieve(NamedTuple):
    """The patterns by the words that wake them, and the functions."""

    by_key: Rows
    keys: frozenset[str]
    stretches: re.Pattern[str]
    functions: tuple[Alarm, ...]


@cache
def sieve() -> Sieve:
    """The sieve over every alarm, made once. Raises RuleError for a malformed one."""
    by_key: Rows = {}
    stretches: list[Needle] = []
    for alarm in load_alarms():
        for pattern in alarm.patterns:
            for each in pattern.rarest.needles:
                row = by_key.setdefault(each.key, [])
                row += [] if (alarm, pattern) in row else [(alarm, pattern)]
                stretches += [] if each.parts else [each]
    return Sieve(
        by_key,
        frozenset(by_key).union(*(each.wakes for each in load_alarms())),
        re.compile("|".join(re.escape(each.words) for each in longest_first(stretches))),
        tuple(each for each in load_alarms() if each.look),
    )


SILENT = Woken({}, frozenset(), cased=True)


def woken(seen: Glance) -> Woken:
    """The alarms that may ring in the texts that were seen."""
    compiled = sieve()
    keys = compiled.keys.intersection(seen.row)
    alarms: dict[Alarm, list[Pattern]] = {
        each: [] for each in compiled.functions if each.may and each.may(seen, keys)
    }
    if seen.marks and _UNSPACED.search(seen.marks):
        keys = keys.union(compiled.stretches.findall(seen.plain))
    for key in keys:
        for alarm, pattern in compiled.by_key.get(key, ()):
            if pattern.may_stand(seen) and pattern not in alarms.get(alarm, ()):
                alarms.setdefault(alarm, []).append(pattern)
    if not alarms:
        return SILENT
    standing = (each.keys for patterns in alarms.values() for each in patterns)
    return Woken(alarms, keys & frozenset().union(*standing), seen.cased)
