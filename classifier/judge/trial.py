"""A model is tried before it is believed: questions whose answers are known.

A small model agrees with whatever it reads, and takes a noun for an order: of the labelled
tools that the rules are unsure of it gets fewer right than their guess does. What it says is
kept and shown, but moves no verdict.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from catalog.model.judgement import Judgement
from catalog.model.tool import Context, Tool
from catalog.reading import read_tool
from catalog.taxonomy import Category
from classifier.classify import classify
from classifier.judge.question import Question, question

HARBOUR = Context(title="Harbour", description="Ships, berths and cargo of a small harbour.")


class Trial(NamedTuple):
    """The control questions with their answers, and how many must be right."""

    questions: tuple[Question, ...]
    answers: tuple[Category, ...]
    wanted: int


class Outcome(NamedTuple):
    """How many a model got right."""

    right: int
    asked: int
    passed: bool


@cache
def load_trial() -> Trial:
    """The trial of this version."""
    table = tomllib.loads(files("classifier.judge").joinpath("trial.toml").read_text("utf-8"))
    rows = table["tool"]
    tools = [read_tool({key: row[key] for key in row if key != "category"}) for row in rows]
    return Trial(
        tuple(_question(each) for each in tools if isinstance(each, Tool)),
        tuple(Category(row["category"]) for row in rows),
        table["pass"],
    )


def outcome(judgements: Sequence[Judgement]) -> Outcome:
    """What a model's judgements of the trial come to; what it left out is wrong."""
    trial = load_trial()
    said: Mapping[str, Judgement] = {each.tool_digest: each for each in judgements}
    right = sum(
        _category(said.get(question.tool.digest)) is category
        for question, category in zip(trial.questions, trial.answers, strict=True)
    )
    return Outcome(right, len(trial.questions), right >= trial.wanted)


def _category(judgement: Judgement | None) -> Category | None:
    return judgement.answer.category if judgement and judgement.answer else None


def _question(tool: Tool) -> Question:
    return question(tool, HARBOUR, classify(tool, HARBOUR))
