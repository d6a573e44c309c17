"""What a tool's texts say that its reader should know. It never changes a verdict."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from catalog.model.classification import Warned
from catalog.model.tool import Context, Tool
from classifier.warnings.alarm import Alarm
from classifier.warnings.fold import Glance, glance
from classifier.warnings.pattern import Pattern
from classifier.warnings.sieve import Woken, woken
from classifier.warnings.spots import Spots
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
    looks = [each for each in may.alarms if each.look]
    worded = {alarm: patterns for alarm, patterns in may.alarms.items() if patterns}
    for text in texts:
        for alarm in looks:
            if alarm.look and (quote := next(alarm.look(text), None)) is not None:
                yield _warned(alarm, text, quote)
        if worded and (seen := _glance(text.words, may)):
            spots = Spots(text.words)
            for alarm, patterns in worded.items():
                if (quote := _worded(patterns, seen, spots)) is not None:
                    yield _warned(alarm, text, quote)


def _warned(alarm: Alarm, text: Text, quote: str) -> Warned:
    return Warned(rule=alarm.id, level=alarm.level, field=text.field, quote=quote[:QUOTE])


def _glance(words: str, may: Woken) -> Glance | None:
    """A look at one text, if it has a word that wakes a pattern."""
    if may.cased or words.isascii():
        lower = words.lower()
        if not any(each in lower for each in may.keys):
            return None
    return glance(words)


def _worded(patterns: list[Pattern], seen: Glance, spots: Spots) -> str | None:
    """The first words that meet one of the patterns."""
    standing = (each for each in patterns if each.may_stand(seen))
    return next((quote for each in standing if (quote := each.find(spots)) is not None), None)
