"""Which argument tells what a call does: none that a server can speak past."""

from typing import Any

import pytest

from catalog.model.tool import Context
from classifier.classify import classify
from publisher.policy.choice import chooser
from tests.publisher.demo import schema
from tests.publisher.values import a_tool

CHOICE = {"type": "string", "enum": ["list", "delete"]}


def chosen(name: str = "notes", said: str = "Manage notes.", **properties: Any) -> str | None:
    tool = a_tool(name, said, inputSchema=schema(**properties))
    verdict = classify(tool, Context())
    assert verdict.actions, "else nothing is tried"
    return chooser(tool, verdict)


def test_an_outermost_argument_settles_it() -> None:
    assert chosen(action=CHOICE, note={"type": "string"}) == "action"


@pytest.mark.parametrize(
    "properties",
    [
        {"options": schema(action=CHOICE)},
        {"steps": {"type": "array", "items": schema(action=CHOICE)}},
        {"action": {"enum": ["list", "get"]}, "options": schema(action=CHOICE)},
        {"action": CHOICE, "operation": {"type": "string", "description": "Means action, too."}},
    ],
    ids=["inside", "inside a list", "twice", "beside another"],
)
def test_a_choice_that_may_be_made_elsewhere_settles_nothing(properties: dict[str, Any]) -> None:
    assert chosen(**properties) is None


def test_a_tool_graver_than_each_of_its_actions_is_so_whatever_the_action() -> None:
    mild = {"enum": ["list", "get"]}
    assert chosen("delete_notes", "Deletes notes.", action=mild) is None
