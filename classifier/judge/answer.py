"""The answer's form, and an answer's text → what it says of each tool, or why it is none.

A model's answer is as untrusted as the tool: it is read as JSON of one form, and what is
wrong with it is a reason, never an error.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from catalog.model.judgement import Answer
from catalog.taxonomy import Category, Effect, Risk
from classifier.judge.fragments import MOST
from classifier.judge.question import Question, name_of

RATIONALE = 300
"""Code points of a rationale that are kept."""
POINTED = 5
"""Fragments that are kept of those that an answer names; the first tell most."""
ANSWER_CHARACTERS = 100_000
"""The most that is read of one answer: twenty tools have a tenth of it."""

_FENCED = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n\s*```\s*\Z", re.DOTALL)


class Said(BaseModel):
    """What a model says of one tool."""

    model_config = ConfigDict(extra="forbid", strict=True)
    fragments: Annotated[list[int], Field(min_length=1, max_length=MOST)]
    rationale: Annotated[str, Field(min_length=1)]
    effects: Annotated[list[Effect], Field(max_length=len(Effect))]
    category: Category
    risk: Risk
    confidence: Annotated[float, Field(ge=0, le=1)]


Read = Answer | str
"""What an answer says of a tool; or why it says nothing."""


def schema(count: int) -> dict[str, Any]:
    """The JSON schema of an answer about so many tools, each with a member of its own."""
    names = [name_of(at) for at in range(count)]
    return {
        "type": "object",
        "properties": {name: _said() for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _said() -> dict[str, Any]:
    members: dict[str, Any] = {
        "fragments": {"type": "array", "items": {"type": "integer"}},
        "rationale": {"type": "string"},
        "effects": {"type": "array", "items": _one_of(Effect)},
        "category": _one_of(Category),
        "risk": _one_of(Risk),
        "confidence": {"type": "number"},
    }
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


def _one_of(words: type[Category | Effect | Risk]) -> dict[str, Any]:
    return {"type": "string", "enum": [str(each) for each in words]}


def read_answers(text: str, questions: Sequence[Question], mark: str) -> list[Read]:
    """What the text says of each tool that was asked about, in their order."""
    found = _object(text)
    if isinstance(found, str):
        return [found] * len(questions)
    return [_read(found.get(name_of(at)), each, mark) for at, each in enumerate(questions)]


def _object(text: str) -> Mapping[str, Any] | str:
    """The JSON object of an answer, also in a Markdown fence; or what is wrong with it."""
    if len(text) > ANSWER_CHARACTERS:
        return "the answer is too long"
    if fenced := _FENCED.match(text):
        text = fenced[1]
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return "the answer is not JSON"
    return found if isinstance(found, dict) else "the answer is no JSON object"


def _read(value: Any, question: Question, mark: str) -> Read:
    if value is None:
        return "the answer leaves this tool out"
    try:
        said = Said.model_validate_json(json.dumps(value))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'the answer'}: {first['msg']}"
    named = [question.fragments.named(number) for number in dict.fromkeys(said.fragments)]
    if not all(named):
        return f"fragments: there are only 1 to {len(question.fragments.items)}"
    if mark in said.rationale:
        return "rationale: repeats the mark of the request"
    return Answer(
        category=said.category,
        effects=tuple(each for each in Effect if each in said.effects),
        risk=said.risk,
        confidence=said.confidence,
        rationale=_plain(said.rationale),
        fragments=tuple(each for each in named[:POINTED] if each),
    )


def _plain(text: str) -> str:
    """In one line, without what does not show or orders a terminal about."""
    shown = "".join(each if each.isprintable() else " " for each in text[: 4 * RATIONALE])
    return " ".join(shown.split())[:RATIONALE]
