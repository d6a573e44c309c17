"""The name and the description read together: each tells how to take the other's words."""

from functools import cache

from catalog.taxonomy import Effect
from classifier.rule import Rule
from classifier.sighting import Match, Place
from classifier.words import plurals

MILD = (Effect.CREATES, Effect.UPDATES, Effect.OVERWRITES)


def still_said(named: list[Match], described: list[Match]) -> list[Match]:
    """The name's matches as the description leaves them, which is more precise.

    `remove_element` alone removes; "Remove elements from an array" tells from what. Where
    the description also says the bare verb, the name keeps it.
    """
    outranked: set[str] = set()
    for each in described:
        if each.outranks and each.place is Place.LEAD:
            outranked |= each.outranks
    if outranked:
        outranked.difference_update([each.rule.id for each in described])
        named = [each for each in named if each.rule.id not in outranked]
    return _as_noun(named, described) if len(named) == 1 else named


def _as_noun(named: list[Match], described: list[Match]) -> list[Match]:
    """The name's one match as that of a noun, if its word is as often one and the description
    opens with a reading alone: `type` may well return the type, `plot_rank` the plot."""
    if named[0].words not in named[0].rule.words.nouns:
        return named
    opening = {each.rule.rank for each in described if each.place is Place.LEAD}
    if 0 not in opening or max(opening) > 0:
        return named
    return [named[0]._replace(place=Place.NAME_NOUN)]


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
