"""Pure: rules as conditions on a call's request, in CEL as Envoy AI Gateway evaluates it, and back.

A condition that cannot be evaluated matches nothing there. So what allows a call comes first,
and what denies the tool asks only for what each request has.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from catalog.model.policy import Case, Condition, Rule
from catalog.taxonomy import Action
from publisher.formats.cel.language import STRING, unquoted
from publisher.formats.spelling import quoted

LONGEST = 4096
"""Characters of a condition."""

_ALLOWED = re.compile(
    rf"\(request\.mcp\.backend == (?P<server>{STRING}) && request\.mcp\.tool == (?P<tool>{STRING}) "
    r"&& \(request\.mcp\.params == null "
    rf"\|\| request\.mcp\.params\.arguments\[(?P<name>{STRING})\] "
    rf"in \[(?P<values>{STRING}(?:, {STRING})*)\]\)\)"
)
_DENIED = re.compile(
    rf"\(request\.mcp\.backend == (?P<server>{STRING}) "
    rf"&& request\.mcp\.tool in \[(?P<tools>{STRING}(?:, {STRING})*)\]\)"
)
_STRING = re.compile(STRING)


def allowed(server: str, rule: Rule) -> str:
    """Which calls of the tool pass by their arguments; it is listed before any has some."""
    (case,) = rule.cases
    values = ", ".join(map(quoted, case.when.values))
    return (
        f"(request.mcp.backend == {quoted(server)} && request.mcp.tool == {quoted(rule.tool)} "
        "&& (request.mcp.params == null "
        f"|| request.mcp.params.arguments[{quoted(case.when.parameter)}] in [{values}]))"
    )


def denied(server: str, tools: Iterable[str]) -> Iterator[str]:
    """That a call is of one of the tools, in conditions that are not too long."""
    head = f"(request.mcp.backend == {quoted(server)} && request.mcp.tool in ["
    for names in packed(map(quoted, tools), ", ", LONGEST - len(head) - len("])")):
        yield f"{head}{names}])"


def packed(parts: Iterable[str], between: str, most: int = LONGEST) -> Iterator[str]:
    """The parts joined to texts that are as long as they may be."""
    text = ""
    for part in parts:
        if text and len(text) + len(between) + len(part) > most:
            yield text
            text = ""
        text = f"{text}{between}{part}" if text else part
    if text:
        yield text


def cases_of(expression: str) -> Iterator[tuple[str, str, Case]]:
    """Server, tool and the case that passes, of each part of a condition that allows.

    None of a condition that has other parts, too.
    """
    for match in () if _ALLOWED.sub("", expression).strip(" |") else _ALLOWED.finditer(expression):
        values = tuple(map(unquoted, _STRING.findall(match["values"])))
        when = Condition(parameter=unquoted(match["name"]), values=values)
        case = Case(when=when, action=Action.ALLOW)
        yield unquoted(match["server"]), unquoted(match["tool"]), case


def tools_of(expression: str) -> Iterator[tuple[str, str]]:
    """Server and tool, of each part of a condition that denies; none of one with other parts."""
    for match in () if _DENIED.sub("", expression).strip(" |") else _DENIED.finditer(expression):
        for tool in _STRING.findall(match["tools"]):
            yield unquoted(match["server"]), unquoted(tool)


def ruled(servers: Mapping[str, Iterable[Rule]]) -> list[tuple[str, str]]:
    """Action and condition of the rules for tools that are not just open or hidden."""
    looked = [(server, rule) for server, rules in servers.items() for rule in rules if rule.cases]
    shut = {
        server: [each.tool for each in rules if each.action is Action.DENY]
        for server, rules in servers.items()
    }
    parts = (part for server, tools in shut.items() for part in denied(server, tools))
    return [
        *(("Allow", each) for each in packed((allowed(*each) for each in looked), " || ")),
        *(("Deny", each) for each in packed(parts, " || ")),
    ]
