"""A text → what the verbs of its clauses and the phrases anywhere in it say, in one pass."""

from classifier.grammar import Sentence
from classifier.guards import GUARD_OF, guarded
from classifier.index import STOPS, THIRD, Entry, Verb
from classifier.reading import quote
from classifier.rule import Rule
from classifier.sighting import NONE, Match, Place, chosen, until
from classifier.words import Words

CLAUSE = 16
"""Words after a verb that may belong to its clause."""
MOST = 64
"""Sightings kept of one text; a rule is kept once for each place."""


Key = tuple[Rule, Place]
Span = tuple[int, int, tuple[int, int] | None, frozenset[str]]
"""First and last position of a rule's words, those of its guard, and what it outranks."""


def text_matches(text: str, field: str, index: dict[str, Entry]) -> list[Match]:
    """What the clauses and phrases of `text`, which stands in `field`, say."""
    words = Words(text)
    tokens = words.tokens
    events = [(at, index[token]) for at, token in enumerate(tokens) if token in index]
    if not events:
        return []
    found = _scan(tokens, events, field)
    return [_match(key, field, words, span) for key, span in found.items()]


def _scan(tokens: list[str], events: list[tuple[int, Entry]], field: str) -> dict[Key, Span]:
    kind = field.partition("/")[0]  # all of `server/title` is the server's
    found: dict[Key, Span] = {}
    sentence = Sentence(0)
    first = Place.TITLE if field == "title" else Place.LEAD
    leading = True
    closed = field not in ("title", "description")
    for at, entry in events:
        if entry.stop:
            leading = leading and (not sentence.form or sentence.assures)
            sentence = sentence.after(at)
            continue
        if entry.phrases:
            _add_phrases(found, tokens, at, entry, kind)
        if entry.section and tokens[at + 1 : at + 2] == [":"]:
            closed = True
        if closed or not entry.form:
            continue
        if sentence.heads(tokens, at, entry):
            later = Place.ALSO if entry.form == THIRD else Place.LATER
            _add_verb(found, tokens, at, entry.verb, sentence, first if leading else later)
            if len(found) >= MOST:
                break
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
    verb: Verb,
    sentence: Sentence,
    place: Place,
) -> None:
    clause = until(tokens[at + 1 : at + 1 + CLAUSE], STOPS)
    sentence.hear(tokens, at, clause)
    rules, outranked = chosen(verb, clause)
    for rule in rules:
        if (rule, place) in found or (sentence.assures and rule.rank == 0):
            continue
        guard = GUARD_OF.get(rule.id)
        limit = guarded(guard, clause) if guard else None
        if limit:
            limit = (at + 1 + limit[0], at + 1 + limit[1])
        found[rule, place] = (at, at, limit, outranked)


def _match(key: Key, field: str, words: Words, span: Span) -> Match:
    """A span of words as offsets into the text."""
    first, last, guard, outranks = span
    limit = None
    if guard:
        limit = quote(field, words.text, words.start(guard[0]), words.end(guard[1]))
    start = words.start(first)
    end = start + len(words.tokens[first]) if first == last else words.end(last)
    return Match(*key, field, words.text[start:end], start, end, limit, outranks)
