"""PolicyLayer documents: exact for known tools, and never laxer than the Policy."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.policy import Policy
from catalog.taxonomy import Action, Category
from publisher.policy import recommend
from publisher.targets.policylayer import loses, render
from tests.publisher.demo import harbour
from tests.publisher.strategies import verdicts
from tests.publisher.values import a_tool, a_verdict


def decision(document: dict[str, Any], tool: str) -> str:
    """What the gateway's documentation says of a call: allowed, limited or denied."""
    hidden = document.get("hide", [])
    if tool in hidden or "*" in hidden:
        return "denied"
    entry = document.get("tools", {}).get(tool)
    if entry is None:
        return "allowed" if document["default"] == "allow" else "denied"
    if any(not each["conditions"] for each in entry.get("deny_if", [])):
        return "denied"
    return "limited" if entry.get("limits") else "allowed"


@pytest.mark.parametrize(
    ("name", "category", "calls"),
    [
        ("generate_image", Category.WRITE, 30),
        ("image_generate", Category.WRITE, 30),
        ("image.generate.replicate", Category.EXECUTE, 10),
        ("mmx_image_generate", Category.WRITE, 30),
    ],
)
def test_the_documents_of_four_known_tools(name: str, category: Category, calls: int) -> None:
    tool = a_tool(name)
    document = render(recommend("s", [(tool, a_verdict(tool, category))]))
    limit = {"counter": f"{name}_rate", "window": "minute", "max": calls, "scope": "grant"}
    expected = {"version": "1", "default": "deny", "tools": {name: {"limits": [limit]}}}
    assert json.loads(document) == expected


def test_a_document_of_every_category_at_once() -> None:
    approval = "Requires human approval: "
    assert json.loads(render(harbour().policy)) == {
        "version": "1",
        "default": "deny",
        "hide": ["drop_table"],
        "tools": {
            "pay_berth": {
                "deny_if": [
                    {
                        "conditions": [],
                        "on_deny": approval
                        + "it moves money or assets of value, or commits to it.",
                    }
                ]
            },
            "read_note": {},
            "runQuery": {
                "limits": [
                    {"counter": "runquery_rate", "window": "minute", "max": 10, "scope": "grant"}
                ]
            },
            "send_mail": {
                "limits": [
                    {"counter": "send_mail_rate", "window": "minute", "max": 30, "scope": "grant"}
                ]
            },
            "zap": {
                "deny_if": [
                    {
                        "conditions": [],
                        "on_deny": approval + "its definition does not tell what a call can do.",
                    }
                ]
            },
        },
    }


def test_a_hidden_tool_alone_leaves_no_other_way_in() -> None:
    tool = a_tool("drop_table")
    document = render(recommend("s", [(tool, a_verdict(tool, Category.DESTRUCTIVE))]))
    assert json.loads(document) == {"version": "1", "default": "deny", "hide": ["drop_table"]}


def test_no_rules_deny_everything() -> None:
    assert render(Policy(server="s", rules=())) == '{\n  "version": "1",\n  "default": "deny"\n}\n'


def test_a_tool_called_star_opens_nothing() -> None:
    star, drop = a_tool("*"), a_tool("drop")
    policy = recommend(
        "s", [(star, a_verdict(star, Category.READ)), (drop, a_verdict(drop, Category.DESTRUCTIVE))]
    )
    document = json.loads(render(policy))
    assert "*" not in document.get("tools", {})
    assert "*" not in document["hide"]
    assert any("called *" in each for each in loses(policy))


def test_what_is_lost_is_said() -> None:
    assert loses(harbour().policy) == (
        "1 rule asks for a person; this format cannot ask, so those calls are denied.",
    )
    pair = [a_tool("Save"), a_tool("save")]
    policy = recommend("s", [(tool, a_verdict(tool, Category.WRITE)) for tool in pair])
    assert loses(policy) == (
        "Tools whose names differ only in case share one counter, and so one limit.",
    )


@given(st.lists(verdicts(), max_size=15), st.randoms())
def test_no_document_is_laxer_than_its_policy(found: list[Any], random: Any) -> None:
    policy = recommend("s", found)
    text = render(policy)
    document = json.loads(text)
    for rule in policy.rules:
        made = decision(document, rule.tool)
        if rule.action is Action.LIMIT and rule.tool != "*":
            assert made == "limited"
        elif rule.action is Action.ALLOW and rule.tool != "*":
            assert made == "allowed"
        else:
            assert made == "denied"
    assert decision(document, "no tool of this name") == "denied"
    random.shuffle(found)
    assert render(recommend("s", found)) == text
    assert text.isascii()
    assert text.endswith("}\n")
