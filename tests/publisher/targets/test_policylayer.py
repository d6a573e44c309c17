"""PolicyLayer documents: exact for known tools, valid, read again, and never widened."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from catalog.errors import InputError
from catalog.model.policy import Policy, Rule
from catalog.taxonomy import Action, Category
from publisher.adapt import adapt
from publisher.policy.recommend import recommend
from publisher.target import export, find, recommended
from publisher.targets import policylayer
from publisher.targets.policylayer import ABILITIES, merge, read, render, spelled
from tests.publisher.any_policy import bare, overlapping, policies
from tests.publisher.calls import ALONE, HARBOUR
from tests.publisher.demo import harbour
from tests.publisher.values import a_tool, a_verdict

SCHEMA = json.loads(Path(__file__).with_name("policylayer.schema.json").read_text())
VALID = Draft202012Validator(SCHEMA)
CLOSED = '{\n  "version": "1",\n  "default": "deny"\n}\n'


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
    document = recommended(recommend("s", [(tool, a_verdict(tool, category))])).text
    limit = {"counter": f"{name}_rate", "window": "minute", "max": calls, "scope": "grant"}
    expected = {"version": "1", "default": "deny", "tools": {name: {"limits": [limit]}}}
    assert json.loads(document) == expected


def test_a_document_of_every_category_at_once() -> None:
    policy = harbour().policy
    rule = {each.tool: each for each in policy.rules}
    limit = {each.tool: [each.limit.model_dump()] for each in policy.rules if each.limit}
    assert json.loads(recommended(policy).text) == {
        "version": "1",
        "default": "deny",
        "hide": ["drop_table"],
        "tools": {
            "pay_berth": {"deny_if": [{"conditions": [], "on_deny": rule["pay_berth"].reason}]},
            "read_note": {"limits": limit["read_note"]},
            "runQuery": {"deny_if": [{"conditions": [], "on_deny": rule["runQuery"].reason}]},
            "send_mail": {"deny_if": [{"conditions": [], "on_deny": rule["send_mail"].reason}]},
            "zap": {"deny_if": [{"conditions": [], "on_deny": rule["zap"].reason}]},
        },
    }


def test_a_hidden_tool_alone_leaves_no_other_way_in() -> None:
    tool = a_tool("drop_table")
    document = recommended(recommend("s", [(tool, a_verdict(tool, Category.DESTRUCTIVE))])).text
    assert json.loads(document) == {"version": "1", "default": "deny", "hide": ["drop_table"]}


def test_no_rules_deny_everything() -> None:
    assert render({"s": Policy(server="s", rules=())}) == CLOSED


def test_a_tool_called_star_opens_nothing() -> None:
    document = export(find("policylayer"), ALONE)
    found = json.loads(document.text)
    assert "*" not in found["tools"]
    assert "*" not in found["hide"]
    assert "This format cannot write these names: their calls are denied (*)." in document.losses


def test_exactly_the_values_of_a_case_pass() -> None:
    manage = json.loads(export(find("policylayer"), ALONE).text)["tools"]["manage"]
    assert set(manage) == {"require", "limits"}
    assert manage["require"][0]["conditions"] == [
        {"path": "args.action", "op": "in", "value": ["list", "get", "create"]},
        {"path": "args.action", "op": "regex", "value": "^"},
    ]


@pytest.mark.parametrize(("parameter", "value"), [("a.b", "list"), ("", "list"), ("op", "\ud800")])
def test_an_argument_that_no_path_names_is_not_looked_at(parameter: str, value: str) -> None:
    rule = next(each for each in HARBOUR.rules if each.tool == "browse")
    (case,) = rule.cases
    when = case.when.model_copy(update={"parameter": parameter, "values": (value,)})
    odd = rule.model_copy(update={"cases": (case.model_copy(update={"when": when}),)})
    policy = HARBOUR.model_copy(update={"rules": (odd,)})
    entry = json.loads(export(find("policylayer"), {"": policy}).text)["tools"]["browse"]
    assert entry["deny_if"][0]["conditions"] == []
    assert "require" not in entry


def adapted(policy: Policy) -> dict[str, Policy]:
    return dict(adapt({"": policy}, ABILITIES).stack)


@given(policies())
def test_a_document_is_valid_and_holds_what_it_was_made_of(policy: Policy) -> None:
    stack = adapted(policy)
    text = render(stack)
    VALID.validate(json.loads(text))
    assert text.isascii()
    rules = stack[""].rules
    assert read(text) == {"": tuple(bare(each, None) for each in rules)}
    assert all(spelled("", each.tool) is not None for each in rules)
    assert merge(text, stack) == text


ENTRIES = st.sampled_from(
    (
        {},
        {"deny_if": [{"conditions": [], "on_deny": "no"}]},
        {"require": [{"conditions": [{"path": "args.a", "op": "exists", "value": True}]}]},
        {"limits": [{"counter": "a", "window": "minute", "max": 3, "scope": "grant"}]},
        {"limits": [{"counter": "a", "window": "second", "max": 0}], "theirs": "kept"},
    )
)
THEIRS = st.builds(
    lambda default, hide, tools: {"version": "1", "default": default, "hide": hide, "tools": tools},
    st.sampled_from(("allow", "deny")),
    st.lists(st.sampled_from(("a", "A", "*", "file")), unique=True),
    st.dictionaries(st.sampled_from(("a", "A", "file", "theirs")), ENTRIES),
)


def stricter(rules: tuple[Rule, ...], than: tuple[Rule, ...]) -> bool:
    """Whether each rule of `than` is kept, or made stricter."""
    found = {each.tool: each.strictness for each in rules}
    return all(found[each.tool] >= each.strictness for each in than)


@given(THEIRS, overlapping())
def test_merging_keeps_theirs_and_only_narrows(theirs: dict[str, Any], policy: Policy) -> None:
    stack, text = adapted(policy), json.dumps(theirs, indent="\t")
    merged = merge(text, stack)
    assert merge(merged, stack) == merged
    document = json.loads(merged)
    assert document["default"] == "deny"
    assert document["hide"][: len(theirs["hide"])] == theirs["hide"]
    assert list(document["tools"])[: len(theirs["tools"])] == list(theirs["tools"])
    after = read(merged)[""]
    assert stricter(after, than=stack[""].rules)
    assert stricter(after, than=tuple(each for each in read(text)[""] if each.tool != "*"))


def test_merging_keeps_the_layout_and_lowers_a_limit() -> None:
    theirs = (
        '{\n\t"version": "1",\n\t"note": "größer",\n\t"default": "allow",\n\t"tools": {\n'
        '\t\t"send_mail": {\n\t\t\t"limits": [\n\t\t\t\t{\n\t\t\t\t\t"counter": "send_mail_rate",\n'
        '\t\t\t\t\t"window": "minute",\n\t\t\t\t\t"max": 60,\n\t\t\t\t\t"scope": "grant"\n'
        "\t\t\t\t}\n\t\t\t]\n\t\t}\n\t}\n}\n"
    )
    rule = next(each for each in HARBOUR.rules if each.tool == "send_mail")
    stack = adapted(HARBOUR.model_copy(update={"rules": (rule,)}))
    wanted = theirs.replace('"allow"', '"deny"').replace("60", "30")
    assert merge(theirs, stack) == wanted
    laxer = wanted.replace("30", "5")
    assert merge(laxer, stack) == laxer


def test_what_a_document_of_another_hand_says() -> None:
    text = json.dumps(
        {
            "version": "1",
            "default": "allow",
            "hide": ["gone"],
            "all_tools": {"limits": [{"counter": "all", "window": "hour", "max": 60}]},
            "tools": {"gone": {}, "pay": {"deny_if": [{"conditions": [{"path": "args.a"}]}]}},
        }
    )
    star, gone, pay = read(text)[""]
    assert (star.tool, star.action) == ("*", Action.ALLOW)
    assert (gone.tool, gone.action) == ("gone", Action.HIDE)
    assert (pay.tool, pay.action, pay.limit and pay.limit.max) == ("pay", Action.LIMIT, 60)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "line 1: no JSON"),
        ('{"version": "1",\n "default": }', "line 2: no JSON"),
        ("[]", "no JSON object"),
        ('{"version": "2", "default": "deny"}', "version"),
        ('{"version": "1"}', "default"),
        ('{"version": "1", "default": "deny", "default": "allow"}', "twice"),
        ('{"version": "1", "default": "deny", "hide": "drop"}', "hide"),
        ('{"version": "1", "default": "deny", "tools": {"a": {"limits": [{}]}}}', "limits"),
        ('{"version": "1", "default": "deny", "a": NaN}', "NaN"),
        ('{"version": "1", "default": "deny", "a": ' + "9" * 5_000 + "}", "no PolicyLayer"),
        ('{"a":' * 90_000, "nested"),
        ('{"version": "1", "default": "deny", "a": ' + "[" * 200 + "]" * 200 + "}", "nested"),
        (" " * (4 << 20) + "{}", "larger than 4 MB"),
    ],
)
def test_what_is_no_policy_is_told_in_one_line(text: str, why: str) -> None:
    for use in (read, lambda each: merge(each, adapted(HARBOUR))):
        with pytest.raises(InputError, match=why) as told:
            use(text)
        assert "\n" not in str(told.value)


def test_it_is_a_whole_target() -> None:
    assert find("policylayer").render is policylayer.render
