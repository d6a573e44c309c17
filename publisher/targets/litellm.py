"""LiteLLM: the MCP servers in the YAML configuration of its proxy.

Source: the proxy of https://docs.litellm.ai/docs/mcp at 1.106.2, read and run in November 2026.
Of a server with `allowed_tools` only those are listed and called; `disallowed_tools` is then
looked at for the list alone, and an empty `allowed_tools` lets everything through unless
`mcp_info` says `tool_allowlist_enforced`. Names are compared whole, with and without the server's
name and a hyphen in front, so that no tool's name may begin so; nor may a server's name have a
hyphen, which keeps the proxy from starting. `rpm` counts what all clients together ask of a server
in a minute, the list of its tools among it; a limit slower than one a minute it cannot say. It
cannot ask, deny what it shows, or look at the values of arguments.

Not for servers that are made from an OpenAPI description, whose names it compares in lower case.
The proxy also knows each server by three letters of a hash and a hyphen: a tool whose name is
another's with just these in front is let through with it. The digest of a rule's definition
stands as a comment behind the name.
"""

from collections.abc import Mapping

from catalog.model.policy import Limit, Policy, Rule, ToolRule
from catalog.taxonomy import Action
from publisher.abilities import Abilities, Lost
from publisher.adapt import Stack
from publisher.formats import held, litellm
from publisher.formats.held import EVERY
from publisher.formats.litellm import HYPHEN, KIND, SERVERS, by_rpm, parse, prefix
from publisher.formats.litellm_entry import entry, narrow
from publisher.formats.marked import HEADER
from publisher.formats.spelling import quoted, unicode
from publisher.formats.yaml_nodes import Pair, find, named_nodes, plain
from publisher.formats.yaml_page import Page, in_block, without_ours
from publisher.formats.yaml_text import key_sized

SUFFIX = ".yaml"
STACKS = True


def spelled(server: str, tool: str) -> str | None:
    """The name that a client of the proxy calls; None too for a tool that would open another."""
    whole = tool != EVERY and unicode(tool) and not tool.startswith(prefix(server))
    return prefix(server) + tool if whole and _nameable(server) else None


def _nameable(server: str) -> bool:
    return bool(server) and HYPHEN not in server and key_sized(server)


def lacks(_server: str, rule: ToolRule) -> frozenset[Lost]:
    """A limit of less than one call a minute."""
    slow = rule.limit is not None and by_rpm(rule.limit) is None
    return frozenset({Lost.LIMIT} if slow else ())


def shared(limit: Limit) -> Limit:
    """The `rpm` that a limit becomes."""
    return by_rpm(limit) or limit


ABILITIES = Abilities(
    actions=frozenset({Action.ALLOW, Action.LIMIT, Action.HIDE}),
    shared=shared,
    spelled=spelled,
    lacks=lacks,
    remarks=(
        "LiteLLM takes no server with a hyphen in its name; name yours otherwise, with --as.",
    ),
)


def render(stack: Stack) -> str:
    """The servers with their tools, ASCII only; how to reach them stands in the user's own."""
    lines = [line for server, policy in _servers(stack) for line in _server(server, policy)]
    head = f"{SERVERS}:" if lines else f"{SERVERS}: {{}}"
    return "\n".join([HEADER, head, *(f"  {line}" for line in lines)]) + "\n"


def read(text: str) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of each server; `*` stands for the tools that it does not name, where they pass."""
    return litellm.rules(parse(text))


def merge(theirs: str, stack: Stack) -> str:
    """A configuration of the user's with these rules for those that it had of ours.

    A list of allowed tools that the user has keeps what we let through, and gets nothing more.
    """
    parse(theirs)
    page = Page(without_ours(theirs, KIND), KIND)
    found = find(page.root, SERVERS)
    theirs_by_name = dict(named_nodes(found[1])) if found else {}
    new = []
    for server, policy in _servers(stack):
        if server in theirs_by_name:
            narrow(page, theirs_by_name[server], policy)
        else:
            new += _server(server, policy)
    _add(page, found, new)
    merged = page.text()
    held.check(read(merged), stack, KIND)
    return merged


def _servers(stack: Stack) -> list[tuple[str, Policy]]:
    return [(server, policy) for server, policy in stack.items() if _nameable(server)]


def _server(server: str, policy: Policy) -> list[str]:
    return [f"{quoted(server)}:", *(f"  {line}" for line in entry(policy))]


def _add(page: Page, found: Pair | None, servers: list[str]) -> None:
    if not servers:
        return
    if found is None:
        page.after(page.root, [f"{SERVERS}:", *(f"  {line}" for line in servers)])
    elif in_block(found[1]):
        page.after(found[1], [" " * found[1].start_mark.column + line for line in servers])
    elif plain(found[1]):
        raise page.refusal(found[1])
    else:
        page.put_lines(*found, servers)
