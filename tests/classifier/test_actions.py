"""Tools of several actions: each gets a verdict of its own, and the tool its worst."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.classification import Classification
from catalog.model.tool import Context, Tool
from catalog.reading import read_tool
from catalog.taxonomy import Category, Risk
from classifier.actions import MOST
from classifier.classify import classify

NOWHERE = Context()
READ, WRITE, DESTRUCTIVE = Category.READ, Category.WRITE, Category.DESTRUCTIVE


def judged(
    name: str, action: Any, description: str = "", defs: Any = None, **more: Any
) -> Classification:
    properties = {"action": action} if action is not None else {}
    schema = {"type": "object", "properties": properties, "$defs": defs} | more
    tool = read_tool({"name": name, "description": description, "inputSchema": schema})
    assert isinstance(tool, Tool)
    return classify(tool, NOWHERE)


def by_action(verdict: Classification) -> dict[str, Category]:
    return {each.action: each.category for each in verdict.actions}


LISTS: list[tuple[Any, str]] = [
    ({"enum": ["list", "get", "delete"]}, ""),
    ({"type": "array", "items": {"enum": ["list", "get", "delete"]}}, ""),
    ({"oneOf": [{"const": "list"}, {"const": "get"}, {"const": "delete", "title": "Gone"}]}, ""),
    ({"anyOf": [{"enum": ["list", "get"]}, {"enum": ["delete"]}, {"type": "null"}]}, ""),
    ({"description": "What to do: list, get or delete"}, ""),
    ({"description": "One of 'list', 'get' or 'delete'. With 'list' all come."}, ""),
    ({"description": "list|get|delete (list | get | delete)"}, ""),
    ({}, "Handles notes.\n\nArgs:\n  action: What to do (list, get, delete)\n  id: Which"),
    ({}, "Handles notes:\n- list: All notes.\n- get: One note.\n- delete: Away with one."),
    ({}, "Handles notes.\n1. `list` - all\n2. `get` - one\n3. `delete`: gone"),
]  # fmt: skip


@pytest.mark.parametrize(("action", "description"), LISTS)
def test_each_action_is_judged_wherever_it_is_listed(action: Any, description: str) -> None:
    verdict = judged("manage_notes", action, description)
    found = by_action(verdict)
    assert {name: found[name] for name in ("list", "get", "delete")} == {
        "list": READ, "get": READ, "delete": DESTRUCTIVE,
    }  # fmt: skip
    assert verdict.category is DESTRUCTIVE
    assert verdict.risk is Risk.HIGH


def test_alternatives_of_a_schema_each_have_their_action() -> None:
    branches = [{"properties": {"action": {"const": each}}} for each in ("show", "remove")]
    assert by_action(judged("notes", None, oneOf=branches)) == {
        "show": READ, "remove": DESTRUCTIVE,
    }  # fmt: skip


def test_a_definition_that_is_referred_to_is_read() -> None:
    definitions: Any = {"Doing": {"enum": ["list", "delete"]}}
    verdict = judged("notes", {"$ref": "#/$defs/Doing"}, defs=definitions)
    assert by_action(verdict) == {"list": READ, "delete": DESTRUCTIVE}
    assert {each.field for each in verdict.findings} >= {"inputSchema/$defs/Doing/enum/1"}


def test_a_schema_that_refers_to_itself_ends() -> None:
    node: Any = {
        "properties": {"next": {"$ref": "#/$defs/Node"}, "action": {"enum": ["get", "wipe"]}}
    }
    verdict = judged("walk", {"$ref": "#/$defs/Node"}, defs={"Node": node})
    assert verdict.category is DESTRUCTIVE


def test_a_verb_is_judged_with_what_the_tool_acts_on() -> None:
    verdict = judged("manage_users", {"enum": ["list", "create"]})
    assert {each.action: each.risk for each in verdict.actions}["create"] is Risk.HIGH


def test_an_action_that_no_rule_knows_may_be_the_worst() -> None:
    verdict = judged("manage_notes", {"enum": ["delete", "frobnicate"]})
    assert by_action(verdict)["frobnicate"] is DESTRUCTIVE


@pytest.mark.parametrize(
    ("action", "description"),
    [
        ({"enum": ["delete"]}, ""),
        ({"description": "What to do."}, "Handles notes."),
        ({"description": "Notes, or nothing"}, ""),
    ],
)
def test_one_value_is_no_choice(action: Any, description: str) -> None:
    assert judged("manage_notes", action, description).actions == ()


def test_other_parameters_choose_no_action() -> None:
    schema = {"payment_method": {"enum": ["delete", "get"]}, "format": {"enum": ["drop", "keep"]}}
    assert judged("get_notes", None, properties=schema).category is READ


@given(st.lists(st.text() | st.sampled_from(["list", "delete", "run", "pay"]), max_size=80))
def test_the_tool_is_as_bad_as_its_worst_action(values: list[str]) -> None:
    verdict = judged("manage_notes", {"enum": values})
    assert len(verdict.actions) <= MOST
    for each in verdict.actions:
        assert each.category.rank <= verdict.category.rank
        assert each.risk.rank <= verdict.risk.rank
