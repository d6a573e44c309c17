"""Prompts and resources: what a server offers beside its tools, where it says that it does."""

from typing import Any, NamedTuple

import anyio
from mcp import ClientSession, MCPError
from mcp_types import METHOD_NOT_FOUND
from pydantic import ValidationError

from catalog.model.snapshot import Named
from crawler.introspection.failure import in_short
from crawler.introspection.lists import Kind, entries_of, read_list
from crawler.introspection.stopped import Stopped
from crawler.introspection.text import one_line
from crawler.introspection.wire import Wire

SECONDS = 5
"""For all of them; the tools are there already."""

RESERVE_SECONDS = 1
"""Left of the whole session's time, so that running out of it here costs no tool."""

PAGES = 20
ENTRIES = 1_000
CHARACTERS = 4_096
"""Of a name, a description or an address."""

PROMPTS = Kind("prompts/list", ClientSession.list_prompts, "prompts", PAGES, ENTRIES)
RESOURCES = Kind("resources/list", ClientSession.list_resources, "resources", PAGES, ENTRIES)
TEMPLATES = Kind(
    "resources/templates/list", ClientSession.list_resource_templates, "resources", PAGES, ENTRIES
)


class Beside(NamedTuple):
    """What could be read, and a word on what could not."""

    prompts: tuple[Named, ...]
    resources: tuple[Named, ...]
    resource_templates: tuple[Named, ...]
    warnings: tuple[str, ...]


async def beside(wire: Wire, session: ClientSession) -> Beside:
    """Never raises: a failure is a warning."""
    warnings: list[str] = []
    left = anyio.current_effective_deadline() - anyio.current_time() - RESERVE_SECONDS
    with anyio.move_on_after(min(SECONDS, left)) as asking:
        for kind in (PROMPTS, RESOURCES, TEMPLATES):
            warnings += await _read(wire, session, kind)
    if asking.cancelled_caught:
        warnings.append(f"its prompts and resources did not come within {SECONDS} s")
    return Beside(
        prompts=_all(wire, PROMPTS, warnings),
        resources=_all(wire, RESOURCES, warnings),
        resource_templates=_all(wire, TEMPLATES, warnings),
        warnings=tuple(warnings),
    )


async def _read(wire: Wire, session: ClientSession, kind: Kind) -> tuple[str, ...]:
    """The pages into the wire's results; what went wrong."""
    if getattr(session.server_capabilities, kind.capability, None) is None:
        return ()
    try:
        return (await read_list(wire, session, kind)).warnings
    except (MCPError, ValidationError, RecursionError, Stopped) as error:
        if isinstance(error, MCPError) and error.code == METHOD_NOT_FOUND and kind is TEMPLATES:
            return ()  # who has resources may have no templates, and mostly says so
        return (one_line(f"{kind.method} gave no whole list: {in_short(error)}"),)


def _all(wire: Wire, kind: Kind, warnings: list[str]) -> tuple[Named, ...]:
    """What has come, by name; entries without one leave a word in `warnings`."""
    entries = entries_of(wire, kind)[:ENTRIES]
    named = tuple(each for each in map(_named, entries) if each is not None)
    if len(named) < len(entries):
        warnings.append(f"{len(entries) - len(named)} of its {kind.name} have no name")
    return named


def _named(entry: Any) -> Named | None:
    name = _text(entry, "name")
    if name is None:
        return None
    address = _text(entry, "uri") or _text(entry, "uriTemplate")
    return Named(name=name, description=_text(entry, "description"), uri=address)


def _text(entry: Any, key: str) -> str | None:
    value = entry.get(key) if isinstance(entry, dict) else None
    return value[:CHARACTERS] if isinstance(value, str) and value else None
