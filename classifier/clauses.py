"""The verbs of a text's clauses, and phrases anywhere in it, in one pass over its words.

A verb counts where it heads a clause: at the start of a sentence, after the tool as its
subject, after "to" where nothing else heads the sentence, or joined by "and" to a head of
the same form. "list deleted items", "does not delete" and "an order" head nothing.
"""

from collections.abc import Iterator
from itertools import islice

from classifier.guards import GUARD_OF, guarded
from classifier.index import BASE, GERUND, STOPS, Entry
from classifier.rule import Rule
from classifier.sighting import Place, Sighting, chosen
from classifier.words import TOKEN, fold

CLAUSE = 16
"""Words after a verb that may belong to its clause."""
DIRECT = 8
"""Words after a verb that may be its direct object."""
MOST = 64
"""Sightings kept of one text; a rule is kept once for each place."""

_STARTS = STOPS | frozenset(":])—–•|-")
_JOINTS = frozenset(("and", "or", "then", "&", "/", ",", "and/or"))
_SUBJECTS = frozenset(
    "tool this it operation function method endpoint command action will can lets let you us".split()
)
_NOT = frozenset(
    "not never without cannot doesn don won isn no nor instead rather avoid unable didn wouldn".split()
)
_PREPOSITIONS = STOPS | frozenset(
    "from to in on with using for by into via at through between across within against when if "
    "based that which where per as so before after while during under until without about".split()
)
_ADVERBS = frozenset(("also", "then", "just", "please"))
_OTHERS = frozenset(("use", "call", "see", "try", "prefer"))
_THIS = frozenset(("this", "it", "when", "to", "for", "the"))

Found = tuple[Rule, Place, int, int, tuple[int, int] | None]


def text_sightings(text: str, words: dict[str, Entry], field: str) -> list[Sighting]:
    """What the clauses and phrases of `text` say; `field` is the kind of text that it is."""
    tokens = TOKEN.findall(fold(text))
    events = [(at, words[token]) for at, token in enumerate(tokens) if token in words]
    if not events:
        return []
    found: dict[tuple[str, Place], Found] = {}
    for each in _scan(tokens, events, field):
        found.setdefault((each[0].id, each[1]), each)
        if len(found) >= MOST:
            break
    return _located(text, list(found.values()))


def _scan(tokens: list[str], events: list[tuple[int, Entry]], field: str) -> Iterator[Found]:
    form = ""  # of the sentence's head; empty while it has none
    start = 0  # of the sentence
    place = Place.TITLE if field == "title" else Place.LEAD
    negated = closed = False
    for at, entry in events:
        if entry.stop:
            if form:
                place = Place.LATER
            form, start, negated = "", at + 1, False
            continue
        for rule, rest, where in entry.phrases:
            if field in where and tokens[at + 1 : at + 1 + len(rest)] == list(rest):
                yield rule, Place.PHRASE, at, at + len(rest), None
        closed = closed or (entry.section and tokens[at + 1 : at + 2] == [":"])
        if not entry.form or closed or not _heads(tokens, at, start, entry.form, form):
            continue
        negated = _negated(tokens, at, start) or (negated and bool(form))
        form = form or entry.form
        if not negated:
            for rule, guard in _rules(tokens, at, entry):
                yield rule, place, at, at, guard


def _heads(tokens: list[str], at: int, start: int, form: str, head: str) -> bool:
    """Whether the verb at `at` heads a clause of the sentence that begins at `start`."""
    before = at - 1
    if before >= start and (tokens[before].endswith("ly") or tokens[before] in _ADVERBS):
        before -= 1
    if form == GERUND:
        return not head and (before < 0 or tokens[before] in ("for", "by") or before < start)
    if before < start or tokens[before] in _STARTS:
        return True
    word = tokens[before]
    if word in _JOINTS:
        return form == head
    if word == "to":
        return not head and form == BASE and not _of_others(tokens, start)
    return word in _SUBJECTS and not (head and word in ("it", "this"))


def _of_others(tokens: list[str], start: int) -> bool:
    """Whether the sentence speaks of another tool: "Use delete_file to remove it"."""
    first, *after = tokens[start : start + 2]
    return first in _OTHERS and _THIS.isdisjoint(after)


def _negated(tokens: list[str], at: int, start: int) -> bool:
    return not _NOT.isdisjoint(tokens[max(start, at - 3) : at])


def _rules(
    tokens: list[str], at: int, entry: Entry
) -> Iterator[tuple[Rule, tuple[int, int] | None]]:
    clause = _until(tokens, at + 1, CLAUSE, STOPS)
    direct = _until(tokens, at + 1, DIRECT, _PREPOSITIONS)
    for rule in chosen(entry.conditions, direct, clause):
        guard = GUARD_OF.get(rule.id)
        span = guarded(guard, clause) if guard else None
        yield rule, (at + 1 + span[0], at + 1 + span[1]) if span else None


def _until(tokens: list[str], start: int, most: int, stops: frozenset[str]) -> list[str]:
    """The words from `start` on, as far as the first of `stops`."""
    taken = tokens[start : start + most]
    if not stops.isdisjoint(taken):
        return taken[: next(i for i, token in enumerate(taken) if token in stops)]
    return taken


def _located(text: str, found: list[Found]) -> list[Sighting]:
    """Token positions as offsets, by one pass as far as the last position."""
    if not found:
        return []
    last = max(max(end, guard[1] if guard else 0) for _, _, _, end, guard in found)
    spans = [m.span() for m in islice(TOKEN.finditer(fold(text)), last + 1)]
    return [
        Sighting(
            rule,
            place,
            spans[start][0],
            spans[end][1],
            (spans[guard[0]][0], spans[guard[1]][1]) if guard else None,
        )
        for rule, place, start, end, guard in found
    ]
