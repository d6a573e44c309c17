"""A text → what the verbs of its clauses and the phrases anywhere in it say, in one pass."""

from classifier.grammar import NO_SENTENCE, Sentence, may_follow
from classifier.guards import GUARD_OF, guarded
from classifier.index import STOPS, THIRD, Entry
from classifier.reading import quote
from classifier.rule import Rule
from classifier.sighting import NONE, Match, Place, chosen, new_match, quoted, until
from classifier.verb import NOWHERE
from classifier.words import Words

CLAUSE = 16
"""Words after a verb that may belong to its clause."""
MOST = 64
"""Sightings kept of one text; a rule is kept once for each place."""


_OPENINGS = {"title": Place.TITLE, "description": Place.LEAD}
"""Where a text's first telling sentence stands. In other fields only phrases count, as do
they after a list of parameters or results has begun."""

Key = tuple[Rule, Place]
Span = tuple[int, int, tuple[int, int] | None, frozenset[str]]
"""First and last position of a rule's words, those of its guard, and what it outranks."""


def text_matches(text: str, field: str, index: dict[str, Entry]) -> list[Match]:
    """What the clauses and phrases of `text`, which stands in `field`, say."""
    words = Words.of_text(text)
    tokens = words.tokens
    events = [(at, index[token]) for at, token in enumerate(tokens) if token in index]
    if not events:
        return []
    found = _scan(tokens, events, field)
    return [_match(key, field, words, span) for key, span in found.items()]


def _scan(tokens: list[str], events: list[tuple[int, Entry]], field: str) -> dict[Key, Span]:
    kind = field.partition("/")[0]  # all of `server/title` is the server's
    found: dict[Key, Span] = {}
    sentence, start = NO_SENTENCE, 0
    opening = place = _OPENINGS.get(field)
    for at, entry in events:
        if entry.stop:
            start = at + 1
            if sentence is not NO_SENTENCE:
                place = Place.LATER if place and sentence.says else place
                sentence = NO_SENTENCE
            continue
        if entry.phrases:
            _add_phrases(found, tokens, at, entry, kind)
        if place and entry.section and tokens[at + 1 : at + 2] == [":"]:
            place = Place.LATER if place is opening else None  # nothing was said before it yet
        if place and entry.form and (at == start or may_follow(tokens[at - 1])):
            sentence = Sentence(start) if sentence is NO_SENTENCE else sentence
            if sentence.heads(tokens, at, entry) and len(found) < MOST:
                _add_verb(found, tokens, at, entry, sentence, place)
    return found


def _add_phrases(
    found: dict[Key, Span], tokens: list[str], at: int, entry: Entry, kind: str
) -> None:
    for each in entry.phrases:
        if kind in each.where and each.stands(tokens, at):
            first = at - each.before
            span = (first, first + len(each.row) - 1, None, NONE)
            found.setdefault((each.rule, Place.PHRASE), span)


def _add_verb(
    found: dict[Key, Span],
    tokens: list[str],
    at: int,
    entry: Entry,
    sentence: Sentence,
    place: Place,
) -> None:
    if place is Place.LATER:
        place = _later(tokens, at, entry)
    clause = until(tokens[at + 1 : at + 1 + CLAUSE], STOPS)
    sentence.hear(tokens, at, clause)
    rules, outranked = chosen(entry.verb, clause)
    for rule, asked in rules:
        sentence.told = sentence.told or rule.rank >= 0
        known = found.get((rule, place))
        if (known and not known[2]) or (sentence.assures and rule.rank == 0):
            continue
        if rule.rank < 0 and place is Place.LATER:
            continue
        guard = GUARD_OF.get(rule.id)
        limit = guarded(guard, clause) if guard else None
        if limit:
            if known:  # what is said once without a guard is not limited
                continue
            limit = (at + 1 + limit[0], at + 1 + limit[1])
        first = last = at
        if asked is not NOWHERE:
            first, last = quoted(rule, at, (at + 1 + asked[0], at + 1 + asked[1]))
        found[rule, place] = (first, last, limit, outranked)


def _later(tokens: list[str], at: int, entry: Entry) -> Place:
    """How plainly a sentence after the first says that the tool does more."""
    if tokens[at - 1] == "also":
        return Place.ADDED
    return Place.ALSO if entry.form == THIRD and entry.pure else Place.LATER  # no plural


def _match(key: Key, field: str, words: Words, span: Span) -> Match:
    """A span of words as offsets into the text."""
    first, last, guard, outranks = span
    limit = quote(field, words.text, *words.span(*guard)) if guard else None
    start, end = words.span(first, last)
    rule, place = key
    return new_match((rule, place, field, words.text[start:end], start, end, limit, outranks))
