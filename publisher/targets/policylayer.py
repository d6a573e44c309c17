"""PolicyLayer v1: the JSON document that its gateway enforces for a grant.

Source: https://policylayer.com/docs/writing-policies, read in November 2026; the gateway is
hosted, and was not run. A tool that `hide` names is taken off the list and denied; one that
`tools` names is allowed unless something in its entry denies it: a `deny_if` whose conditions
hold, and without conditions always, a `require` whose conditions do not hold, a limit that is
reached. Any other tool falls to `default`. The shape of a condition is that of the same maker's
open engine. A limit stands at the tool, whatever the arguments. The format cannot ask a person.

It has no place for a digest, nor for whose an entry is: so `read` gives none, and `merge` only
narrows. What it once wrote for a tool stays until a person takes it out, or exports anew.
"""

import json
from collections.abc import Mapping
from typing import Any

from catalog.model.policy import Rule, ToolRule
from catalog.taxonomy import Action
from publisher.abilities import Abilities
from publisher.adapt import Stack
from publisher.formats.conditions import conditions, unsaid
from publisher.formats.held import EVERY
from publisher.formats.json_text import write_json
from publisher.formats.policylayer import parse, rules
from publisher.formats.spelling import unicode

SUFFIX = ".json"
STACKS = False


def spelled(_server: str, tool: str) -> str | None:
    """The name itself; in `hide` the one that means every tool cannot be told from it."""
    return tool if tool != EVERY and unicode(tool) else None


ABILITIES = Abilities(
    actions=frozenset({Action.ALLOW, Action.LIMIT, Action.DENY, Action.HIDE}),
    arguments=True,
    spelled=spelled,
    lacks=lambda _server, rule: unsaid(rule),
)


def render(stack: Stack) -> str:
    """The document of one server, ASCII only."""
    return json.dumps(_document(stack), indent=2) + "\n"


def read(text: str) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of a document; `*` stands for the tools that it does not name, where they pass.

    Conditions of another shape than ours are passed over: some calls do get through. Of several
    of our shape the last is read.
    """
    return {"": rules(parse(text))}


def merge(theirs: str, stack: Stack) -> str:
    """A document of the user's in which every tool has what both say of it, and none by default."""
    document, ours = parse(theirs), _document(stack)
    document["default"] = ours["default"]
    hidden = document.get("hide", [])
    added = [name for name in ours.get("hide", []) if name not in set(hidden)]
    if added:
        document["hide"] = [*hidden, *added]
    if "tools" in ours:
        document["tools"] = _merged(document.get("tools", {}), ours["tools"])
    return write_json(document, theirs)


def _document(stack: Stack) -> dict[str, Any]:
    (policy,) = stack.values()
    hidden = [rule.tool for rule in policy.rules if rule.action is Action.HIDE]
    tools = {rule.tool: _entry(rule) for rule in policy.rules if rule.action is not Action.HIDE}
    document: dict[str, Any] = {"version": "1", "default": "deny"}
    if hidden:
        document["hide"] = hidden
    if tools:
        document["tools"] = tools
    return document


def _entry(rule: ToolRule) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    limit = next((each.limit for each in (rule, *rule.cases) if each.limit), None)
    if rule.cases:
        entry["require"] = [{"conditions": conditions(rule), "on_deny": rule.reason}]
    elif rule.action is Action.DENY:
        entry["deny_if"] = [{"conditions": [], "on_deny": rule.reason}]
    if limit:
        entry["limits"] = [limit.model_dump()]
    return entry


def _merged(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> dict[str, Any]:
    """The entries of both; where a tool has two, each of their conditions and limits counts."""
    both = dict(theirs)
    for tool, entry in ours.items():
        both[tool] = _narrowed(theirs[tool], entry) if tool in theirs else entry
    return both


def _narrowed(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> dict[str, Any]:
    entry = dict(theirs)
    for name, wanted in ours.items():
        there = entry.get(name, [])
        added = [each for each in wanted if not any(_covers(other, each) for other in there)]
        if added:
            kept = [each for each in there if not any(_covers(other, each) for other in added)]
            entry[name] = [*kept, *added]
    return entry


def _covers(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether of two conditions or limits the first denies whatever the second does."""
    if "conditions" in other:
        return bool(one.get("conditions") == other["conditions"])
    counted = ("counter", "window", "scope")
    return all(one.get(each) == other.get(each) for each in counted) and one["max"] <= other["max"]
