"""The name and the description read together: each tells how to take the other's words."""

import re
from functools import cache

from catalog.taxonomy import Effect
from classifier.rule import Rule
from classifier.sighting import NONE, Match, Place
from classifier.words import plurals

MILD = (Effect.CREATES, Effect.UPDATES, Effect.OVERWRITES)
GRAVE = (Effect.DELETES, Effect.PAYS, Effect.ADMIN)
"""What a name says is meant, whatever is put before or after the description."""


def still_said(named: list[Match], described: list[Match]) -> list[Match]:
    """The name's matches as the description leaves them, which is more precise.

    `remove_element` alone removes; "Remove elements from an array" tells from what. Where
    the description also says the bare verb, the name keeps it.
    """
    outranked: set[str] = set()
    for _, place, _, _, _, _, guard, outranks in described:
        if outranks and place is Place.LEAD and not guard:
            outranked |= outranks
    if outranked:
        outranked.difference_update([each.rule.id for each in described])
        named = [each for each in named if each.rule.id not in outranked]
    return _as_noun(named, described) if len(named) == 1 else named


def _as_noun(named: list[Match], described: list[Match]) -> list[Match]:
    """The name's one match as that of a noun, if its word is as often one and the description
    opens with a reading alone: `type` may well return the type, `plot_rank` the plot."""
    rule = named[0].rule
    if named[0].words not in rule.words.nouns or rule.tells in GRAVE:
        return named
    opening = {each.rule.rank for each in described if each.place is Place.LEAD}
    if 0 not in opening or max(opening) > 0:
        return named
    return [named[0]._replace(place=Place.NAME_NOUN)]


def as_opening(described: list[Match], named: list[Match], text: str) -> list[Match]:
    """The description's matches, where it opens with a reading alone and the name says none.

    A reading is soon put before anything: the next sentence, if it begins with a change, is
    then taken for an opening, too.
    """
    changes = [each for each in described if each[0].rank > 0 and each[1] in _SENTENCES]
    if not changes or any(each.place is Place.LEAD for each in changes):
        return described
    start = min(each.start for each in changes)
    outranked = NONE.union(*(each.outranks for each in changes))
    if _reads(named, outranked) or not _second(text, start):
        return described
    end = _END.search(text, start)
    last = end.start() if end else len(text)
    return [
        each._replace(place=Place.LEAD) if each in changes and each.start < last else each
        for each in described
    ]


def _reads(named: list[Match], outranked: frozenset[str]) -> bool:
    """Whether the name says a reading that the description does not know better."""
    told = [each for each in named if each.place is Place.NAME and each.rule.rank == 0]
    return any(each.rule.id not in outranked for each in told)


def _second(text: str, start: int) -> bool:
    """Whether a text's second sentence starts there."""
    end = _END.search(text, 0, start)
    return end is not None and not text[end.end() : start].strip()


_END = re.compile(r"[.!?](?=\s|$)|[\n。！？]")
_SENTENCES = (Place.LEAD, Place.ADDED, Place.ALSO, Place.LATER)


def as_nouns(described: list[Match], named: list[Match]) -> list[Match]:
    """The description's matches, where the name says a reading and nothing else: an opening
    word that is as often a noun then tells of mild changes no more than a later sentence.

    `get_logs` with "Logs and monitoring" logs nothing.
    """
    if max([each.rule.rank for each in named], default=-1):
        return described
    return [_as_later(each) if each.rule.tells in MILD else each for each in described]


def _as_later(match: Match) -> Match:
    noun = match.words.partition(" ")[0].lower() in _nouns(match.rule)
    return match._replace(place=Place.LATER) if noun and match.place is Place.LEAD else match


@cache
def _nouns(rule: Rule) -> frozenset[str]:
    """A rule's verbs that are as often nouns, and their plurals."""
    return frozenset(form for noun in rule.words.nouns for form in plurals(noun))
