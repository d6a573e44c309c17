"""Claude Code's settings: names as its client makes them, and a user's own beside ours."""

import json

import pytest

from catalog.errors import InputError
from catalog.taxonomy import Action
from publisher.adapt import adapt
from publisher.formats.claude.names import called, matches
from publisher.targets.claude_code import ABILITIES, merge, read, render
from tests.publisher.calls import STACK, TOWN

ADAPTED = adapt(STACK, ABILITIES).stack
THEIRS = """{
    "model": "größe",
    "permissions": {
        "defaultMode": "plan",
        "allow": ["Bash(ls:*)", "mcp__town-hall", "mcp__town-hall__*", "mcp__other__x"],
        "deny": ["Read(./.env)", "mcp__town-hall__send_mail"]
    },
    "hooks": {"later": [1.5, null]}
}
"""


@pytest.mark.parametrize(
    ("server", "tool", "name"),
    [
        ("harbour", "read_note", "mcp__harbour__read_note"),
        ("io.example/harbour", "files/../delete", "mcp__io_example_harbour__files____delete"),
        ("größe", "日本", "mcp__gr__e____"),
        ("s", "\N{GRINNING FACE}", "mcp__s____"),
        ("claude.ai My  (Notes)", "read", "mcp__claude_ai_My_Notes__read"),
        ("plugin:docs:notes", "read", "mcp__plugin_docs_notes__read"),
    ],
)
def test_names(server: str, tool: str, name: str) -> None:
    assert called(server, tool) == name


@pytest.mark.parametrize(
    ("rule", "matched"),
    [
        ("mcp__s__read", True),
        ("mcp__s", True),
        ("mcp__s__*", True),
        ("mcp__s__re*", True),
        ("mcp__*", True),
        ("mcp__s()", True),
        ("mcp__s__read(*)", True),
        ("mcp__s__read(x)", False),
        ("mcp__s__rea", False),
        ("mcp__s__Read", False),
        ("mcp__s__rea?", False),
        ("mcp__s__[r]*", False),
        ("mcp__s__", False),
        ("mcp__", False),
        ("mcp__other", False),
        ("Read", False),
    ],
)
def test_which_rules_are_for_a_tool(rule: str, *, matched: bool) -> None:
    assert matches(rule, "mcp__s__read") is matched


def test_a_users_settings_keep_all_but_what_opens_our_servers() -> None:
    text = merge(THEIRS, {"town-hall": ADAPTED["town-hall"]})
    assert text.startswith('{\n    "model": "größe",\n    "permissions": {\n')
    document = json.loads(text)
    assert [*document] == ["model", "permissions", "hooks", "toolrisk"]
    assert document["hooks"] == {"later": [1.5, None]}
    assert document["permissions"] == {
        "defaultMode": "plan",
        "allow": [
            "Bash(ls:*)", "mcp__other__x",
            "mcp__town-hall__drop_table", "mcp__town-hall__send_mail",
        ],
        "deny": ["Read(./.env)", "mcp__town-hall__send_mail", "mcp__town-hall__read_note"],
    }  # fmt: skip
    actions = {each.tool: each.action for each in read(text)["town-hall"]}
    wanted = {"drop_table": Action.ALLOW, "read_note": Action.HIDE, "send_mail": Action.HIDE}
    assert actions == wanted


def test_what_the_user_had_stays_when_ours_goes() -> None:
    empty = {"town-hall": TOWN.model_copy(update={"rules": ()})}
    text = merge(merge(THEIRS, {"town-hall": ADAPTED["town-hall"]}), empty)
    assert json.loads(text)["permissions"] == {
        "defaultMode": "plan",
        "allow": ["Bash(ls:*)", "mcp__other__x"],
        "deny": ["Read(./.env)", "mcp__town-hall__send_mail"],
    }


def test_other_servers_of_ours_stay() -> None:
    text = merge(render(ADAPTED), {"town-hall": TOWN.model_copy(update={"rules": ()})})
    assert read(text) == {**read(render(ADAPTED)), "town-hall": ()}


def test_settings_of_any_writer_are_read() -> None:
    found = read(
        '{"permissions": {"deny": ["mcp__s__a"], "allow": ["mcp__s", "mcp__t__b_*", "X"]}}'
    )
    assert {
        server: {each.tool: (each.action, each.digest) for each in rules}
        for server, rules in found.items()
    } == {
        "s": {"a": (Action.HIDE, None), "*": (Action.ALLOW, None)},
        "t": {"b_*": (Action.ALLOW, None)},
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "line 1: no JSON: Expecting value"),
        ('{\n"a" 1}', "line 2: no JSON: Expecting ':' delimiter"),
        ("[]", "it is no JSON object"),
        ('{"a": NaN}', "NaN is no JSON"),
        ('{"permissions": []}', "'permissions' is not a table"),
        ('{"permissions": {"deny": [1]}}', "'deny' is not a list of strings"),
        ('{"toolrisk": {"tools": {"s": {"a": 1}}}}', "the digests of 's' are not strings"),
        ('{"a": 1, "a": 2}', "the member 'a' stands there twice"),
        ("[" * 100_000, "it is nested too deeply"),
    ],
)
def test_what_are_no_settings(text: str, line: str) -> None:
    with pytest.raises(InputError) as error:
        merge(text, ADAPTED)
    assert str(error.value).startswith(f"no Claude Code settings: {line}")
