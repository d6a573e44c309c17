"""What the rules of a Gemini CLI policy file say of each tool."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from catalog.model.policy import Case, Condition, Rule
from catalog.taxonomy import Action
from publisher.formats.gemini import names
from publisher.formats.gemini.rules import Entries, Entry

ANY = "*"


class Tool(NamedTuple):
    """A tool that rules are for: its own name, if a rule's comment says it, and the engine's."""

    server: str
    tool: str
    name: str
    digest: str | None = None


def rules_of(found: Entries) -> Mapping[str, tuple[Rule, ...]]:
    """By server; one for all tools that have none has `*` for its name."""
    rules: dict[str, dict[str, Rule]] = {}
    for entry in found.rules:
        if entry.server not in (None, ANY):
            rules.setdefault(entry.server or "", {})
    for each in _tools(found.rules):
        made = _rule(each, found.covering(each.server, each.name))
        rules.setdefault(each.server, {}).setdefault(each.tool, made)
    for server, made in _open(found.rules):
        rules.setdefault(server, {}).setdefault(ANY, made)
    return {
        server: tuple(sorted(rules[server].values(), key=lambda each: each.tool))
        for server in sorted(rules)
    }


def _tools(rules: Iterable[Entry]) -> Iterator[Tool]:
    named: set[tuple[str | None, str]] = set()
    ordered = sorted(rules, key=lambda each: each.tool is None)
    for each in ordered:
        tool = _tool(each)
        if tool and (each.tool is not None or (tool.server, tool.name) not in named):
            named.add((tool.server, tool.name))
            yield tool


def _tool(entry: Entry) -> Tool | None:
    if "*" in entry.name:
        return None
    if entry.tool is not None and entry.server:
        name = names.called(entry.server, entry.tool)
        return Tool(entry.server, entry.tool, name, entry.digest)
    if entry.server:
        own = entry.name.removeprefix(names.prefix(entry.server))
        return Tool(entry.server, own, own if own.startswith("mcp_") else entry.name)
    apart = names.taken_apart(entry.name)
    return Tool(*apart, entry.name) if apart else None


def _rule(tool: Tool, entries: Iterable[Entry]) -> Rule:
    """What the first certain rule does, and before it others with conditions."""
    cases: list[Case] = []
    laxest, told, base = Action.HIDE, True, Action.ASK
    for each in entries:
        if each.when:
            cases.append(Case(action=each.action, when=each.when))
        elif each.certain:
            base, told = each.action, each.told
            break
        else:
            laxest = min(laxest, each.action, key=lambda action: action.rank)
    base = min(base, laxest, key=lambda action: action.rank)
    if base is Action.DENY and not told and not cases:
        base = Action.HIDE
    return Rule(tool=tool.tool, action=base, cases=tuple(_laxer(cases, base)), digest=tool.digest)


def _laxer(cases: Sequence[Case], base: Action) -> Iterator[Case]:
    """The cases that open something, of one parameter, each value in the first that has it."""
    parameter = cases[0].when.parameter if cases else ""
    seen: set[str] = set()
    for case in cases:
        values = tuple(dict.fromkeys(each for each in case.when.values if each not in seen))
        if case.when.parameter == parameter and values:
            seen.update(values)
            if case.action.rank < base.rank:
                yield Case(action=case.action, when=Condition(parameter=parameter, values=values))


def _open(rules: Iterable[Entry]) -> Iterator[tuple[str, Rule]]:
    """Rules for all tools, of one server or of any, that let something through."""
    for each in rules:
        if "*" in each.name and each.action is not Action.DENY:
            yield each.server or ANY, Rule(tool=ANY, action=each.action)
