"""Measure the classifier against labelled tools: accuracy, risk, confusion, intervals.

A line of LABELS.jsonl is a JSON object: a tool, and the category that is right for it; - is
standard input.

Example: toolrisk evaluate labels.jsonl
"""

from typing import Annotated

import typer

from catalog.errors import NothingFound
from catalog.taxonomy import Category
from classifier.classify import VERSION
from classifier.evaluation import Measures, evaluate, judged
from classifier.labels import Label, read_labels
from classifier.share import Share
from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE
from cli.source import lines, pieces

Labels = Annotated[str, typer.Argument(metavar="LABELS.jsonl", hidden=True)]
WANTED = "a line of JSON for each labelled tool; - is stdin"


def command(labels: Labels, *, json: options.Json = False, quiet: options.Quiet = False) -> int:
    voice = Voice(quiet=quiet)
    measures = evaluate(judged(_read(labels)))
    if json:
        emit(measures)
    else:
        show(measures, voice)
    return DONE


def _read(name: str) -> tuple[Label, ...]:
    found = read_labels(name, lines(pieces(name, WANTED)))
    if not found:
        raise NothingFound(f"{name} holds no labels; give {WANTED}")
    return found


def show(measures: Measures, voice: Voice) -> None:
    """Every measure with its interval, the confusion matrix with each category's F1, the rules."""
    voice.text(f"{measures.tools} labelled tools, classifier {VERSION}; annotations were hidden.")
    rows = [row for name, value in measures if (row := _row(name, value))]
    voice.table("Measures", ("measure", "value", "95 %", "of"), rows)
    confusion = [
        (each.category, *counts, _figure(each.precision), _figure(each.recall), _figure(each.f1))
        for each, counts in zip(measures.per_category, measures.confusion, strict=True)
    ]
    columns = ("labelled as, judged as →", *Category, "precision", "recall", "F1")
    voice.table("Confusion", columns, confusion)
    voted = [
        (each.rule, str(each.precision.of), _figure(each.precision.value), _figure(each.coverage))
        for each in measures.rules
    ]
    if voted:
        voice.table("Rules that vote an effect", ("rule", "votes", "precision", "coverage"), voted)


def _row(name: str, value: object) -> tuple[str, ...] | None:
    """A measure's line; None for what is no single figure."""
    words = name.replace("_", " ")
    if isinstance(value, Share):
        span = f"{value.low:.3f} to {value.high:.3f}"
        return words, _figure(value.value), span, str(value.of)
    return (words, _figure(value), "", "") if isinstance(value, float) else None


def _figure(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.3f}"
