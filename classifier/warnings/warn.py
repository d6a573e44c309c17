"""What a tool's texts say that its reader should know. It never changes a verdict."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from catalog.model.classification import Warned
from catalog.model.tool import Context, Tool
from classifier.warnings.alarm import Alarm
from classifier.warnings.fold import Folded, fold
from classifier.warnings.pattern import Pattern
from classifier.warnings.sieve import Woken, glance, woken
from classifier.warnings.texts import Text, texts_of

MOST = 50
"""Warnings of one tool; who has so many has been warned."""
QUOTE = 500
"""Characters of a quote."""


def tool_warnings(tool: Tool) -> tuple[Warned, ...]:
    """The warnings about a tool's whole definition: known fields and unknown, at any depth."""
    return _warnings(tool.definition)


def server_warnings(context: Context) -> tuple[Warned, ...]:
    """The warnings about what its server says of itself."""
    said = context.model_dump(include={"title", "description", "instructions"})
    return _warnings({"server": {key: text for key, text in said.items() if text}})


def _warnings(definition: Any) -> tuple[Warned, ...]:
    alarms = woken(glance(definition))
    return tuple(islice(_found(definition, alarms), MOST)) if alarms else ()


def _found(definition: Any, alarms: Woken) -> Iterator[Warned]:
    patterned = any(alarms.values())
    for text in texts_of(definition):
        folded = fold(text.words) if patterned else None
        for alarm, patterns in alarms.items():
            quote = _quote(alarm, patterns, text, folded)
            if quote is not None:
                yield Warned(
                    rule=alarm.id, level=alarm.level, field=text.field, quote=quote[:QUOTE]
                )


def _quote(
    alarm: Alarm, patterns: list[Pattern], text: Text, folded: Folded | None
) -> str | None:
    """The first words of the text for which the alarm rings."""
    if alarm.look:
        return next(alarm.look(text), None)
    found = (each.find(folded) for each in patterns) if folded else iter(())
    return next((each for each in found if each is not None), None)
