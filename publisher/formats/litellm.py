"""The MCP servers of a LiteLLM proxy's configuration, and the rules that it holds for them."""

from collections.abc import Iterator
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, PositiveInt, ValidationError

from catalog.errors import InputError
from catalog.model.policy import Limit, Rule, Ruling
from catalog.taxonomy import Action
from publisher.formats.held import EVERY
from publisher.formats.members import mistake
from publisher.formats.yaml_nodes import find, named_nodes, plain
from publisher.formats.yaml_page import Page
from publisher.formats.yaml_text import signature

KIND = "LiteLLM configuration"
SERVERS = "mcp_servers"
HYPHEN = "-"
"""Between a server's name and a tool's."""
ENFORCED = "tool_allowlist_enforced"
"""Among a server's `mcp_info`: that an empty list of allowed tools lets none through."""

TOP = {SERVERS, "model_list", "litellm_settings", "general_settings", "router_settings"}
"""One of these stands in every configuration."""


class Info(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    tool_allowlist_enforced: bool = False


class Server(BaseModel):
    """What of a server's entry decides on calls."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    allowed_tools: list[str] | None = None
    disallowed_tools: list[str] | None = None
    rpm: PositiveInt | None = None
    mcp_info: Info | None = None

    @property
    def closed(self) -> bool:
        """Whether only the allowed tools pass; the others are then not looked at."""
        return bool(self.allowed_tools) or bool(
            self.mcp_info and self.mcp_info.tool_allowlist_enforced
        )


def prefix(server: str) -> str:
    """What the proxy puts before the names of a server's tools."""
    return server.replace(" ", "_") + HYPHEN


def bare(server: str, name: str) -> str:
    """The tool that a name in a server's lists is of."""
    return name.removeprefix(prefix(server))


def by_rpm(limit: Limit) -> Limit | None:
    """The limit of a server that lets through no more than this one; None where no number does."""
    calls = int(limit.a_minute)
    return limit_of(calls) if calls else None


def limit_of(calls: int) -> Limit:
    return Limit(counter="rpm", window="minute", max=calls)


def parse(text: str) -> Page:
    """The configuration, checked. Raises InputError for what is none."""
    page = Page(text, KIND)
    if not TOP & {name for name, _ in named_nodes(page.root)}:
        raise InputError(f"no {KIND}: it has none of {', '.join(sorted(TOP))}")
    for _, (_, value) in _entries(page.root):
        server_of(value)
    return page


def _entries(root: yaml.MappingNode) -> Iterator[tuple[str, tuple[yaml.Node, yaml.Node]]]:
    found = find(root, SERVERS)
    if found and plain(found[1]) is not None and not isinstance(found[1], yaml.MappingNode):
        raise InputError(f"no {KIND}: {SERVERS} is no mapping of names to servers")
    yield from named_nodes(found[1]) if found else ()


def server_of(node: yaml.Node) -> Server:
    """Raises InputError, naming the line."""
    try:
        return Server.model_validate(plain(node) or {})
    except ValidationError as error:
        line = node.start_mark.line + 1
        raise InputError(f"no {KIND}: server at line {line}: {mistake(error)}") from None


def rules(page: Page) -> dict[str, tuple[Rule, ...]]:
    """The rules of each server, sorted by tool."""
    return {
        name: tuple(sorted(_rules(page, value), key=lambda each: each.tool))
        for name, (_, value) in _entries(page.root)
    }


def _rules(page: Page, node: yaml.Node) -> Iterator[Rule]:
    server = server_of(node)
    limit = limit_of(server.rpm) if server.rpm else None
    passing = Ruling(action=Action.LIMIT if limit else Action.ALLOW, limit=limit)
    allowed, closed = _signed(page, node, "allowed_tools"), _signed(page, node, "disallowed_tools")
    if not server.closed:
        yield Rule(tool=EVERY, action=passing.action, limit=limit)
        allowed = {}
    for tool, digest in allowed.items():
        yield Rule(tool=tool, action=passing.action, limit=limit, digest=digest)
    for tool, digest in closed.items():
        if tool not in allowed:
            yield Rule(tool=tool, action=Action.HIDE, digest=digest)


def _signed(page: Page, node: yaml.Node, key: str) -> dict[str, str | None]:
    """The tools of a list, with the digests of those that are ours."""
    found = find(node, key)
    items: Any = found[1].value if found and plain(found[1]) else ()
    return {each.value: signature(page.lines[each.start_mark.line]) for each in items}
