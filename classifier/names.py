"""The verb of a name: `delete_file`, `todoist_label_delete`, `imageGenerate`."""

from classifier.index import Condition, Index
from classifier.sighting import Place, Sighting, chosen
from classifier.words import name_words

_NOUN_LIKE = frozenset(("list", "set", "search", "query", "index", "view", "check", "read", "find"))
"""Verbs that give way to a verb in last place: `list_delete`, but not `list_delete_requests`."""
_JOINTS = frozenset(("and", "or", "then"))

Word = tuple[str, int, int]


def name_sightings(name: str, index: Index) -> list[Sighting]:
    """What the name's verb says; where there is none, its last noun."""
    words = name_words(name)
    found: list[Sighting] = []
    for at in _verbs_at(words, index):
        found += _said(words, at, index.name_verbs, Place.NAME)
    if found or not words:
        return found
    if words[-1][0] in index.name_heads:
        return _said(words, len(words) - 1, index.name_heads, Place.NAME_NOUN)
    for at in (0, len(words) - 1, *range(1, len(words) - 1)):
        if words[at][0] in index.name_nouns:
            return _said(words, at, index.name_nouns, Place.NAME if at == 0 else Place.NAME_NOUN)
    return []


def _verbs_at(words: list[Word], index: Index) -> list[int]:
    """Positions of the name's verb, and of verbs joined to it by `and`."""
    verbs = [at for at, word in enumerate(words) if word[0] in index.name_verbs]
    if not verbs:
        return verbs
    first = verbs[0]
    if verbs[-1] == len(words) - 1 and words[first][0] in _NOUN_LIKE:
        first = verbs[-1]
    joined = [at for at in verbs if at > first + 1 and words[at - 1][0] in _JOINTS]
    return [first, *joined]


def _said(
    words: list[Word], at: int, table: dict[str, list[Condition]], place: Place
) -> list[Sighting]:
    word, start, end = words[at]
    others = [each[0] for i, each in enumerate(words) if i != at]
    rules, outranked = chosen(table[word], others[-1:], others)
    if not outranked:
        rules, outranked = chosen(table[word], others, others)
    return [Sighting(rule, place, start, end, None, outranked) for rule in rules]
