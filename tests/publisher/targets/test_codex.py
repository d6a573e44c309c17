"""Codex's configuration: a user's own tables hold the policy, and keep what they had."""

import pytest

from catalog.errors import InputError
from catalog.taxonomy import Action
from publisher.adapt import adapt
from publisher.targets.codex import ABILITIES, merge, read, render
from tests.publisher.calls import STACK, TOWN

TOWN_HALL = {"town-hall": adapt(STACK, ABILITIES).stack["town-hall"]}
EMPTY = {"town-hall": TOWN.model_copy(update={"rules": ()})}
DIGESTS = {each.tool: each.digest for each in TOWN.rules}
THEIRS = """\
# Mine.
model = "m"   # the model

[mcp_servers.town-hall]
command = "npx" # pinned
enabled_tools = ["send_mail", "later"] # few

[mcp_servers.town-hall.env]
TOKEN = "t"

[mcp_servers.town-hall.tools.send_mail]
approval_mode = "prompt"  # careful

[tui]
theme = "dark"
"""
MERGED = f"""\
# Mine.
model = "m"   # the model

[mcp_servers.town-hall]
command = "npx" # pinned
enabled_tools = [
    "send_mail",
] # toolrisk {{"before": ["send_mail", "later"]}} # few

[mcp_servers.town-hall.env]
TOKEN = "t"

[mcp_servers.town-hall.tools.send_mail]
approval_mode = "prompt" # toolrisk {{"digest": "{DIGESTS["send_mail"]}", "before": "prompt"}} # careful

[mcp_servers.town-hall.tools.drop_table]
approval_mode = "approve" # toolrisk {{"digest": "{DIGESTS["drop_table"]}"}}

[mcp_servers.town-hall.tools.read_note]
approval_mode = "prompt" # toolrisk {{"digest": "{DIGESTS["read_note"]}"}}

[tui]
theme = "dark"
"""  # noqa: E501 - a document's line


def test_a_users_tables_hold_the_policy() -> None:
    text = merge(THEIRS, TOWN_HALL)
    assert text == MERGED
    assert merge(text, TOWN_HALL) == text
    assert {each.tool: each.action for each in read(text)["town-hall"]} == {
        "send_mail": Action.ASK,
        "drop_table": Action.HIDE,
        "read_note": Action.HIDE,
    }


def test_what_the_user_had_stays_when_ours_goes() -> None:
    text = merge(MERGED, EMPTY)
    assert "drop_table" not in text
    assert 'enabled_tools = [] # toolrisk {"before": ["send_mail", "later"]} # few' in text
    assert 'approval_mode = "prompt" # careful' in text


def test_what_a_client_wrote_into_a_line_of_ours_is_undone() -> None:
    text = render(TOWN_HALL)
    opened = text.replace('approval_mode = "prompt"', 'approval_mode = "approve"')
    opened = opened.replace("enabled_tools = [", 'enabled_tools = ["read_note", ')
    assert opened != text
    assert read(merge(opened, TOWN_HALL)) == read(text)


def test_a_damaged_comment_opens_nothing() -> None:
    text = MERGED.replace('"before": ["send_mail", "later"]', '"before": 5')
    enabled = [each.tool for each in read(merge(text, TOWN_HALL))["town-hall"] if
               each.action is not Action.HIDE]  # fmt: skip
    assert enabled == ["send_mail"]


@pytest.mark.parametrize(
    ("settings", "actions"),
    [
        ("", {"*": Action.ALLOW}),
        ('default_tools_approval_mode = "prompt"', {"*": Action.ASK}),
        ('enabled_tools = ["a"]', {"a": Action.ALLOW}),
        ('enabled_tools = ["a"]\ndisabled_tools = ["a"]', {"a": Action.HIDE}),
        ('tools.a.approval_mode = "writes"', {"*": Action.ALLOW, "a": Action.ALLOW}),
        ('tools.a.approval_mode = "prompt"', {"*": Action.ALLOW, "a": Action.ASK}),
    ],
)
def test_tables_of_any_writer_are_read(settings: str, actions: dict[str, Action]) -> None:
    found = read(f"[mcp_servers.s]\n{settings}\n")["s"]
    assert {each.tool: each.action for each in found} == actions


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = \n", "Invalid value (at line 1, column 5)"),
        ("mcp_servers = 1", "'mcp_servers' is not a table"),
        ("[mcp_servers]\ns = 1", "'s' is not a table"),
        ('[mcp_servers.s]\nenabled_tools = "a"', "'enabled_tools' is not a list of strings"),
        ('[mcp_servers.s.tools.a]\napproval_mode = "yes"', "'approval_mode' is none of approve"),
        ("a = " + "[" * 50_000, "it is nested too deeply"),
    ],
)
def test_what_is_no_configuration(text: str, line: str) -> None:
    with pytest.raises(InputError) as error:
        read(text)
    assert str(error.value).startswith(f"no Codex config: {line}")


SERVER = '[mcp_servers.town-hall]\ncommand = "x"\n'


@pytest.mark.parametrize(
    "theirs",
    [
        "",
        'model = "m"\n',
        f'[mcp_servers.a]\ncommand = "x"\n\n[tui]\n\n{SERVER}\n[model]\n',
        f"[mcp_servers]\n\n{SERVER}".replace("\n", "\r\n"),
        f'[mcp_servers.town-hall.tools.send_mail]\napproval_mode = "approve"\n{SERVER}[[z]]\n',
    ],
)
def test_any_layout_of_tables_holds_the_policy(theirs: str) -> None:
    text = merge(theirs, TOWN_HALL)
    assert merge(text, TOWN_HALL) == text
    assert read(text)["town-hall"] == read(render(TOWN_HALL))["town-hall"]


@pytest.mark.parametrize(
    "theirs",
    [
        'mcp_servers = {town-hall = {command = "x"}}\n',
        f'{SERVER}tools.send_mail.approval_mode = "prompt"\n',
        f'{SERVER}[mcp_servers.town-hall.tools]\nsend_mail = {{approval_mode = "prompt"}}\n',
    ],
)
def test_a_layout_that_cannot_hold_the_policy_is_refused(theirs: str) -> None:
    with pytest.raises(InputError, match="write each server and each of its tools as a table"):
        merge(theirs, TOWN_HALL)
