"""A server's entry in a LiteLLM configuration: written, or a user's made narrower."""

from collections.abc import Callable, Iterable, Sequence, Set
from functools import partial

import yaml

from catalog.model.policy import Policy, ToolRule
from catalog.taxonomy import Action
from publisher.formats.litellm import ENFORCED, bare, server_of
from publisher.formats.spelling import quoted
from publisher.formats.yaml_nodes import Pair, find, plain
from publisher.formats.yaml_page import Page, in_block, last_line
from publisher.formats.yaml_text import signed

OURS = "toolrisk"
"""Stands behind a line of ours that is of no one tool."""
ENFORCED_LINE = signed(f"{ENFORCED}: true", OURS)


def entry(policy: Policy) -> list[str]:
    """The lines that decide on a server's calls."""
    passing, hidden = _items(_passing(policy)), _items(_hidden(policy))
    limit = _rpm(policy)
    return [
        *([limit_line(limit)] if limit else []),
        *([] if passing else ["mcp_info:", f"  {ENFORCED_LINE}"]),
        *(["allowed_tools:"] if passing else []),
        *(f"  - {each}" for each in passing),
        *(["disallowed_tools:"] if hidden else []),
        *(f"  - {each}" for each in hidden),
    ]


def limit_line(calls: int) -> str:
    return signed(f"rpm: {calls}", OURS)


def _passing(policy: Policy) -> list[ToolRule]:
    return [rule for rule in policy.rules if rule.action is not Action.HIDE]


def _hidden(policy: Policy) -> list[ToolRule]:
    return [rule for rule in policy.rules if rule.action is Action.HIDE]


def _items(rules: Iterable[ToolRule]) -> list[str]:
    return [signed(quoted(rule.tool), rule.digest) for rule in rules]


def _rpm(policy: Policy) -> int | None:
    return next((rule.limit.max for rule in policy.rules if rule.limit), None)


def narrow(page: Page, found: Pair, policy: Policy) -> None:
    """A server of the user's: its own lists are only shortened, its `rpm` only lowered."""
    key, value = found
    if plain(value) is None:
        page.put_lines(key, value, entry(policy))
        return
    if not in_block(value):
        raise page.refusal(value)
    server, hidden = server_of(value), _hidden(policy)
    closed = {bare(key.value, each) for each in server.disallowed_tools or ()}
    _lower(page, value, _rpm(policy))
    if server.closed:
        denied = partial(_denies, key.value, {rule.tool for rule in hidden})
        enforced = f"{ENFORCED}: true" if _shorten(page, value, denied) else None
    else:
        opened = [rule for rule in _passing(policy) if rule.tool not in closed]
        enforced = None if opened else ENFORCED_LINE
        _list(page, value, "allowed_tools", opened)
    _enforce(page, value, enforced)
    _list(page, value, "disallowed_tools", [rule for rule in hidden if rule.tool not in closed])


def _lower(page: Page, server: yaml.Node, limit: int | None) -> None:
    found = find(server, "rpm")
    theirs = plain(found[1]) if found else None
    if limit and found and (theirs is None or int(theirs) > limit):
        page.replace(found[1], f" {limit}" if theirs is None else str(limit))
    elif limit and not found:
        page.before(server, [limit_line(limit)])


def _denies(server: str, denied: Set[str], item: yaml.Node) -> bool:
    return item.value in denied or bare(server, item.value) in denied


def _shorten(page: Page, server: yaml.Node, denied: Callable[[yaml.Node], bool]) -> bool:
    """The user's list of allowed tools, without those that we deny; whether none is left."""
    found = find(server, "allowed_tools")
    items = found[1].value if found and plain(found[1]) else []
    kept = [each for each in items if not denied(each)]
    if not found or len(kept) == len(items):
        return False
    if not kept:
        page.put_flow(*found, "[]")
    elif in_block(found[1]):
        for each in items:
            if denied(each):
                page.change(each.start_mark.line, last_line(each) + 1)
    else:
        page.put_flow(*found, f"[{', '.join(quoted(each.value) for each in kept)}]")
    return not kept


def _list(page: Page, server: yaml.Node, name: str, rules: Sequence[ToolRule]) -> None:
    """Our items behind the user's; a list that was ours alone, and is empty now, goes."""
    found, items = find(server, name), _items(rules)
    if found and items:
        page.put_items(*found, items)
    elif items:
        indent = " " * server.start_mark.column
        page.after(server, [f"{indent}{name}:", *(f"{indent}  - {each}" for each in items)])
    elif found and plain(found[1]) is None:
        page.change(found[0].start_mark.line, found[0].start_mark.line + 1)


def _enforce(page: Page, server: yaml.Node, line: str | None) -> None:
    """That no list of allowed tools means no tool; with no such line, what is left of ours goes."""
    info = find(server, "mcp_info")
    said = find(info[1], ENFORCED) if info else None
    if line is None:
        if info and plain(info[1]) is None:
            page.change(info[0].start_mark.line, info[0].start_mark.line + 1)
    elif info is None:
        page.before(server, ["mcp_info:", f"  {line}"])
    elif said:
        page.replace(said[1], "true")
    elif in_block(info[1]):
        page.after(info[1], [" " * info[1].start_mark.column + line])
    elif plain(info[1]):
        raise page.refusal(info[1])
    else:
        page.put_lines(*info, [line])
