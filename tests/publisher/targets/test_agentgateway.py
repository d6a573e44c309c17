"""agentgateway's rules, in two engines of CEL that are put together as the gateway does it."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from catalog.errors import InputError
from catalog.model.policy import Rule
from catalog.taxonomy import Action
from publisher.adapt import Stack, adapt
from publisher.target import export, find
from publisher.targets.agentgateway import ABILITIES, merge, read, render
from tests.publisher.calls import CALLS, HARBOUR, STACK, TOWN, Call, expected, rule
from tests.publisher.engines import CEL

Holds = Callable[[str, dict[str, Any]], bool]
TARGET = find("agentgateway")
DOCUMENT = export(TARGET, STACK).text
ADAPTED = adapt(STACK, ABILITIES).stack
NASTY = '"}[x] || true || {"\\\N{GRINNING FACE}\n  - allow: "true" # ${x} {{x}}\0\N{LINE SEPARATOR}'
THEIRS = """\
# My gateway.
binds:
- port: 3000
  listeners:
    - routes:
        # Notes.
        - matches: []
          backends:
          - mcp:
              targets:
              - {name: harbour, stdio: {cmd: npx}}   # mine
        - backends:
          - host: localhost:1
mcp:
  targets: []
  policies:
    cors: {allowOrigins: ["*"]}
    mcpAuthorization:
      rules:
      # Anybody.
      - 'mcp.tool.name == "pay_berth"'
      - deny: mcp.tool.name == "read_note"
"""


def passes(holds: Holds, rules: list[Any], call: Call | None) -> bool:
    """As the gateway says it: none that denies, all that are required, then one that allows."""
    tool = {"target": call.server, "name": call.tool} if call else None
    mcp = {"mcp": {"tool": tool} if tool else {"prompt": {"target": "harbour", "name": "hello"}}}
    said = [each if isinstance(each, dict) else {"allow": each} for each in rules]
    allows = [each["allow"] for each in said if "allow" in each]
    return (
        not any(holds(each["deny"], mcp) for each in said if "deny" in each)
        and all(holds(each["require"], mcp) for each in said if "require" in each)
        and (not allows or any(holds(each, mcp) for each in allows))
    )


def rules_of(document: str) -> list[Any]:
    rules = yaml.safe_load(document)["mcp"]["policies"]["mcpAuthorization"]["rules"]
    assert isinstance(rules, list)
    return rules


@CEL
def test_every_call_of_the_table(holds: Holds) -> None:
    for call in CALLS:
        allowed = expected(STACK, call, ABILITIES).action is Action.ALLOW
        assert passes(holds, rules_of(DOCUMENT), call) is allowed, call


@CEL
def test_what_is_no_tool_and_what_is_of_other_targets_is_left_to_others(holds: Holds) -> None:
    assert passes(holds, rules_of(DOCUMENT), None)
    assert passes(holds, rules_of(DOCUMENT), Call("elsewhere", "pay_berth"))


@CEL
def test_a_server_without_tools_that_may_be_called_is_closed(holds: Holds) -> None:
    closed = render({"harbour": HARBOUR.model_copy(update={"rules": ()})})
    assert not passes(holds, rules_of(closed), Call("harbour", "read_note"))


@CEL
def test_nothing_breaks_out_of_its_quotes(holds: Holds) -> None:
    mine = (rule(NASTY, Action.ALLOW), rule(f"{NASTY}!", Action.HIDE))
    stack: Stack = {NASTY: TOWN.model_copy(update={"rules": mine})}
    document = render(stack)
    assert document.isascii()
    assert [list(each) for each in rules_of(document)] == [["require"]]
    assert passes(holds, rules_of(document), Call(NASTY, NASTY))
    assert not passes(holds, rules_of(document), Call(NASTY, f"{NASTY}!"))
    assert not passes(holds, rules_of(document), Call(NASTY, "other"))


@CEL
def test_the_users_configuration_is_kept_and_narrowed(holds: Holds) -> None:
    merged = merge(THEIRS, ADAPTED)
    kept = [line for line in THEIRS.splitlines() if line.strip()]
    assert [line for line in merged.splitlines() if line in kept] == kept
    assert merge(merged, ADAPTED) == merged
    whole = yaml.safe_load(merged)
    route = whole["binds"][0]["listeners"][0]["routes"]
    assert route[0]["policies"]["mcpAuthorization"]["rules"] == rules_of(DOCUMENT)
    assert "policies" not in route[1]
    for tool in ("pay_berth", "read_note", "list_notes", "drop_table"):
        assert not passes(holds, rules_of(merged), Call("harbour", tool))
    later = merge(merged, {"town-hall": ADAPTED["town-hall"]})
    assert later == merged
    emptied = {"town-hall": TOWN.model_copy(update={"rules": ()})}
    assert '"drop_table": true' not in merge(merged, emptied)


def test_what_others_wrote_is_read_as_far_as_it_says() -> None:
    assert read(THEIRS) == {
        "": (
            Rule(tool="pay_berth", action=Action.ALLOW),
            Rule(tool="read_note", action=Action.HIDE),
        )
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- a\n", "no mapping"),
        ("a: 1\n", "neither mcp nor binds"),
        ("mcp: {targets: []}\n", "line 1: write this with one entry a line"),
        ("mcp:\n", "line 1: write this"),
        ("mcp:\n  targets: []\nmcp:\n  targets: []\n", "stands there twice"),
        ("mcp:\n  a: &a []\n  targets: *a\n", "line 3 is an alias"),
        ("mcp:\n  targets: []\n\tx: 1\n", "line 3"),
        ("mcp:\r  targets: []\r", "line feed"),
        ("mcp:\n  targets: []\n---\nmcp: 1\n", "line 3"),
    ],
)
def test_another_text_is_refused(text: str, line: str) -> None:
    with pytest.raises(InputError, match=line) as error:
        merge(text, ADAPTED)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("escape", [r"\ud800", r"\UFFFFFFFF"])
def test_a_character_that_there_is_not_is_told(escape: str) -> None:
    text = f"""mcp:
  policies:
    mcpAuthorization:
      rules:
      - 'mcp.tool.name == "{escape}"'
  targets: []
"""
    with pytest.raises(InputError, match="no character"):
        read(text)


@pytest.mark.parametrize("kept", [0, 1])
def test_a_target_that_is_open_in_one_place_is_not_closed(kept: int) -> None:
    served = "binds:\n- listeners:\n  - routes:\n    - matches: []\n      backends: [{mcp: {}}]\n"
    stack = adapt({"town-hall": TOWN}, ABILITIES).stack
    merged = merge(f"{served}mcp:\n  targets: []\n", stack)
    assert list(read(merged)) == ["town-hall"]
    first, second, third = merged.split("- require:")
    between = ("- allow:", "- require:")
    opened = f"{first}{between[kept]}{second}{between[1 - kept]}{third}"
    assert read(opened) == {}
