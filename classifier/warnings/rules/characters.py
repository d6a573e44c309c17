"""Characters that hide a text from a person, or change what a person sees of it."""

import re
from collections.abc import Iterator

from classifier.warnings.alarm import alarm
from classifier.warnings.fold import INVISIBLE, Glance
from classifier.warnings.texts import EDGE, Text

LINES = 20
"""New lines in a gap that a person takes for the end."""
COLUMNS = 150
"""Blanks in a gap that is as wide as a window."""
AROUND = 20
"""Characters shown on each side of what cannot be seen."""

_HIDDEN = re.compile(
    "[\U000e0000-\U000e0fff]+"  # tags, and variation selectors that no font has
    "|[\u202a-\u202e\u2066-\u2069\u206a-\u206f]"  # direction, overridden or isolated
    "|[\u200b\u00ad\u180e\u2060-\u2065\ufff9-\ufffb\U0001d173-\U0001d17a]"
    "|[\u115f\u1160\u3164\uffa0\u17b4\u17b5]"  # fillers: letters without a shape
    "|(?<=.)\ufeff"
    "|[\ufe00-\ufe0f]{2}"
    "|(?:[\u200c-\u200f\u061c] ?){3}"
    "|(?<=[A-Za-z0-9_])[\u200c-\u200f\u061c\u034f\ufe00-\ufe0f](?=[A-Za-z0-9_])"
)
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{1,8}\U000e007f")
"""The flags of England, Scotland and others are written with tags (UTS 51, section 3.3)."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BLANKS = " " * 40


def _endless(seen: Glance, _: frozenset[str]) -> bool:
    return len(seen.raw) >= 2 * EDGE


def _unseen(seen: Glance, _: frozenset[str]) -> bool:
    if seen.cased:  # where an invisible character was left out, more than the case was folded
        return False
    return INVISIBLE.search(seen.marks) is not None and _HIDDEN.search(seen.raw) is not None


def _controls(seen: Glance, _: frozenset[str]) -> bool:
    return not seen.plain.isprintable() and _CONTROL.search(seen.raw) is not None


def _gaps(seen: Glance, _: frozenset[str]) -> bool:
    return _BLANKS in seen.plain.replace("\n", " ")


@alarm(
    _endless,
    hits=("Weather. " * EDGE,),
    misses=("Weather. " * (EDGE // 9),),
)
def unread_text(text: Text) -> Iterator[str]:
    """The text is so long that nobody reads it, and only its two ends were read here."""
    if text.whole:
        yield text.words[:COLUMNS]


@alarm(
    _unseen,
    hits=("Wea\u200bther", "Weather.\U000e0049\U000e0067", "Reads \u202eselif eteled\u202c files."),
    misses=(
        "Flag \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f.",
        "⚠️ Careful",
        "می‌خواهم",
    ),
)
def hidden_characters(text: Text) -> Iterator[str]:
    """Characters that cannot be seen stand in the text: an agent reads what a person does not."""
    words = text.words
    if words.isascii():
        return
    if "\U0001f3f4" in words:
        words = _FLAG.sub(lambda flag: "?" * len(flag[0]), words)
    for hidden in _HIDDEN.finditer(words):
        yield text.words[max(0, hidden.start() - AROUND) : hidden.end() + AROUND]


@alarm(
    _controls,
    hits=("Weather.\x1b[8mhidden\x1b[0m", "The city\x08\x08"),
    misses=("One\n\ttwo\r\n", "Reads a café’s menu."),
)
def control_characters(text: Text) -> Iterator[str]:
    """Control characters stand in the text: a terminal hides or overwrites what it shows."""
    for control in _CONTROL.finditer(text.words):
        yield text.words[max(0, control.start() - AROUND) : control.end() + AROUND]


@alarm(
    _gaps,
    hits=("Weather." + "\n" * 60 + "Also reads the diary.", "Weather." + " " * 200 + "And more."),
    misses=("One\n\n\ntwo", "Args:\n                        city: The city."),
)
def hidden_by_space(text: Text) -> Iterator[str]:
    """A long gap stands before more text: a person sees the end, an agent reads on."""
    if _BLANKS in text.words.replace("\n", " "):
        for gap in re.finditer(r"\s{40,}", text.words):
            if gap.end() < len(text.words) and (
                gap[0].count("\n") >= LINES or len(gap[0]) >= COLUMNS
            ):
                yield text.words[max(0, gap.start() - AROUND) : gap.end() + AROUND]
