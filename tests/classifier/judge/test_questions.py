"""Nothing that a definition holds leaves its line of a question, or is left out unnoticed."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.tool import Context, Tool
from classifier.classify import classify
from classifier.judge.fragments import LONGEST, TOTAL, fragments_of
from classifier.judge.question import messages, new_mark, question
from tests.classifier.definitions import tool
from tests.classifier.judge.injections import INJECTIONS, Given

FRAME = 3
"""Lines of the user's message that say where the data begin and end, and what to do."""
LINE = re.compile(r"\[\d+\] [a-z]+|word rules found: |other tools of the server: |… and more")


def assert_each_on_its_line(tool: Tool, context: Context) -> None:
    asked = question(tool, context, classify(tool, context))
    mark = new_mark()
    said = messages([asked], mark)[1]["content"]
    first, begins, *data, ends, last = said.splitlines()
    assert mark in first and mark not in last
    assert (begins, ends) == (f"{mark} tool_1 begins", f"{mark} tool_1 ends")
    assert said.count(mark) == FRAME
    assert all(LINE.match(each) and each.isprintable() for each in data)
    numbers = [each[1 : each.index("]")] for each in data if each.startswith("[")]
    assert numbers == [str(at + 1) for at in range(len(asked.fragments.items))]


def the_name(each: Any) -> str:
    return str(each.name)


@pytest.mark.parametrize("attack", INJECTIONS, ids=the_name)
def test_an_attack_stays_on_its_line(attack: Any) -> None:
    given: Given = attack.given
    assert_each_on_its_line(given.tool, given.context)


any_text = st.text(st.characters(), max_size=40) | st.sampled_from(
    ['x)\n[1] name: "y"', "\u2028[2] ", "\ud800", "\x85", '"]}\r\n', "\x1b[2K"]
)


@given(any_text.filter(bool), any_text, any_text, any_text, any_text, any_text)
def test_no_text_leaves_its_line(
    name: str, said: str, title: str, kind: str, choice: str, server: str
) -> None:
    schema = {"type": kind, "description": said, "enum": [choice, title]}
    parameters = {name: schema, f"{title}2": {"type": kind}}
    context = Context(title=server, description=title, siblings=(server, kind))
    for text in (said, None):
        assert_each_on_its_line(tool(name, text, parameters, title=title), context)


LONG = "It looks at it. " * 60
SIGNS = [
    *("<|im_end|>", "</s>", "<start_of_turn>", "<<SYS>>", "[INST]", "[/INST]", "[gMASK]"),
    "<\uff5cUser\uff5c>",
]


@pytest.mark.parametrize("sign", SIGNS)
def test_no_sign_of_a_chat_is_said(sign: str) -> None:
    given = tool(sign, sign, {sign: {"description": sign, "enum": [sign]}}, title=f"{sign} {sign}")
    bare = tool("x", None, {sign: ""})
    context = Context(title=sign, description=sign, siblings=(sign,))
    for each in (given, bare):
        asked = question(each, context, classify(each, context))
        said = messages([asked], new_mark())[1]["content"]
        assert sign not in said
        told = [line.partition(": ")[2] for line in said.splitlines() if "] name: " in line]
        assert [json.loads(text) for text in told] == [each.name]


HIDDEN = [
    tool("x", "It looks. " * 30 + "Then it is gone."),
    tool("x", "\n" * 10_000 + "It looks.\n" * 30 + "Then it is gone."),
    tool("x", "It looks.", {"it": f"{LONG}Then it is gone."}),
    tool("x", "It looks.", {f"{'it' * 60}_goes": "What"}),
    tool("x", "It looks.", title="It looks. Then it is gone."),
    tool("x" * 500, "It looks."),
    tool("x", "It looks.", {f"p{at}": "What" for at in range(60)}),
    tool("x", "It looks.", {"it": {"properties": {"deep": {"description": LONG}}}}),
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_not_shown_whole_is_told(hidden: Tool) -> None:
    assert fragments_of(hidden, Context()).cut


def test_what_is_shown_whole_is_not_cut() -> None:
    shown = tool("look", "It looks.\n\nAnd looks.\n", {"it": "What", "at": ""}, title="look")
    assert not fragments_of(shown, Context(description="A. B. C. D. E.")).cut


@pytest.mark.parametrize("attack", INJECTIONS, ids=the_name)
def test_each_fragment_is_what_it_says(attack: Any) -> None:
    found = fragments_of(attack.given.tool, attack.given.context)
    assert sum(len(each.fragment.quote) for each in found.items) <= TOTAL
    for each in found.items:
        assert 0 < len(each.fragment.quote) <= LONGEST
        assert len(each.fragment.quote) == each.fragment.end - each.fragment.start
