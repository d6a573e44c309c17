"""The real Codex does with each call of the table what the policy says."""

from pathlib import Path

import pytest

from catalog.taxonomy import Action
from publisher.target import export, find
from tests.publisher.calls import CALLS, STACK, Call, expected
from tests.publisher.clients import codex as client
from tests.publisher.clients.npm import found, installed

pytestmark = [pytest.mark.online, pytest.mark.slow]
TARGET = find("codex")


@pytest.fixture(scope="module")
def binary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return found(installed(client.PACKAGE, tmp_path_factory), client.BINARY)


def test_every_call_of_the_table(binary: Path, tmp_path: Path) -> None:
    config = export(TARGET, STACK, client.configured(CALLS, tmp_path)).text
    wanted = [expected(STACK, call, TARGET.abilities).action for call in CALLS]
    assert client.decided(binary, config, CALLS, tmp_path) == [
        Action.HIDE if each is Action.DENY else each for each in wanted
    ]


def test_a_users_own_settings_open_nothing_and_close_what_they_did(
    binary: Path, tmp_path: Path
) -> None:
    calls = [
        Call("harbour", "read_note"),
        Call("harbour", "list_notes"),
        Call("harbour", "zap"),
        Call("harbour", "browse"),
        Call("harbour", "drop_table"),
        Call("town-hall", "send_mail"),
        Call("town-hall", "drop_table"),
    ]
    theirs = client.configured(calls, tmp_path)
    theirs = theirs.replace(
        "[mcp_servers.harbour]",
        """[mcp_servers.harbour.tools.list_notes]
approval_mode = "prompt"

[mcp_servers.harbour.tools.zap]
approval_mode = "approve"

[mcp_servers.harbour]
enabled_tools = ["read_note", "list_notes", "zap", "drop_table"]""",
    ).replace(
        "[mcp_servers.town-hall]",
        """[mcp_servers.town-hall]
default_tools_approval_mode = "prompt"
disabled_tools = ["drop_table"]""",
    )
    config = export(TARGET, STACK, theirs).text
    wanted = [
        Action.ALLOW, Action.ASK, Action.ASK, Action.HIDE, Action.HIDE, Action.ASK, Action.HIDE,
    ]  # fmt: skip
    assert client.decided(binary, config, calls, tmp_path) == wanted
