"""Rego v1: a package for OPA and the other engines of the language, asked for a decision.

Source: https://www.openpolicyagent.org/docs/policy-language, Rego v1 as of OPA 1.0, read in
November 2026; evaluated by regopy 1.5.2 and celine-regorus 0.9.1. The caller asks for
`data.toolrisk.decision` with `{"server": …, "tool": …, "arguments": {…}}` and gets
`{"action": …, "limit": …, "reason": …}`. What the action means is the caller's to do: to
count under the limit's counter, to ask a person, to leave a hidden tool out of the list.

The rules, with their digests, are one literal; the logic is always the same. Rego has one
package a file, so there is nothing to merge into but a document of ours; the user's rules
stay in files of their own, which read `data.toolrisk.decision`.

All is ASCII: what else a name has is escaped. One engine (rego-cpp 1.5.2) compares strings as
they are escaped, so that it wants its input as ASCII JSON; otherwise it denies those tools.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from catalog.errors import InputError
from catalog.model.policy import Rule, Ruling, ToolRule
from catalog.taxonomy import Action
from publisher.abilities import Abilities
from publisher.adapt import Stack
from publisher.formats.bounds import bounded
from publisher.formats.json_text import load_strictly
from publisher.formats.marked import besides, marked, ours, replaced
from publisher.formats.spelling import joined, unicode, whole

SUFFIX = ".rego"
STACKS = True

ABILITIES = Abilities(
    actions=frozenset(Action),
    arguments=True,
    limits_by_argument=True,
    spelled=joined,
    writes=unicode,
)

COMMENT = "#"
KIND = "Rego document"
BEFORE = """\
package toolrisk

import rego.v1

# Ask for data.toolrisk.decision with {"server": …, "tool": …, "arguments": {…}}.
rules := """.replace("…", "...")
AFTER = """

default decision := {"action": "deny", "limit": null, "reason": "No rule names this tool."}

decision := said if {
	count(cases) == 0
	said := object.filter(rule, ["action", "limit", "reason"])
}

decision := said if {
	some case in cases
	said := object.filter(case, ["action", "limit", "reason"])
}

rule := rules[input.server][input.tool]

cases contains case if {
	some case in rule.cases
	input.arguments[case.parameter] in case.values
}
"""

_DECIDING = re.compile(r"\b(?:rules?|decision|cases|count|object)\b")
"""The names that the logic goes by."""


def render(stack: Stack) -> str:
    """The package of these servers."""
    servers = [
        f"\t{json.dumps(server)}: {_literal(_tools(policy.rules), 1)}"
        for server, policy in stack.items()
        if unicode(server)
    ]
    return marked(COMMENT, BEFORE + _literal(servers, 0) + AFTER)


def _literal(entries: list[str], depth: int) -> str:
    """An object of these entries, one a line."""
    return "{\n" + ",\n".join(entries) + "\n" + "\t" * depth + "}" if entries else "{}"


def _tools(rules: tuple[ToolRule, ...]) -> list[str]:
    return [f"\t\t{json.dumps(rule.tool)}: {json.dumps(_entry(rule))}" for rule in rules]


def _entry(rule: ToolRule) -> dict[str, Any]:
    cases = [{**_said(each, each.reason), **each.when.model_dump()} for each in rule.cases]
    return {**_said(rule, rule.reason), "digest": rule.digest, "cases": cases}


def _said(ruling: Ruling, reason: str) -> dict[str, Any]:
    limit = ruling.limit.model_dump() if ruling.limit else None
    return {"action": ruling.action, "limit": limit, "reason": whole(reason)}


def read(text: str) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of a document of ours; the logic of any other says nothing without its engine.

    Raises InputError for any other text, and for one whose logic is not ours any more, or to
    which something was added: one case more can decide otherwise.
    """
    body = ours(bounded(text, KIND), COMMENT)
    if body is None:
        raise InputError(f"no {KIND} that toolrisk made; make one anew")
    added = _DECIDING.search(besides(text, COMMENT))
    if added or not body.startswith(BEFORE) or not body.endswith(AFTER):
        raise InputError("the logic of this Rego document is not toolrisk's any more; make it anew")
    try:
        servers = load_strictly(body[len(BEFORE) : -len(AFTER)])
        return {
            server: tuple(_rule(tool, entry) for tool, entry in _items(tools))
            for server, tools in _items(servers)
        }
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InputError(f"the rules of this Rego document are off ({_why(error)})") from error


def _why(error: Exception) -> str:
    """One line, without what pydantic says over many."""
    if isinstance(error, ValidationError):
        return f"{error.errors()[0]['msg']}; make it anew"
    return f"{error or 'too deep'}; make it anew".replace("\n", " ")


def _items(value: object) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise TypeError("an object is missing")
    yield from value.items()


def _rule(tool: str, entry: Mapping[str, Any]) -> Rule:
    cases = [
        {
            "action": each["action"],
            "limit": each["limit"],
            "when": {"parameter": each["parameter"], "values": each["values"]},
        }
        for each in entry["cases"]
    ]
    kept = {key: entry[key] for key in ("action", "limit", "digest")}
    return Rule.model_validate({"tool": tool, **kept, "cases": cases})


def merge(theirs: str, stack: Stack) -> str:
    """The user's document with these rules for those that it had of ours.

    Raises InputError for a document that was never ours.
    """
    if theirs.strip() and ours(bounded(theirs, KIND), COMMENT) is None:
        raise InputError(
            "this Rego file is another package than toolrisk's; name a file of its own, "
            "and read data.toolrisk.decision from yours"
        )
    return replaced(theirs, render(stack), COMMENT)
