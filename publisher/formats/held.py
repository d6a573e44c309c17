"""Whether a merged document holds what it must, read again before anyone gets it."""

from collections.abc import Mapping

from catalog.errors import InputError
from catalog.model.policy import Rule
from publisher.adapt import Stack

EVERY = "*"
"""In a document every tool; among its rules those that it does not name, where they pass."""


def check(merged: Mapping[str, tuple[Rule, ...]], stack: Stack, kind: str) -> None:
    """Raises InputError where the document lets through what the policies do not.

    A layout that nobody thought of is then no hole, but a document that is left as it was.
    """
    for server, rules in merged.items():
        found = {rule.tool: rule for rule in rules}
        for rule in stack[server].rules if server in stack else ():
            there = found.get(rule.tool, found.get(EVERY))
            if there and there.strictness < rule.strictness:
                name = rule.tool[:80]
                raise InputError(f"no {kind} that can be merged: write {name!a} in plain lines")
