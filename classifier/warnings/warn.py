"""What a tool's texts say that its reader should know. It never changes a verdict."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from catalog.model.classification import Warned
from catalog.model.tool import Context, Tool
from classifier.warnings.alarm import Alarm
from classifier.warnings.fold import Glance, fold, glance
from classifier.warnings.pattern import Pattern
from classifier.warnings.sieve import Woken, woken
from classifier.warnings.texts import Text, joined, texts_of

MOST = 50
"""Warnings of one tool; who has so many has been warned."""
SHORTEST = 8
"""Characters of the shortest ASCII text that can be a warning."""
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
    seen = glance(joined(definition))
    may = woken(seen)
    if not may.alarms:
        return ()
    shortest = SHORTEST if seen.raw.isascii() else 1
    return tuple(islice(_found(texts_of(definition, shortest), may), MOST))


def _found(texts: Iterable[Text], may: Woken) -> Iterator[Warned]:
    """The first quote of each text for each alarm."""
    patterned = any(may.alarms.values())
    for text in texts:
        seen = _glance(text.words, may) if patterned else None
        for alarm, patterns in may.alarms.items():
            quote = _spoken(alarm, text) if alarm.look else _worded(patterns, seen)
            if quote is not None:
                yield Warned(
                    rule=alarm.id, level=alarm.level, field=text.field, quote=quote[:QUOTE]
                )


def _glance(words: str, may: Woken) -> Glance | None:
    """A look at one text, if it has a word that wakes a pattern."""
    if may.cased or words.isascii():
        lower = words.lower()
        if not any(each in lower for each in may.keys):
            return None
    return glance(words)


def _spoken(alarm: Alarm, text: Text) -> str | None:
    return next(alarm.look(text), None) if alarm.look else None


def _worded(patterns: list[Pattern], seen: Glance | None) -> str | None:
    """The first words that meet one of the patterns."""
    if seen is None:
        return None
    standing = [each for each in patterns if each.may_stand(seen)]
    if not standing:
        return None
    folded = fold(seen.raw)
    return next((quote for each in standing if (quote := each.find(folded)) is not None), None)
