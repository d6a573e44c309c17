"""A text → what the verbs of its clauses and the phrases anywhere in it say, in one pass."""

from itertools import islice
from typing import NamedTuple

from classifier.grammar import Sentence, may_head
from classifier.guards import GUARD_OF, guarded
from classifier.index import STOPS, THIRD, Entry, Verb
from classifier.reading import Quote
from classifier.rule import Rule
from classifier.sighting import NONE, Match, Place, chosen
from classifier.words import TOKEN, fold

CLAUSE = 16
"""Words after a verb that may belong to its clause."""
MOST = 64
"""Sightings kept of one text; a rule is kept once for each place."""


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
    folded = fold(text)
    tokens = TOKEN.findall(folded)
    events = [(at, words[token]) for at, token in enumerate(tokens) if token in words]
    if not events:
        return []
    found = _scan(tokens, events, field)
    return _located(text, field, folded, tokens, found) if found else []


def _scan(tokens: list[str], events: list[tuple[int, Entry]], field: str) -> list[Found]:
    kind = field.partition("/")[0]  # all of `server/title` is the server's
    found: dict[tuple[Rule, Place], Found] = {}
    sentence = Sentence(0)
    first = Place.TITLE if field == "title" else Place.LEAD
    leading = True
    closed = field not in ("title", "description")
    for at, entry in events:
        if entry.stop:
            if sentence.form:
                leading = leading and sentence.assures
                sentence = Sentence(at + 1)
            sentence.start = at + 1
            continue
        if entry.phrases:
            _add_phrases(found, tokens, at, entry, kind)
        if entry.section and tokens[at + 1 : at + 2] == [":"]:
            closed = True
        if closed or not entry.form:
            continue
        if (at == sentence.start or may_head(tokens[at - 1])) and sentence.heads(tokens, at, entry):
            later = Place.ALSO if entry.form == THIRD else Place.LATER
            _add_verb(found, tokens, at, entry.verb, sentence, first if leading else later)
            if len(found) >= MOST:
                break
    return list(found.values())


def _add_phrases(
    found: dict[tuple[Rule, Place], Found], tokens: list[str], at: int, entry: Entry, kind: str
) -> None:
    for each in entry.phrases:
        if kind in each.where and each.stands(tokens, at):
            first = at - each.before
            match = Found(each.rule, Place.PHRASE, first, first + len(each.row) - 1)
            found.setdefault((each.rule, Place.PHRASE), match)


def _add_verb(
    found: dict[tuple[Rule, Place], Found],
    tokens: list[str],
    at: int,
    verb: Verb,
    sentence: Sentence,
    place: Place,
) -> None:
    clause = tokens[at + 1 : at + 1 + CLAUSE]
    if not STOPS.isdisjoint(clause):
        clause = clause[: next(i for i, word in enumerate(clause) if word in STOPS)]
    sentence.hear(tokens, at, clause)
    rules, outranked = chosen(verb, clause)
    for rule in rules:
        if (rule, place) in found or (sentence.assures and rule.rank == 0):
            continue
        guard = GUARD_OF.get(rule.id)
        span = guarded(guard, clause) if guard else None
        limit = (at + 1 + span[0], at + 1 + span[1]) if span else None
        found[rule, place] = Found(rule, place, at, at, limit, outranked)


def _located(
    text: str, field: str, folded: str, tokens: list[str], found: list[Found]
) -> list[Match]:
    """Positions of words as offsets."""
    spans = _spans(folded, tokens, found)
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


def _spans(
    folded: str, tokens: list[str], found: list[Found]
) -> dict[int, tuple[int, int]] | list[tuple[int, int]]:
    """Start and end of the words at these positions: looked up where a word stands once in the
    text, else by reading the text again as far as the last of them."""
    wanted = {at for each in found for at in (each.first, each.last, *(each.guard or ()))}
    spans = {}
    for at in wanted:
        word = tokens[at]
        if at and folded.count(word) > 1:
            break
        start = folded.find(word)
        spans[at] = (start, start + len(word))
    else:
        return spans
    return [each.span() for each in islice(TOKEN.finditer(folded), max(wanted) + 1)]
