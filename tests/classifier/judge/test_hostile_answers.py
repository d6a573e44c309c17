"""Whatever a model says is a valid answer or none, with a reason in our own words."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.tool import Context
from classifier.classify import classify
from classifier.judge.answer import POINTED, RATIONALE, Read, read_answers
from classifier.judge.prompt import load_prompt
from classifier.judge.question import Question, question
from tests.classifier.definitions import tool
from tests.classifier.judge.hostile_answers import HOSTILE, MARK, HostileAnswer

TOOL = tool("delete_account", "Deletes an account.", {"id": "Account to delete"})
ASKED = question(TOOL, Context(), classify(TOOL, Context()))
LONG_REASON = 200
RIGHT = {
    "fragments": [1],
    "rationale": "It deletes an account.",
    "effects": ["deletes"],
    "category": "Destructive",
    "risk": "critical",
    "confidence": 0.9,
}


def read(text: str, asked: Question = ASKED) -> Read:
    [found] = read_answers(text, [asked], MARK)
    return found


def said(**members: object) -> str:
    return json.dumps({"tool_1": {**RIGHT, **members}})


def assert_valid_or_none(found: Read) -> None:
    if isinstance(found, str):
        assert found.isprintable() and 0 < len(found) <= LONG_REASON
        return
    assert 0 <= found.confidence <= 1 and not math.isnan(found.confidence)
    assert 0 < len(found.rationale) <= RATIONALE and found.rationale.isprintable()
    assert 1 <= len(found.fragments) <= POINTED
    shown = {each.fragment for each in ASKED.fragments.items}
    assert shown.issuperset(found.fragments)
    assert type(found).model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda each: each.name)
def test_is_an_answer_or_none(hostile: HostileAnswer) -> None:
    found = read(hostile.text)
    assert_valid_or_none(found)
    assert hostile.valid is not isinstance(found, str), found
    if isinstance(found, str):
        assert "CANARY" not in found
        named = hostile.field in RIGHT or hostile.field == "twice"
        assert (hostile.field if named else "answer") in found


def test_there_are_enough() -> None:
    assert len(HOSTILE) >= 120
    assert {each.field for each in HOSTILE} >= {"answer", "tool_1", "extra", "twice", *RIGHT}
    assert len({each.name for each in HOSTILE}) == len(HOSTILE)


def test_what_is_right_is_read() -> None:
    assert not isinstance(read(said()), str)


@pytest.mark.parametrize("part", load_prompt().text.split("\n\n"), ids=lambda each: each[:12])
def test_a_rationale_may_use_the_words_of_the_taxonomy_alone(part: str) -> None:
    found = read(said(rationale=f"{part}."))
    taught = part.startswith(("## category", "Nearly", "## effects", "## risk"))
    assert isinstance(found, str) is not taught


@pytest.mark.parametrize("levels", [*range(180, 220), *range(900, 1010), 5_000, 20_000, 49_000])
def test_no_depth_raises(levels: int) -> None:
    for opened, closed in (("[", "]"), ('{"a":', "}")):
        deep = f"{opened * levels}1{closed * levels}"
        assert_valid_or_none(read(deep))
        assert_valid_or_none(read(f'{{"tool_1": {deep}}}'))
        assert_valid_or_none(read(f'{{"tool_1": {{"fragments": {deep}}}}}'))


def test_a_missing_answer_leaves_the_others() -> None:
    texts = {"tool_1": RIGHT, "tool_3": {**RIGHT, "confidence": 7}}
    first, second, third = read_answers(json.dumps(texts), [ASKED] * 3, MARK)
    assert not isinstance(first, str)
    assert isinstance(second, str) and isinstance(third, str)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["Read"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*RIGHT, "other"]), json_values))
def test_any_members_are_an_answer_or_none(members: dict[str, object]) -> None:
    assert_valid_or_none(read(said(**members)))


@given(st.text())
def test_any_text_is_an_answer_or_none(text: str) -> None:
    for content in (text, f"```json\n{text}\n```", said(rationale=text), said()[: len(text)]):
        assert_valid_or_none(read(content))
