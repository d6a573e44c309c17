"""A tool's page with less of everything that can grow: for the few whose HTML is too heavy.

All of it stands in the page's JSON, and the page says so.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from catalog.model.definition import Parameter, Passage, Segment
from catalog.model.page import Answer, ToolPage
from catalog.model.value import Value
from publisher.site.fit import MORE, fit, size
from publisher.words.tool_page import BRIEF

LIMIT = 40_000
"""Bytes of HTML of one page."""
NAME = 120
"""Bytes of a stranger's name or line."""
TEXT = 900
"""Bytes of a sentence with strangers' names in it, a text or a document."""
FEW = 10
"""Of everything of which there are many."""

V = TypeVar("V", bound=Value)


def brief(page: ToolPage) -> ToolPage:
    """The same page, light whatever a stranger wrote."""
    half = FEW // 2
    few = {
        "passages": tuple(_passage(each) for each in page.passages[:half]),
        "evidence": tuple(_cut(each, NAME, "quote", "place") for each in page.evidence[:FEW]),
        "warnings": tuple(_cut(each, NAME, "says") for each in page.warnings[:half]),
        "actions": tuple(_cut(each, NAME, "parameter", "action") for each in page.actions[:FEW]),
        "parameters": tuple(_parameter(each) for each in page.parameters[:FEW]),
        "claims": tuple(_cut(each, NAME, "says") for each in page.claims),
        "losses": tuple(fit(each, NAME) for each in page.losses),
        "questions": tuple(_answer(each) for each in page.questions),
        "history": tuple(_cut(each, NAME, "says") for each in page.history[:half]),
        "older": page.older + len(page.history[half:]),
        "notes": (BRIEF,),
    }
    names = _cut(page, NAME, "title", "label", "server_title", "summary")
    texts = _cut(names, TEXT, "rationale", "advice", "reason", "policy", "decided")
    return texts.model_copy(update=few)


def _cut(value: V, room: int, *names: str) -> V:
    """The value with these texts cut, where they are texts."""
    found = {name: getattr(value, name) for name in names}
    return value.model_copy(
        update={name: fit(text, room) for name, text in found.items() if text is not None}
    )


def _answer(answer: Answer) -> Answer:
    return _cut(_cut(answer, NAME, "question"), TEXT, "answer", "policy")


def _parameter(parameter: Parameter) -> Parameter:
    shown = _cut(parameter, NAME, "name", "type", "description", "default", "format")
    choices = tuple(fit(each, NAME) for each in parameter.choices[:1])
    more = parameter.more_choices + len(parameter.choices[1:])
    return shown.model_copy(update={"choices": choices, "more_choices": more})


def _passage(passage: Passage) -> Passage:
    segments = tuple(_fewer(passage.segments))
    return _cut(passage, NAME, "place").model_copy(update={"segments": segments})


def _fewer(segments: Sequence[Segment]) -> Iterator[Segment]:
    """The first segments, as far as TEXT goes; the last says how much there is behind it."""
    room = TEXT
    for at, each in enumerate(segments):
        if size(each.text) > room:
            kept = fit(each.text, room).removesuffix(MORE)
            behind = sum(len(other.text) + other.left_out for other in segments[at:])
            yield each.model_copy(update={"text": kept, "left_out": behind - len(kept)})
            return
        room -= size(each.text)
        yield each
