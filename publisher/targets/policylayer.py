"""PolicyLayer v1: the JSON document that its gateway enforces for a grant.

Source: https://policylayer.com/docs/writing-policies, read in November 2026. A tool that
`hide` names is taken off the list and denied; one that `tools` names is allowed unless
something in its entry denies it; `deny_if` without conditions always denies; any other
tool falls to `default`.
"""

import json
from typing import Any

from catalog.model.policy import Policy, ToolRule
from catalog.taxonomy import Action

SUFFIX = ".json"

WILDCARD = "*"
"""Means every tool in `hide`, so that a tool of this name cannot be named."""


def render(policy: Policy) -> str:
    """The document, ASCII only; a call that it does not allow outright is denied."""
    rules = sorted((r for r in policy.rules if r.tool != WILDCARD), key=lambda r: r.tool)
    hidden = [rule.tool for rule in rules if rule.action is Action.HIDE]
    tools = {rule.tool: _entry(rule) for rule in rules if rule.action is not Action.HIDE}
    document: dict[str, Any] = {"version": "1", "default": "deny"}
    if hidden:
        document["hide"] = hidden
    if tools:
        document["tools"] = tools
    return json.dumps(document, indent=2) + "\n"


def loses(policy: Policy) -> tuple[str, ...]:
    """What this format cannot say of the policy, in sentences."""
    return (*_unasked(policy), *_unnamed(policy), *_shared_counters(policy))


def _entry(rule: ToolRule) -> dict[str, Any]:
    if rule.action is Action.ALLOW:
        return {}
    if rule.limit is not None:
        return {"limits": [rule.limit.model_dump()]}
    return {"deny_if": [{"conditions": [], "on_deny": rule.reason}]}


def _unasked(policy: Policy) -> tuple[str, ...]:
    count = sum(rule.action is Action.ASK for rule in policy.rules)
    if not count:
        return ()
    which = "1 rule asks" if count == 1 else f"{count} rules ask"
    return (f"{which} for a person; this format cannot ask, so those calls are denied.",)


def _unnamed(policy: Policy) -> tuple[str, ...]:
    if all(rule.tool != WILDCARD for rule in policy.rules):
        return ()
    return ("A tool called * cannot be named, because * means every tool; it is denied.",)


def _shared_counters(policy: Policy) -> tuple[str, ...]:
    counters = [rule.limit.counter for rule in policy.rules if rule.limit]
    if len(set(counters)) == len(counters):
        return ()
    return ("Tools whose names differ only in case share one counter, and so one limit.",)
