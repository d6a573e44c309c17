"""Codex: the tables of MCP servers in a config.toml.

Held against the real client, 0.169.0 (npm @openai/codex); documented at
https://developers.openai.com/codex/config-reference. A tool that `enabled_tools` does not name,
or that `disabled_tools` does, is not there for the model. Of the others `approval_mode` decides:
`approve` means approved, `prompt` asks. All names are compared as the server gives them. It
cannot count calls, look at arguments, or deny a tool that the model sees. With
`approval_policy = "never"` what would be asked is denied, but allowed where the sandbox is
`danger-full-access`.

A document says this alone: Codex wants a server's command or address as well, and takes no
configuration in which a server has neither. Comments of ours have the digest of each tool's
definition, and what the user's line said before. A name with a lone surrogate cannot be written.
"""

from collections.abc import Iterator, Mapping

import tomlkit

from catalog.model.policy import Policy, Rule, ToolRule
from catalog.taxonomy import Action
from publisher.abilities import Abilities
from publisher.adapt import Stack
from publisher.formats.codex.merging import merged
from publisher.formats.codex.tables import KIND, MODE_OF, Server
from publisher.formats.marked import HEADER
from publisher.formats.members import table
from publisher.formats.notes import comment, note
from publisher.formats.spelling import joined, unicode
from publisher.formats.toml_text import read_laid_out

SUFFIX = ".toml"
STACKS = True


ABILITIES = Abilities(
    actions=frozenset({Action.ALLOW, Action.ASK, Action.HIDE}),
    spelled=joined,
    remarks=(
        "Codex asks about nothing where its approval policy is never and its sandbox is off.",
        "Codex wants a command or url for each server: merge into the config.toml that has them.",
    ),
)


def render(stack: Stack) -> str:
    """The tables of these servers, with these rules alone."""
    tables = (_server(server, policy) for server, policy in sorted(stack.items()))
    return f"{HEADER}\n" + "".join(tables)


def _server(server: str, policy: Policy) -> str:
    if not unicode(server):
        return ""
    name = f"mcp_servers.{_key(server)}"
    listed = "".join(
        f"    {tomlkit.string(rule.tool).as_string()},\n"
        for rule in policy.rules
        if rule.action is not Action.HIDE
    )
    array = f"[\n{listed}]" if listed else "[]"
    rules = "".join(_rule(name, rule) for rule in policy.rules)
    return f"\n[{name}]\nenabled_tools = {array} {comment({})}\n{rules}"


def _rule(name: str, rule: ToolRule) -> str:
    said = comment({"digest": rule.digest})
    return f'\n[{name}.tools.{_key(rule.tool)}]\napproval_mode = "{MODE_OF[rule.action]}" {said}\n'


def _key(name: str) -> str:
    return tomlkit.key(name).as_string()


def read(text: str) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of a document; `*` is for all tools that have none, where they are enabled."""
    servers = table(read_laid_out(text, KIND), "mcp_servers", KIND)
    return {
        name: tuple(sorted(_rules(Server.of(table(servers, name, KIND))), key=_tool))
        for name in sorted(servers)
    }


def _rules(server: Server) -> Iterator[Rule]:
    named = {*(server.enabled or ()), *server.disabled, *server.modes}
    for tool in named:
        said = note(server.modes[tool].comment).ours if tool in server.modes else None
        digest = (said or {}).get("digest")
        yield Rule(tool=tool, action=server.action(tool), digest=digest)
    if server.enabled is None and "*" not in named:
        yield Rule(tool="*", action=server.action("*"))


def _tool(rule: Rule) -> str:
    return rule.tool


def merge(theirs: str, stack: Stack) -> str:
    """Their configuration, with each server's table holding its policy.

    A tool is enabled if both say so, and asked about if one of them does.
    """
    document = read_laid_out(theirs, KIND)
    return merged(document, {name: each for name, each in stack.items() if unicode(name)})
