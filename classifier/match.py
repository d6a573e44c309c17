"""A tool and its context → matches: which rule found which words of which field."""

from functools import lru_cache
from typing import NamedTuple

from catalog.model.tool import Context, Tool
from catalog.taxonomy import Effect, Trait
from classifier.agreement import as_nouns, still_said
from classifier.cjk import cjk_matches
from classifier.clauses import text_matches
from classifier.guards import GUARD_OF, limit
from classifier.index import Index, index
from classifier.names import name_matches
from classifier.reading import Parameter, Quote, Reading, read_parameters
from classifier.rule import Rule
from classifier.sighting import Match, Place
from classifier.words import Words

HTTP = frozenset(("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"))
ARITHMETIC = frozenset(("multiply", "divide", "subtract"))
_ACTIONS = frozenset(("action", "actions", "operation", "operations", "op", "method", "command"))
"""Last words of parameters whose choices are verbs."""


def match(tool: Tool) -> list[Match]:
    """Everything that any rule finds in the tool's own words."""
    compiled = index()
    named = name_matches(tool.name, compiled)
    found: list[Match] = []
    if tool.description:
        found = _text(tool.description, "description", compiled)
        named, found = still_said(named, found), as_nouns(found, named)
    if tool.title:
        found = _text(tool.title, "title", compiled) + found
    found = named + found
    if tool.input_schema:
        found += _parameters(tool, compiled)
    return found


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
        for each in text_matches(text, field, words)
    ]


def _text(text: str, field: str, compiled: Index) -> list[Match]:
    found = text_matches(text, field, compiled.words)
    return found if text.isascii() else found + cjk_matches(text, field, compiled)


def _parameters(tool: Tool, compiled: Index) -> list[Match]:
    found: list[Match] = []
    parameters = read_parameters(tool.input_schema)
    awake: list[Rule] = []
    for each in parameters:
        meaning = meaning_of(each.name)
        if meaning is None:
            continue
        found += [
            _named(each, rule) for rule in meaning.rules if not (_free(rule) and each.choices)
        ]
        awake += meaning.checks
        if meaning.acts:
            found += _chosen(each, compiled)
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


@lru_cache(maxsize=8192)
def meaning_of(name: str) -> Meaning | None:
    """What the name tells, if anything: servers name their parameters alike."""
    compiled = index()
    words = tuple(Words.of_name(name).tokens)
    if not words:
        return None
    last = words[-1]
    met = tuple(
        rule
        for row, whole, rule in compiled.parameters.get(last, ())
        if words == row or (not whole and words[-len(row) :] == row)
    )
    meaning = Meaning(met, tuple(compiled.wakes.get(last, ())), last in _ACTIONS)
    return meaning if any(meaning) else None


def _named(parameter: Parameter, rule: Rule) -> Match:
    field, name, described = f"{parameter.path}#", parameter.name, parameter.description
    guard = GUARD_OF.get(rule.id) if described else None
    bound = (
        limit(guard, f"{parameter.path}/description", described) if guard and described else None
    )
    return Match(rule, Place.PARAMETER, field, name, 0, len(name), bound)


def _chosen(parameter: Parameter, compiled: Index) -> list[Match]:
    choices = frozenset(parameter.choices)
    if choices <= HTTP or not ARITHMETIC.isdisjoint(choices):
        return []  # a request depends on its address as well; to add numbers adds nothing
    return [
        each._replace(place=Place.CHOICE)
        for at, value in enumerate(parameter.choices)
        for each in name_matches(value, compiled, f"{parameter.path}/enum/{at}")
        if each.place is Place.NAME
    ]


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
        field = f"{each.path}/description"
        if guard and each.description and quote.field in (field, f"{each.path}#"):
            return limit(guard, field, each.description)
    return None
