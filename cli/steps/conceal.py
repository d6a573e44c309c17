"""Pure: what a check found, without the values that the user gave the servers.

Of what is shown alone: a tool is judged by its own words, of which a value may be one.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from catalog.model.checked import CheckedServer, CheckedTool
from catalog.model.value import Value
from crawler.introspection.redact import without

V = TypeVar("V", bound=Value)


def concealed(server: CheckedServer, given: Iterable[str]) -> CheckedServer:
    """A server that was given nothing can tell nothing."""
    values = tuple(given)
    if not values:
        return server

    def hide(text: str) -> str:
        return without(text, values)

    tools = tuple(_tool(each, hide) for each in server.tools)
    alarms = tuple(_without(each, hide, "field", "quote") for each in server.alarms)
    remarks = tuple(map(hide, server.warnings))
    return server.model_copy(update={"tools": tools, "alarms": alarms, "warnings": remarks})


def _tool(each: CheckedTool, hide: Callable[[str], str]) -> CheckedTool:
    """The tool by its name alone: its own words are in no answer of a check."""
    verdict = _without(each.verdict, hide, "rationale")
    quotes = {
        "findings": tuple(_without(one, hide, "field", "quote") for one in verdict.findings),
        "warnings": tuple(_without(one, hide, "field", "quote") for one in verdict.warnings),
        "actions": tuple(_without(one, hide, "parameter", "action") for one in verdict.actions),
        "opinions": (),
    }
    bare: dict[str, Any] = {"title": None, "description": None, "definition": {}, "warnings": ()}
    return CheckedTool(
        tool=_without(each.tool, hide, "name").model_copy(update=bare),
        verdict=verdict.model_copy(update=quotes),
        rule=_without(each.rule, hide, "tool", "reason"),
    )


def _without(value: V, hide: Callable[[str], str], *fields: str) -> V:
    return value.model_copy(update={each: hide(getattr(value, each)) for each in fields})
