"""What a tool's texts say that its reader should know. It never changes a verdict."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from catalog.model.classification import Warned
from catalog.model.tool import Context, Tool
from classifier.warnings.alarm import Alarm
from classifier.warnings.look import ENDLESS
from classifier.warnings.sieve import Woken, look, woken
from classifier.warnings.spots import Spots
from classifier.warnings.texts import EDGE, Text, ends, every_text, texts_of

MOST = 50
"""Warnings of one tool; who has so many has been warned."""
QUOTE = 500
"""Characters of a quote."""

Quotes = dict[Alarm, str]


def tool_warnings(tool: Tool) -> tuple[Warned, ...]:
    """The warnings about a tool's whole definition: known fields and unknown, at any depth."""
    return _warnings(tool.definition)


def server_warnings(context: Context) -> tuple[Warned, ...]:
    """The warnings about what its server says of itself."""
    said = context.model_dump(include={"title", "description", "instructions"})
    return _warnings({"server": {key: text for key, text in said.items() if text}})


def _warnings(definition: Any) -> tuple[Warned, ...]:
    texts = every_text(definition)
    joined = "\n".join(("", *texts))
    if len(joined) > 2 * EDGE:
        texts = {part for each in texts for part in ends(each)}
        seen = look("\n".join(("", *texts)))
        may = woken(seen._replace(keys=seen.keys | {ENDLESS}))
    else:
        may = woken(look(joined))
    if not may:
        return ()
    met = _met(texts, may) if may.patterns else {}
    if not met and not may.functions:
        return ()
    return tuple(islice(_found(texts_of(definition), may, met), MOST))


def _met(texts: set[str], may: Woken) -> dict[str, Quotes]:
    """The texts that meet a pattern, wherever they stand, with the first words that do."""
    met = {text: _worded(text, may) for text in texts if _wakes(text, may)}
    return {text: quotes for text, quotes in met.items() if quotes}


def _wakes(text: str, may: Woken) -> bool:
    """Whether the text may have a word that wakes a pattern."""
    if may.unfolded and not text.isascii():
        return True
    plain = text.lower()
    return any(key in plain for key in may.keys)


def _worded(text: str, may: Woken) -> Quotes:
    """The first words that meet one of the patterns of each alarm."""
    keys = look(text).keys
    quotes: Quotes = {}
    spots = Spots(text, keys)
    for alarm, patterns in may.patterns.items():
        standing = (each for each in patterns if each.may_stand(keys))
        quote = next((quote for each in standing if (quote := each.find(spots)) is not None), None)
        if quote is not None:
            quotes[alarm] = quote
    return quotes


def _found(texts: Iterator[Text], may: Woken, met: dict[str, Quotes]) -> Iterator[Warned]:
    """The first quote of each text for each alarm."""
    for text in texts:
        spoken = {each: quote for each in may.functions if (quote := _spoken(each, text))}
        quotes = spoken | met.get(text.words, {})
        for alarm in sorted(quotes, key=lambda each: each.id):
            yield Warned(
                rule=alarm.id,
                level=alarm.level,
                field=text.field,
                quote=quotes[alarm][:QUOTE],
            )


def _spoken(alarm: Alarm, text: Text) -> str | None:
    return next(alarm.look(text), None) if alarm.look else None
