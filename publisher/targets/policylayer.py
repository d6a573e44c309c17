"""PolicyLayer v1: the JSON document that its gateway enforces for a grant.

Source: https://policylayer.com/docs/writing-policies, read in November 2026. A tool that
`hide` names is taken off the list and denied; one that `tools` names is allowed unless
something in its entry denies it; `deny_if` without conditions always denies; any other
tool falls to `default`. The shape of a condition is that of the same maker's open engine.
"""

import json
from collections.abc import Mapping
from typing import Any

from catalog.model.policy import Rule, ToolRule
from catalog.taxonomy import Action
from publisher.adapt import Abilities, Stack

SUFFIX = ".json"
STACKS = False

WILDCARD = "*"
"""Means every tool in `hide`, so that a tool of this name cannot be named."""


def spelled(_server: str, tool: str) -> str | None:
    """The name itself."""
    return None if tool == WILDCARD else tool


ABILITIES = Abilities(
    actions=frozenset({Action.ALLOW, Action.LIMIT, Action.DENY, Action.HIDE}), spelled=spelled
)


def render(stack: Stack) -> str:
    """The document of one server, ASCII only."""
    (policy,) = stack.values()
    hidden = [rule.tool for rule in policy.rules if rule.action is Action.HIDE]
    tools = {rule.tool: _entry(rule) for rule in policy.rules if rule.action is not Action.HIDE}
    document: dict[str, Any] = {"version": "1", "default": "deny"}
    if hidden:
        document["hide"] = hidden
    if tools:
        document["tools"] = tools
    return json.dumps(document, indent=2) + "\n"


def _entry(rule: ToolRule) -> dict[str, Any]:
    if rule.action is Action.ALLOW:
        return {}
    if rule.limit is not None:
        return {"limits": [rule.limit.model_dump()]}
    return {"deny_if": [{"conditions": [], "on_deny": rule.reason}]}


def read(text: str) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of a document."""
    raise NotImplementedError


def merge(theirs: str, stack: Stack) -> str:
    """A document of the user's with these policies."""
    raise NotImplementedError
