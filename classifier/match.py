"""A tool and its context → matches: which rule found which words of which field."""

from functools import lru_cache
from typing import NamedTuple

from catalog.model.tool import Context, Tool
from classifier.cjk import cjk_sightings
from classifier.clauses import text_sightings
from classifier.guards import GUARD_OF, guarded
from classifier.index import Index, index
from classifier.names import name_sightings
from classifier.reading import Parameter, Quote, Reading, read_parameters
from classifier.rule import Rule
from classifier.sighting import Place, Sighting
from classifier.words import TOKEN, fold, name_words

_ACTIONS = frozenset(("action", "actions", "operation", "operations", "op", "method", "command"))
"""Last words of parameters whose choices are verbs."""


class Match(NamedTuple):
    """One rule's words in one field; `guard` is what limits them, in the same clause or field."""

    rule: Rule
    place: Place
    quote: Quote
    guard: Quote | None = None


def match(tool: Tool, context: Context) -> list[Match]:
    """Everything that any rule finds in the tool's own words, and in its server's."""
    compiled = index()
    named = name_sightings(tool.name, compiled)
    said = _text(tool.description, "description", compiled) if tool.description else []
    found = _in_text(_still_said(named, said), "name", tool.name)
    if tool.title:
        found += _in_text(_text(tool.title, "title", compiled), "title", tool.title)
    if tool.description:
        found += _in_text(said, "description", tool.description)
    if tool.input_schema:
        found += _parameters(tool, compiled)
    found += server_matches(context)
    return found


@lru_cache(maxsize=4096)
def server_matches(context: Context) -> tuple[Match, ...]:
    """What the server's title and description say; read once for all its tools."""
    words = index().words
    return tuple(
        Match(each.rule, Place.SERVER, Quote(f"server/{part}", text, each.start, each.end))
        for part, text in (("title", context.title), ("description", context.description))
        if text
        for each in text_sightings(text, words, "server")
        if each.place is Place.PHRASE
    )


def _still_said(named: list[Sighting], described: list[Sighting]) -> list[Sighting]:
    """The name's sightings without those that the description makes more precise.

    `remove_element` alone removes; "Remove elements from an array" tells from what. Where
    the description also says the bare verb, the name keeps it.
    """
    outranked = {rule for each in described if each.place is Place.LEAD for rule in each.outranks}
    if not outranked:
        return named
    outranked -= {each.rule.id for each in described}
    return [each for each in named if each.rule.id not in outranked]


def _text(text: str, field: str, compiled: Index) -> list[Sighting]:
    sightings = text_sightings(text, compiled.words, field)
    if not text.isascii():
        sightings += cjk_sightings(text, compiled)
    return sightings


def _in_text(sightings: list[Sighting], field: str, text: str) -> list[Match]:
    return [
        Match(
            rule,
            place,
            Quote(field, text, start, end),
            Quote(field, text, *guard) if guard else None,
        )
        for rule, place, start, end, guard, _ in sightings
    ]


def _parameters(tool: Tool, compiled: Index) -> list[Match]:
    found: list[Match] = []
    parameters = read_parameters(tool.input_schema)
    awake: dict[str, Rule] = {}
    for each in parameters:
        rules, checks, last = parameter_rules(each.name)
        for rule in rules:
            found.append(_named(each, rule))
        for rule in checks:
            awake[rule.id] = rule
        if each.description:
            found += _in_text(
                text_sightings(each.description, compiled.parameter_words, "parameter"),
                f"{each.path}/description",
                each.description,
            )
        if each.choices and last in _ACTIONS:
            found += _chosen(each, compiled)
    if awake:
        reading = Reading(tool, parameters)
        for rule in awake.values():
            if rule.check:
                found += [Match(rule, Place.PARAMETER, quote) for quote in rule.check(reading)]
    return found


@lru_cache(maxsize=8192)
def parameter_rules(name: str) -> tuple[tuple[Rule, ...], tuple[Rule, ...], str]:
    """Rules that the name of a parameter meets, functions that it wakes, its last word."""
    compiled = index()
    words = tuple(word for word, _, _ in name_words(name))
    if not words:
        return (), (), ""
    last = words[-1]
    met = (
        rule
        for row, whole, rule in compiled.parameters.get(last, ())
        if words == row or (not whole and words[-len(row) :] == row)
    )
    return tuple(met), tuple(compiled.wakes.get(last, ())), last


def _named(parameter: Parameter, rule: Rule) -> Match:
    quote = Quote(f"{parameter.path}#", parameter.name, 0, len(parameter.name))
    guard = GUARD_OF.get(rule.id)
    text = parameter.description
    if guard is None or text is None:
        return Match(rule, Place.PARAMETER, quote)
    tokens = TOKEN.findall(fold(text))
    span = guarded(guard, tokens)
    if span is None:
        return Match(rule, Place.PARAMETER, quote)
    spans = [found.span() for found in TOKEN.finditer(fold(text))]
    limit = Quote(f"{parameter.path}/description", text, spans[span[0]][0], spans[span[1]][1])
    return Match(rule, Place.PARAMETER, quote, limit)


def _chosen(parameter: Parameter, compiled: Index) -> list[Match]:
    return [
        Match(
            each.rule,
            Place.CHOICE,
            Quote(f"{parameter.path}/enum/{at}", value, each.start, each.end),
        )
        for at, value in enumerate(parameter.choices)
        for each in name_sightings(value, compiled)
        if each.place is Place.NAME
    ]
