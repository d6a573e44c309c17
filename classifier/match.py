"""A tool and its context → matches: which rule found which words of which field."""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from catalog.model.tool import Context, Tool
from catalog.taxonomy import Effect, Trait
from classifier.actions import Action, actions_of, acts, choice_matches, objects_of
from classifier.agreement import as_nouns, as_opening, still_said
from classifier.cjk import cjk_matches
from classifier.clauses import text_matches
from classifier.guards import GUARD_OF, limit
from classifier.index import Index, index
from classifier.names import name_matches
from classifier.plain import plain_name, read_plain
from classifier.reading import TEXT, Parameter, Quote, Reading, read_parameters
from classifier.rule import Rule
from classifier.sighting import Match, Place
from classifier.words import Words


class Seen(NamedTuple):
    """What the rules find in a tool's own words; of each of its actions, again apart."""

    matches: list[Match]
    actions: list[tuple[Action, list[Match]]]


def match(tool: Tool) -> Seen:
    """Everything that any rule finds in the tool's own words."""
    compiled = index()
    named = read_plain(tool.name, partial(name_matches, index=compiled), name=True)
    found: list[Match] = []
    if tool.description:
        found = _text(tool.description, "description", compiled)
        found = as_opening(found, named, tool.description)
        named, found = still_said(named, found), as_nouns(found, named)
    if tool.title:
        found = _text(tool.title, "title", compiled) + found
    found = named + found
    actions: list[tuple[Action, list[Match]]] = []
    if tool.input_schema:
        found += _parameters(tool, compiled, actions)
    return Seen(found, actions)


def server_matches(context: Context) -> list[Match]:
    """What the server's title and description say."""
    words = index().words
    return [
        each._replace(place=Place.SERVER)
        for field, text in (
            ("server/title", context.title),
            ("server/description", context.description),
        )
        if text
        for each in read_plain(text[:TEXT], partial(text_matches, field=field, index=words))
    ]


def _text(text: str, field: str, compiled: Index) -> list[Match]:
    return read_plain(text[:TEXT], partial(_plain_text, field=field, compiled=compiled))


def _plain_text(text: str, field: str, compiled: Index) -> list[Match]:
    found = text_matches(text, field, compiled.words)
    return found if text.isascii() else found + cjk_matches(text, field, compiled)


def _parameters(
    tool: Tool, compiled: Index, actions: list[tuple[Action, list[Match]]]
) -> list[Match]:
    found: list[Match] = []
    parameters = read_parameters(tool.input_schema)
    awake: list[Rule] = []
    choosing: dict[str, list[Parameter]] = {}
    for each in parameters:
        meaning = meaning_of(each.name)
        if meaning is None:
            continue
        found += [
            _named(each, rule) for rule in meaning.rules if not (_free(rule) and each.choices)
        ]
        awake += meaning.checks
        if meaning.acts:
            choosing.setdefault(each.name, []).append(each)
    for alike in choosing.values():
        actions += _chosen(tool, alike, compiled)
    found += [each for _, said in actions for each in said]
    if awake:
        found += _checked(Reading(tool, parameters), awake)
    return found


def _free(rule: Rule) -> bool:
    """Whether the rule holds only of what the caller words freely."""
    return rule.tells is Effect.EXECUTES or Trait.FREE_INPUT in rule.says


class Meaning(NamedTuple):
    """What the name of a parameter tells.

    `rules` are those that it meets, `checks` the functions that it wakes; `acts` is true
    where its choices may be verbs.
    """

    rules: tuple[Rule, ...]
    checks: tuple[Rule, ...]
    acts: bool


@lru_cache(maxsize=32768)
def meaning_of(name: str) -> Meaning | None:
    """What the name tells, if anything: servers name their parameters alike."""
    compiled = index()
    words = tuple(Words.of_name(plain_name(name)).tokens)
    if not words:
        return None
    last = words[-1]
    met = tuple(
        rule
        for row, whole, rule in compiled.parameters.get(last, ())
        if words == row or (not whole and words[-len(row) :] == row)
    )
    meaning = Meaning(met, tuple(compiled.wakes.get(last, ())), acts(words))
    return meaning if any(meaning) else None


def _named(parameter: Parameter, rule: Rule) -> Match:
    field, name = f"{parameter.path}#", parameter.name
    guard, bound = GUARD_OF.get(rule.id), None
    if guard and (said := parameter.described)[0]:
        bound = limit(guard, said[1], said[0])
    return Match(rule, Place.PARAMETER, field, name, 0, len(name), bound)


def _chosen(
    tool: Tool, alike: Sequence[Parameter], compiled: Index
) -> list[tuple[Action, list[Match]]]:
    objects = objects_of(tool.name, compiled)
    found = actions_of(tool, alike)
    return [(each, choice_matches(each, objects, compiled)) for each in found]


def _checked(reading: Reading, awake: list[Rule]) -> list[Match]:
    """What the functions find, each run once."""
    return [
        Match(rule, Place.PARAMETER, *quote, _limit(reading, rule, quote))
        for rule in dict.fromkeys(awake)
        if rule.check
        for quote in rule.check(reading)
    ]


def _limit(reading: Reading, rule: Rule, quote: Quote) -> Quote | None:
    """What limits the parameter that a function found."""
    guard = GUARD_OF.get(rule.id)
    for each in reading.parameters if guard else ():
        said, field = each.described
        if guard and said and quote.field in (field, f"{each.path}#"):
            return limit(guard, field, said)
    return None
