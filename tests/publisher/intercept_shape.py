"""What Intercept's own validator asks of a document, restated from its POLICY.md."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

OPERATORS = "eq neq in not_in lt lte gt gte regex contains exists".split()
WINDOWS = ("minute", "hour", "day")


def faults(document: Mapping[str, Any]) -> list[str]:
    """Everything that it would refuse the document for."""
    return list(_faults(document))


def _faults(document: Mapping[str, Any]) -> Iterator[str]:
    if document.get("version") != "1" or document.get("default", "allow") not in ("allow", "deny"):
        yield "version or default"
    hide = document.get("hide") or []
    if len(set(hide)) < len(hide) or not all(each.strip() for each in hide):
        yield "hide has an empty or a double entry"
    if not isinstance(document.get("tools"), dict):
        yield "no tools"
    for tool, entry in (document.get("tools") or {}).items():
        rules = [_plain(tool, each) for each in (entry or {}).get("rules") or []]
        counters = Counter(each["state"]["counter"] for each in rules if "state" in each)
        if any(count > 1 for count in counters.values()):
            yield f"{tool}: duplicate state counter"
        for rule in rules:
            yield from _rule(tool, rule, set(counters))


def _plain(tool: str, rule: Mapping[str, Any]) -> dict[str, Any]:
    """With the shorthand `rate_limit` written out."""
    if "rate_limit" not in rule:
        return dict(rule)
    count, window = rule["rate_limit"].split("/")
    counter = f"_rate_{window}"
    scope = "_global" if tool == "*" else tool
    condition = {"path": f"state.{scope}.{counter}", "op": "lte", "value": int(count)}
    return {**rule, "conditions": [condition], "state": {"counter": counter, "window": window}}


def _rule(tool: str, rule: Mapping[str, Any], counters: set[str]) -> Iterator[str]:
    conditions = rule.get("conditions") or []
    action = rule.get("action", "evaluate")
    if not rule.get("name") or action not in ("evaluate", "deny"):
        yield f"{tool}: name or action"
    if (action == "deny") == bool(conditions):
        yield f"{tool}: an evaluate rule needs conditions, a deny rule must have none"
    if rule.get("state", {}).get("window", "day") not in WINDOWS:
        yield f"{tool}: window"
    for each in conditions:
        yield from _condition(tool, each, counters)


def _condition(tool: str, condition: Mapping[str, Any], counters: set[str]) -> Iterator[str]:
    path, operator, value = condition["path"], condition["op"], condition["value"]
    kind = {"in": list, "not_in": list, "regex": str, "lte": int, "exists": bool}.get(
        operator, object
    )
    if operator not in OPERATORS or not isinstance(value, kind):
        yield f"{tool}: {operator} {value}"
    if path.startswith("state."):
        _, scope, counter = path.split(".", 2)
        if scope not in (tool, "_global") or counter not in counters:
            yield f"{tool}: {path} has no matching state"
    elif not path.startswith("args."):
        yield f"{tool}: {path}"
