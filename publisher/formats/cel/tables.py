"""Pure: a server's tools as a table in CEL, true for those that may be called, and back.

A call of a tool that the table does not have is an error, which is as good as false.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from catalog.model.policy import Rule
from catalog.taxonomy import Action
from publisher.formats.cel.language import STRING, unquoted
from publisher.formats.spelling import quoted

_TABLE = re.compile(
    rf"!has\(mcp\.tool\) \|\| mcp\.tool\.target != (?P<server>{STRING}) \|\| "
    r"\{\n(?P<tools>.*)\}\[mcp\.tool\.name\]",
    re.DOTALL,
)
_ENTRY = re.compile(
    rf"  (?P<tool>{STRING}): (?P<passes>true|false),?(?: // (?P<digest>sha256\S+))?\n"
)
_NAMED = re.compile(rf"mcp\.tool\.name == (?P<tool>{STRING})")


def table(server: str, rules: Iterable[Rule]) -> str:
    """What has to be true of every call: that it is of another target, or the table has it."""
    entries = [(quoted(each.tool), each.action is Action.ALLOW, each.digest) for each in rules]
    lines = [
        f"  {tool}: {str(passes).lower()}{',' if number < len(entries) else ''} // {digest}\n"
        for number, (tool, passes, digest) in enumerate(entries, start=1)
    ]
    head = f"!has(mcp.tool) || mcp.tool.target != {quoted(server)} || {{\n"
    return f"{head}{''.join(lines)}}}[mcp.tool.name]\n"


def rules_of(expressions: Iterable[tuple[str, str]]) -> Mapping[str, tuple[Rule, ...]]:
    """The rules that such expressions are, each with what it does where it is true, by server.

    The stricter holds of two for one tool. Expressions of other kinds say nothing here, but
    for one that names a tool.
    """
    found: dict[str, dict[str, Rule]] = defaultdict(dict)
    for effect, expression in expressions:
        for server, rule in _rules(effect, expression.strip()):
            other = found[server].get(rule.tool, rule)
            found[server][rule.tool] = max(other, rule, key=lambda each: each.strictness)
    return {
        server: tuple(rules[tool] for tool in sorted(rules))
        for server, rules in sorted(found.items())
    }


def tables_of(expressions: Iterable[tuple[str, str]]) -> dict[str, tuple[Rule, ...]]:
    """The rules of each server that such an expression is a table of, also where it is empty."""
    servers: dict[str, tuple[Rule, ...]] = {}
    for effect, expression in expressions:
        whole = _TABLE.fullmatch(expression.strip())
        if whole:
            name = unquoted(whole["server"])
            servers[name] = rules_of([(effect, expression)]).get(name, ())
    return servers


def _rules(effect: str, expression: str) -> Iterable[tuple[str, Rule]]:
    whole, named = _TABLE.fullmatch(expression), _NAMED.fullmatch(expression)
    if whole and effect != "deny":
        server = unquoted(whole["server"])
        for entry in _ENTRY.finditer(whole["tools"]):
            action = Action.ALLOW if entry["passes"] == "true" else Action.HIDE
            tool = unquoted(entry["tool"])
            yield server, Rule(tool=tool, action=action, digest=entry["digest"])
    elif named and effect != "require":
        action = Action.ALLOW if effect == "allow" else Action.HIDE
        yield "", Rule(tool=unquoted(named["tool"]), action=action)
