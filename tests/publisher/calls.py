"""One policy and one table of calls, that every engine is held against.

What an engine has to decide is what `decide` says of the adapted policy; what a format lost
on the way is what its losses say, and nothing else.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from catalog.model.policy import AdvisedCase, Condition, Limit, Policy, Ruling, ToolRule
from catalog.taxonomy import BASELINE, Action, Category
from publisher.abilities import Abilities
from publisher.adapt import Stack, adapt
from publisher.policy.decision import decide

CATEGORY = {
    Action.ALLOW: Category.READ,
    Action.LIMIT: Category.WRITE,
    Action.ASK: Category.EXECUTE,
    Action.DENY: Category.FINANCIAL,
    Action.HIDE: Category.DESTRUCTIVE,
}
LONG = "a_very_long_name_" * 7 + "of_128_xx"
"""As long as the specification's draft allows a name to be."""


class Call(NamedTuple):
    """One call of a client."""

    server: str
    tool: str
    arguments: Mapping[str, Any] = {}


def limit(tool: str, calls: int) -> Limit:
    return Limit(counter=f"{tool}_rate", window="minute", max=calls)


def rule(tool: str, action: Action, *cases: AdvisedCase, calls: int = 30) -> ToolRule:
    category = CATEGORY[action]
    return ToolRule(
        tool=tool,
        action=action,
        limit=limit(tool, calls) if action is Action.LIMIT else None,
        cases=cases,
        reason=f'What "{category}" asks for.\nOn two lines.',
        category=category,
        risk=BASELINE[category],
        digest="sha256:" + tool.encode("utf-8", "replace").hex().ljust(64, "0")[:64],
    )


def case(tool: str, action: Action, parameter: str, *values: str, calls: int = 30) -> AdvisedCase:
    return AdvisedCase(
        when=Condition(parameter=parameter, values=values),
        action=action,
        limit=limit(tool, calls) if action is Action.LIMIT else None,
        reason="A milder action.",
        category=CATEGORY[action],
        risk=BASELINE[CATEGORY[action]],
    )


def _policy(server: str, *rules: ToolRule) -> Policy:
    return Policy(server=server, rules=tuple(sorted(rules, key=lambda each: each.tool)))


ODD = (
    ("image.generate.replicate", Action.LIMIT),
    ("files/read", Action.ALLOW),
    ("files/../delete", Action.HIDE),
    ("Größe_lesen", Action.ALLOW),
    ("löschen", Action.DENY),
    ("日本語を読む", Action.ALLOW),
    ("日本語を消す", Action.HIDE),
    ("Save", Action.ALLOW),
    ("save", Action.DENY),
    ("snake_case", Action.ALLOW),
    ("snake-case", Action.ASK),
    ("snake.case", Action.DENY),
    ('say "hi"', Action.ALLOW),
    ("it's", Action.DENY),
    ("back\\slash", Action.ALLOW),
    ("with space", Action.ASK),
    ("*", Action.DENY),
    ("read_*", Action.HIDE),
    ("${HOME}", Action.ALLOW),
    ("{{braces}}", Action.DENY),
    ("a:b", Action.ALLOW),
    ("a,b(c)", Action.DENY),
    ("-rf", Action.ALLOW),
    ("__proto__", Action.ALLOW),
    ("constructor", Action.DENY),
    ("true", Action.ALLOW),
    ("1", Action.DENY),
    (LONG, Action.ALLOW),
    (LONG[:-1], Action.DENY),
)

HARBOUR = _policy(
    "io.example/harbour",
    rule("read_note", Action.ALLOW),
    rule("list_notes", Action.ALLOW),
    rule("send_mail", Action.LIMIT),
    rule("run_query", Action.LIMIT, calls=10),
    rule("zap", Action.ASK),
    rule("pay_berth", Action.DENY),
    rule("drop_table", Action.HIDE),
    rule(
        "manage",
        Action.DENY,
        case("manage", Action.ALLOW, "action", "list", "get"),
        case("manage", Action.LIMIT, "action", "create"),
        case("manage", Action.ASK, "action", "re name", 'say "it"'),
    ),
    rule("browse", Action.ASK, case("browse", Action.ALLOW, "op", "read", "größe")),
    rule("edit", Action.LIMIT, case("edit", Action.ALLOW, "command", "view", "LIST"), calls=10),
    *(rule(tool, action) for tool, action in ODD),
)
TOWN = _policy(
    "io.example/town",
    rule("read_note", Action.DENY),
    rule("drop_table", Action.ALLOW),
    rule("send_mail", Action.ALLOW),
)
STACK: Stack = {"harbour": HARBOUR, "town-hall": TOWN}
"""One of several servers."""

ALONE: Stack = {"harbour": HARBOUR}
"""What a format takes that is about one server."""

CALLS = (
    *(Call("harbour", each.tool) for each in HARBOUR.rules),
    *(Call("town-hall", each.tool) for each in TOWN.rules),
    *(
        Call("harbour", "manage", arguments)
        for arguments in (
            {"action": "list"},
            {"action": "get", "id": 7},
            {"action": "create"},
            {"action": "re name"},
            {"action": 'say "it"'},
            {"action": "delete"},
            {"action": "LIST"},
            {"action": ""},
            {"action": 5},
            {"action": None},
            {"action": ["list"]},
            {"action": {"list": "list"}},
            {"Action": "list"},
            {"other": "list"},
            {"other": '","action":"list"'},
        )
    ),
    Call("harbour", "browse", {"op": "read"}),
    Call("harbour", "browse", {"op": "größe"}),
    Call("harbour", "browse", {"op": "write"}),
    Call("harbour", "edit", {"command": "view", "text": "delete"}),
    Call("harbour", "edit", {"command": "LIST"}),
    Call("harbour", "edit", {"command": "str_replace"}),
    Call("harbour", "read_note", {"action": "delete"}),
    *(
        Call("harbour", unknown)
        for unknown in ("unknown", "read_notes", "READ_NOTE", "read", "read_note ", "harbour")
    ),
    Call("town-hall", "pay_berth"),
    Call("town-hall", "unknown"),
)
"""Calls of every kind: each action, by argument, of unknown tools and with odd names."""


def expected(stack: Stack, call: Call, can: Abilities) -> Ruling:
    """What an engine of a format that can say so much has to decide."""
    rules = adapt(stack, can).stack[call.server].rules
    return decide(rules, call.tool, call.arguments, unnamed=can.unnamed)
