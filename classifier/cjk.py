"""Verbs of Chinese, Japanese and Korean texts, which stand without spaces.

A Chinese verb opens its clause; the Japanese and Korean words of the rules are inflected
as main verbs, which close it. So the first of them in a clause is taken, in the first
sentence anywhere, later only near the clause's start.
"""

import re

from classifier.index import Index
from classifier.sighting import Match, Place, chosen

_CLAUSE = re.compile(r"[^。！？!?\n；;，,：:.]+|[。！？\n；]")
_SENTENCE_ENDS = frozenset("。！？\n；")
_OPENING = 6
"""Characters before a verb that may still open a clause: 该工具可以, 用于批量."""


def cjk_matches(text: str, field: str, index: Index) -> list[Match]:
    """What the main verbs of `text` say."""
    found: dict[tuple[str, Place], Match] = {}
    place = Place.LEAD
    for clause in _CLAUSE.finditer(text):
        if clause[0] in _SENTENCE_ENDS:
            place = Place.LATER if found else place
            continue
        verb = index.cjk.search(text, clause.start(), clause.end())
        if verb is None or (found and verb.start() - clause.start() > _OPENING):
            continue
        told = index.cjk_verbs[verb[0]]
        words = [word for word in told.telling if word in clause[0]]
        rules, outranked = chosen(told, words, words)
        for rule in rules:
            match = Match(rule, place, field, verb[0], verb.start(), verb.end(), None, outranked)
            found.setdefault((rule.id, place), match)
    return list(found.values())
