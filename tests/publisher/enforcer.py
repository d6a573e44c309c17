"""A small gateway: FastMCP middleware that enforces a PolicyLayer document.

It follows the documentation, and in comparing values the maker's open engine, which is written
in Go: what is compared are the values as Go prints them. It shares no code with the target.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import mcp_types
from fastmcp.exceptions import ToolError
from fastmcp.server.middleware import CallNext, Middleware, MiddlewareContext
from fastmcp.tools import Tool, ToolResult

Arguments = Mapping[str, Any]
Call = MiddlewareContext[mcp_types.CallToolRequestParams]
Listing = MiddlewareContext[mcp_types.ListToolsRequest]

SECONDS = {"minute": 60, "hour": 3_600, "day": 86_400}


class Counted(NamedTuple):
    """What one limit counts: the calls of a window of time."""

    counter: str
    window: str
    number: int


class Enforcer(Middleware):
    """Lets through what the document lets through; `clock` tells the seconds."""

    def __init__(self, document: Mapping[str, Any], clock: Callable[[], float]) -> None:
        self._document = document
        self._clock = clock
        self._calls: Counter[Counted] = Counter()

    async def on_list_tools(
        self, context: Listing, call_next: CallNext[mcp_types.ListToolsRequest, Sequence[Tool]]
    ) -> Sequence[Tool]:
        return [tool for tool in await call_next(context) if not self._hidden(tool.name)]

    async def on_call_tool(
        self, context: Call, call_next: CallNext[mcp_types.CallToolRequestParams, ToolResult]
    ) -> ToolResult:
        if reason := self._refusal(context.message.name, context.message.arguments or {}):
            raise ToolError(f"[POLICY DENIED] {reason}")
        return await call_next(context)

    def _hidden(self, tool: str) -> bool:
        hidden = self._document.get("hide", [])
        return tool in hidden or "*" in hidden

    def _refusal(self, tool: str, arguments: Arguments) -> str | None:
        entry = self._document.get("tools", {}).get(tool)
        if self._hidden(tool) or (entry is None and self._document["default"] == "deny"):
            return "not offered"
        entry = entry or {}
        for each in entry.get("deny_if", []):
            if _hold(each["conditions"], arguments):
                return str(each["on_deny"])
        for each in entry.get("require", []):
            if not _hold(each["conditions"], arguments):
                return str(each["on_deny"])
        return self._counted(entry.get("limits", []))

    def _counted(self, limits: Sequence[Mapping[str, Any]]) -> str | None:
        counted = {self._window(each): each["max"] for each in limits}
        if any(self._calls[each] >= most for each, most in counted.items()):
            return "too many calls"
        self._calls.update(counted.keys())
        return None

    def _window(self, limit: Mapping[str, Any]) -> Counted:
        number = int(self._clock() // SECONDS[limit["window"]])
        return Counted(limit["counter"], limit["window"], number)


def _hold(conditions: Sequence[Mapping[str, Any]], arguments: Arguments) -> bool:
    return all(
        _holds(each["op"], _at(each["path"], arguments), each["value"]) for each in conditions
    )


def _at(path: str, arguments: Arguments) -> tuple[Any, ...]:
    """The one value at the path, or none."""
    value: Any = arguments
    for part in path.removeprefix("args.").split("."):
        if not isinstance(value, Mapping) or part not in value:
            return ()
        value = value[part]
    return (value,)


def _holds(operator: str, found: tuple[Any, ...], wanted: Any) -> bool:
    if not found:
        return False
    match operator:
        case "in":
            return any(_printed(found[0]) == _printed(each) for each in wanted)
        case "regex":
            return isinstance(found[0], str) and re.search(wanted, found[0]) is not None
    raise AssertionError(f"no operator of ours: {operator}")


def _printed(value: Any) -> str:
    """As Go's %v prints what it read from JSON."""
    match value:
        case None:
            return "<nil>"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:g}"
        case Mapping():
            return f"map[{' '.join(f'{key}:{_printed(value[key])}' for key in sorted(value))}]"
        case [*items]:
            return f"[{' '.join(map(_printed, items))}]"
    return str(value)
