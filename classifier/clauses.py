"""A text → what the verbs of its clauses and the phrases anywhere in it say, in one pass."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from classifier.grammar import Sentence
from classifier.guards import GUARD_OF, guarded
from classifier.index import STOPS, THIRD, Entry
from classifier.reading import Quote
from classifier.rule import Rule
from classifier.sighting import NONE, Match, Place, chosen
from classifier.words import TOKEN, fold

CLAUSE = 16
"""Words after a verb that may belong to its clause."""
DIRECT = 8
"""Words after a verb that may be its direct object."""
MOST = 64
"""Sightings kept of one text; a rule is kept once for each place."""

_PREPOSITIONS = STOPS | frozenset(
    "from to in on with using for by into via at through between across within against when if "
    "based that which where per as so before after while during under until without about".split()
)


class Found(NamedTuple):
    """What was found, by positions of words, before they are looked up in the text."""

    rule: Rule
    place: Place
    first: int
    last: int
    guard: tuple[int, int] | None = None
    outranks: frozenset[str] = NONE


def text_matches(text: str, field: str, words: dict[str, Entry]) -> list[Match]:
    """What the clauses and phrases of `text`, which stands in `field`, say."""
    tokens = TOKEN.findall(fold(text))
    events = [(at, words[token]) for at, token in enumerate(tokens) if token in words]
    if not events:
        return []
    found: dict[tuple[Rule, Place], Found] = {}
    for each in _scan(tokens, events, field):
        found.setdefault(each[:2], each)
        if len(found) >= MOST:
            break
    return _located(text, field, list(found.values())) if found else []


def _scan(tokens: list[str], events: list[tuple[int, Entry]], field: str) -> Iterator[Found]:
    kind = field.partition("/")[0]  # all of `server/title` is the server's
    sentence = Sentence(0)
    first = Place.TITLE if field == "title" else Place.LEAD
    leading = True
    closed = field not in ("title", "description")
    for at, entry in events:
        if entry.stop:
            leading = leading and not sentence.form
            sentence = Sentence(at + 1)
            continue
        for rule, rest, where in entry.phrases:
            if kind in where and tokens[at + 1 : at + 1 + len(rest)] == rest:
                yield Found(rule, Place.PHRASE, at, at + len(rest))
        if entry.section and tokens[at + 1 : at + 2] == [":"]:
            closed = True
        if entry.form and not closed and sentence.heads(tokens, at, entry):
            later = Place.ALSO if entry.form == THIRD else Place.LATER
            yield from _said(tokens, at, entry, first if leading else later)


def _said(tokens: list[str], at: int, entry: Entry, place: Place) -> Iterator[Found]:
    clause = _until(tokens, at + 1, CLAUSE, STOPS)
    direct = _until(tokens, at + 1, DIRECT, _PREPOSITIONS)
    rules, outranked = chosen(entry.verb, direct, clause)
    for rule in rules:
        limit = None
        if rule.id in GUARD_OF:
            span = guarded(GUARD_OF[rule.id], clause)
            limit = (at + 1 + span[0], at + 1 + span[1]) if span else None
        yield Found(rule, place, at, at, limit, outranked)


def _until(tokens: list[str], start: int, most: int, stops: frozenset[str]) -> list[str]:
    """The words from `start` on, as far as the first of `stops`."""
    taken = tokens[start : start + most]
    if not stops.isdisjoint(taken):
        return taken[: next(i for i, token in enumerate(taken) if token in stops)]
    return taken


def _located(text: str, field: str, found: list[Found]) -> list[Match]:
    """Positions of words as offsets, by one pass as far as the last position."""
    furthest = max(max(each.last, each.guard[1] if each.guard else 0) for each in found)
    spans = [m.span() for m in islice(TOKEN.finditer(fold(text)), furthest + 1)]
    return [
        Match(
            rule,
            place,
            field,
            text,
            spans[first][0],
            spans[last][1],
            Quote(field, text, spans[guard[0]][0], spans[guard[1]][1]) if guard else None,
            outranks,
        )
        for rule, place, first, last, guard, outranks in found
    ]
