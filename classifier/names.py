"""The verb of a name: `delete_file`, `todoist_label_delete`, `imageGenerate`."""

from collections.abc import Sequence

from classifier.index import Index
from classifier.rule import Rule
from classifier.sighting import NONE, Match, Place, chosen, new_match, quoted
from classifier.verb import NOWHERE, Told, Verb
from classifier.words import Words

_NOUN_LIKE = frozenset(("list", "set", "search", "query", "index", "view", "check", "read", "find"))
"""Verbs that give way to a verb in last place: `list_delete`, but not `list_delete_requests`."""
_RESOURCES = frozenset(("list", "set", "query", "index", "view"))
"""Of these, what can be acted on itself: `list_move`, but `find_duplicate`."""
_ENDINGS = frozenset(
    "resume archive trigger duplicate run store leave change link move import export start stop "
    "pause patch fork clone save merge commit update design post order invoice".split()
)
"""Verbs that in last place are as often nouns: `check_resume`, `list_jobs_of_run`."""
_GETTERS = frozenset(("get", "fetch", "retrieve", "describe"))
"""Verbs that are nothing else, so that a word before them names a product: `close_get_lead`."""
_JOINTS = frozenset(("and", "or", "then"))
_TWO = 2
MOST = 16
"""Verbs of one name that are looked at: no name of a real tool joins more than three."""

_COMPOUNDS = frozenset(
    (
        "pull request",
        "pull requests",
        "merge request",
        "merge requests",
        "check run",
        "check runs",
        "check suite",
    )
)
"""Nouns of two words, the first of which looks like a verb."""
_FIRSTS = frozenset(each.split()[0] for each in _COMPOUNDS)

Table = dict[str, Verb]
Found = tuple[int, int, Rule, Place, frozenset[str]]
"""First and last position of the words that a rule found."""


def name_matches(name: str, index: Index, field: str = "name") -> list[Match]:
    """What the name's verb says; where there is none, its last noun."""
    name_words = Words.of_name(name)
    words = name_words.tokens
    if not words:
        return []
    if words[-1] == "tool" and len(words) > 1:  # says nothing that every name could not say
        words.pop()
    found = _by_verbs(words, index) or _by_nouns(words, index)
    if not index.phrased.isdisjoint(words):
        found += _phrases(words, index)
    return [_match(each, name_words, field) for each in found]


def _match(found: Found, words: Words, field: str) -> Match:
    first, last, rule, place, outranks = found
    start, end = words.span(first, last)
    return new_match((rule, place, field, words.text[start:end], start, end, None, outranks))


def _phrases(words: list[str], index: Index) -> list[Found]:
    return [
        (at - each.before, at - each.before + len(each.row) - 1, each.rule, Place.PHRASE, NONE)
        for at, word in enumerate(words)
        for each in index.name_phrases.get(word, ())
        if each.stands(words, at)
    ]


def _by_verbs(words: list[str], index: Index) -> list[Found]:
    table = index.name_verbs
    verbs = [at for at, word in enumerate(words) if word in table]
    if verbs and not _FIRSTS.isdisjoint(words):
        verbs = [at for at in verbs if " ".join(words[at : at + 2]) not in _COMPOUNDS]
    found: list[Found] = []
    for at in verbs if len(verbs) < _TWO else _main(words, verbs):
        found += _said(words, at, table, Place.NAME)
    return found


def _by_nouns(words: list[str], index: Index) -> list[Found]:
    """A noun that tells as a verb in first place, else what the last noun means, else
    a reading that any tells."""
    last = len(words) - 1
    if words[last] in index.name_heads:
        return _said(words, last, index.name_heads, Place.NAME_NOUN)
    nouns = index.name_nouns
    if words[0] in nouns:
        return _said(words, 0, nouns, Place.NAME)
    places = [at for at in (last, *range(1, last)) if words[at] in nouns]
    for at in places:
        found = _said(words, at, nouns, Place.NAME)
        if any(outranked for *_, outranked in found):  # with its object it can only be a verb
            return found
    found = _said(words, places[0], nouns, Place.NAME_NOUN) if places else []
    return found if words[last] in nouns else [each for each in found if each[2].rank <= 0]


def _main(words: list[str], verbs: list[int]) -> list[int]:
    """Of the positions of verbs, that of the name's own, and of those joined to it by `and`."""
    first, last = verbs[0], verbs[-1]
    if words[verbs[1]] in _GETTERS and verbs[1] == first + 1:
        first = verbs[1]
    elif last == len(words) - 1 and words[first] in _NOUN_LIKE:
        acted_on = last == first + 1 and words[first] in _RESOURCES
        first = last if acted_on or words[last] not in _ENDINGS else first
    joined = [at for at in verbs if at > first + 1 and words[at - 1] in _JOINTS]
    return [first, *joined[:MOST]]


def _said(words: list[str], at: int, table: Table, place: Place) -> list[Found]:
    """The rules for a verb of a name."""
    others = words[:at] + words[at + 1 :]
    rules, outranked = chosen(table[words[at]], others, others)
    if len(rules) > 1 and len(others) > 1:
        rules = _by_last_noun(rules, others[-1])
    return [
        (at, at, rule, place, outranked)
        if asked is NOWHERE
        else (*_shown(rule, at, asked), rule, place, outranked)
        for rule, asked in rules
    ]


def _shown(rule: Rule, at: int, asked: tuple[int, int]) -> tuple[int, int]:
    """The positions to quote; `asked` are those among the words beside the verb."""
    first, last = asked
    return quoted(rule, at, (first + (first >= at), last + (last >= at)))


def _by_last_noun(rules: Sequence[Told], noun: str) -> Sequence[Told]:
    """Of rules that ask for different objects, those that the last noun meets, if any does:
    `run_impact_analysis` is an analysis, whatever `impact` might be."""
    singular = {noun, noun.removesuffix("s"), noun.removesuffix("es")}
    met = [each for each in rules if not singular.isdisjoint(each[0].words.objects)]
    if not any(rule.rank >= 0 for rule, _ in met):
        return rules
    return [each for each in rules if each in met or each[0].rank < 0]
