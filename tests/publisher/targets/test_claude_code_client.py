"""The real Claude Code does with each call of the table what the policy says."""

import json
from pathlib import Path

import pytest

from catalog.taxonomy import Action
from publisher.target import export, find
from tests.publisher.calls import CALLS, STACK, Call, expected
from tests.publisher.clients import claude_code as client
from tests.publisher.clients.npm import found, installed

pytestmark = [pytest.mark.online, pytest.mark.slow]
TARGET = find("claude-code")
OPEN = {
    "model": "m",
    "permissions": {
        "allow": ["mcp__harbour", "mcp__harbour__*", "mcp__harbour__zap", "mcp__town-hall__s*"],
        "ask": ["mcp__town-hall__send_mail"],
        "deny": ["mcp__harbour__list_notes"],
    },
}


@pytest.fixture(scope="module")
def binary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return found(installed(client.PACKAGE, tmp_path_factory), client.BINARY)


def test_every_call_of_the_table(binary: Path, tmp_path: Path) -> None:
    settings = export(TARGET, STACK).text
    wanted = [expected(STACK, call, TARGET.abilities).action for call in CALLS]
    assert client.decided(binary, settings, CALLS, tmp_path) == wanted


def test_a_users_own_rules_open_nothing_and_close_what_they_did(
    binary: Path, tmp_path: Path
) -> None:
    settings = export(TARGET, STACK, json.dumps(OPEN)).text
    calls = [
        Call("harbour", "read_note"),
        Call("harbour", "list_notes"),
        Call("harbour", "zap"),
        Call("harbour", "unknown"),
        Call("town-hall", "send_mail"),
        Call("town-hall", "sweep"),
    ]
    wanted = [Action.ALLOW, Action.HIDE, Action.ASK, Action.ASK, Action.ASK, Action.ASK]
    assert client.decided(binary, settings, calls, tmp_path) == wanted


def test_names_of_servers_are_changed_as_the_client_changes_them(
    binary: Path, tmp_path: Path
) -> None:
    names = (
        "town hall",
        "a__b",
        "größe",
        "\N{SHIP}\N{GRINNING FACE}",
        "claude.ai  My (Notes)",
        "_",
    )
    stack = dict.fromkeys(names, STACK["town-hall"])
    calls = [Call(name, tool) for name in names for tool in ("read_note", "send_mail", "other")]
    wanted = [Action.HIDE, Action.ALLOW, Action.ASK] * len(names)
    settings = export(TARGET, stack).text
    assert client.decided(binary, settings, calls, tmp_path) == wanted


def test_what_is_to_be_asked_is_asked_even_where_permissions_are_skipped(
    binary: Path, tmp_path: Path
) -> None:
    settings = export(TARGET, STACK).text
    calls = [Call("harbour", tool) for tool in ("read_note", "zap", "drop_table", "unknown")]
    flag = "--dangerously-skip-permissions"
    wanted = [Action.ALLOW, Action.ASK, Action.HIDE, Action.ALLOW]
    assert client.decided(binary, settings, calls, tmp_path, flag) == wanted
