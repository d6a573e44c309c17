"""Our rules in a Gemini CLI policy file: each a [[rule]] whose comment says what it is for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import tomlkit

from catalog.model.policy import Policy, ToolRule
from catalog.taxonomy import Action
from publisher.adapt import Stack
from publisher.formats.gemini import names
from publisher.formats.gemini.patterns import patterns
from publisher.formats.gemini.rules import noted
from publisher.formats.notes import in_ascii
from publisher.formats.spelling import whole
from publisher.formats.toml_text import read_toml

HEAD = "[[rule]] # "
PRIORITY = 999
"""The highest: nothing else that a user has, trust in a server among it, comes before."""
DECISION = {
    Action.ALLOW: "allow",
    Action.ASK: "ask_user",
    Action.DENY: "deny",
    Action.HIDE: "deny",
}
UNNAMED = "The policy has no rule for this tool."
UNCLOSED = (
    "The policy has a server that Gemini CLI cannot close: give it a name of letters, digits, -,"
    " . and :, 25 at most, that does not begin with mcp_."
)


class Block(NamedTuple):
    """A [[rule]] of ours as text, and the servers that it is about."""

    servers: frozenset[str]
    text: str
    last: bool = False


def blocks(stack: Stack) -> Iterator[Block]:
    """The rules of each server, then one that closes those that have none for all their tools."""
    for server, policy in sorted(stack.items()):
        if names.tellable(server):
            yield from _of_server(server, policy)
    if unclosed := frozenset(each for each in stack if not names.closable(each)):
        yield last(unclosed)


def last(servers: frozenset[str]) -> Block:
    """The rule for every tool of every server, because these cannot be closed alone."""
    note = {"servers": sorted(servers)}
    return Block(servers, _block(note, "*", "*", Action.DENY, message=UNCLOSED), last=True)


def parsed(ours: str, kind: str) -> Iterator[Block]:
    """The rules of ours that a document had. Raises InputError where they are damaged."""
    for text in re.split(r"^(?=\[\[rule\]\])", ours, flags=re.MULTILINE)[1:]:
        servers = noted(text.partition("\n")[0]).get("servers")
        row = read_toml(text, kind)["rule"][0]
        if isinstance(servers, list):
            yield last(frozenset(map(str, servers)))
        else:
            yield Block(frozenset({str(row.get("mcpName"))}), f"{text.rstrip()}\n\n")


def _of_server(server: str, policy: Policy) -> Iterator[Block]:
    about = frozenset({server})
    for rule in policy.rules:
        yield from (Block(about, text) for text in _of_rule(server, rule))
    note: dict[str, str] = {}
    yield Block(about, _block(note, server, "*", Action.DENY, message=UNNAMED))


def _of_rule(server: str, rule: ToolRule) -> Iterator[str]:
    written = names.written(server, rule.tool)
    if written is None:
        return
    note = {"tool": rule.tool, "digest": rule.digest}
    for case in rule.cases:
        for pattern in patterns(case.when):
            yield _block(note, server, written, case.action, pattern)
    message = rule.reason if rule.action is Action.DENY else None
    yield _block(note, server, written, rule.action, message=message)


def _block(
    note: Mapping[str, Any],
    server: str,
    tool: str,
    action: Action,
    pattern: str | None = None,
    message: str | None = None,
) -> str:
    lines = [
        HEAD + in_ascii(note),
        f"mcpName = {quoted(server)}",
        f"toolName = {quoted(tool)}",
        f"argsPattern = '{pattern}'" if pattern else None,
        f'decision = "{DECISION[action]}"',
        f"priority = {PRIORITY}",
        f"denyMessage = {quoted(message)}" if message else None,
    ]
    return "\n".join(each for each in lines if each) + "\n\n"


def quoted(text: str) -> str:
    """A TOML string; what no TOML can hold, a lone surrogate, is replaced."""
    return tomlkit.string(whole(text)).as_string()


def joined(found: Iterable[Block]) -> str:
    """By server; a rule for every server stands last."""
    ordered = sorted(found, key=lambda each: (each.last, sorted(each.servers)))
    return "".join(each.text for each in ordered)
