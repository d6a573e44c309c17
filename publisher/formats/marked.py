"""Pure: the parts of a text that are ours, between two comment lines; the rest is the user's."""

import re
from typing import NamedTuple

from catalog.errors import InputError

MADE = "Made by toolrisk: `toolrisk policy`."
END = "End of what toolrisk made."
HEADER = f"# {MADE}"
"""Tells where a document comes from that has no such parts."""
GUIDE = f"{HEADER} It writes the marked lines anew; all else is yours.\n"


class Part(NamedTuple):
    """Lines that are ours, without their marks, or the user's."""

    ours: bool
    text: str


def marked(comment: str, body: str) -> str:
    """The body between the lines that mark it; `comment` begins a line of comment."""
    return f"{comment} {MADE}\n{body}{comment} {END}\n"


def ours(text: str, comment: str) -> str | None:
    """What stands between the marks, of the first such part; None where there is none.

    Raises InputError where a mark stands without the other.
    """
    return next((each.text for each in parts(text, comment) if each.ours), None)


def besides(text: str, comment: str) -> str:
    """What of the text is not the first part that is ours, nor a comment, nor empty."""
    found = parts(text, comment)
    first = next((at for at, each in enumerate(found) if each.ours), None)
    rest = "\n".join(each.text for at, each in enumerate(found) if at != first)
    lines = (line.strip() for line in rest.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith(comment))


def replaced(theirs: str, block: str, comment: str) -> str:
    """The user's text with the block in the place of what it had of ours, or at its end.

    Raises InputError where a mark stands without the other.
    """
    found = parts(theirs, comment)
    if not any(each.ours for each in found):
        return _ended(theirs) + block
    first = next(at for at, each in enumerate(found) if each.ours)
    kept = [
        (block if at == first else "") if each.ours else each.text for at, each in enumerate(found)
    ]
    return "".join(kept)


def replaced_blocks(theirs: str, block: str, comment: str) -> str:
    """The user's text with the block for each part that is ours, indented as that is.

    Raises InputError where a mark stands without the other.
    """
    parts(theirs, comment)
    marks = (re.escape(f"{comment} {each}") for each in (MADE, END))
    part = re.compile(
        r"^([ \t]*){}[ \t\r]*\n(?:.*\n)*?[ \t]*{}[ \t\r]*(?:\n|\Z)".format(*marks), re.MULTILINE
    )
    return part.sub(lambda each: re.sub(r"(?m)^(?=.)", each[1], block), theirs)


def _ended(text: str) -> str:
    """The text, with an empty line at its end where there is any text."""
    if not text.strip():
        return ""
    return text + ("\n" if text.endswith("\n") else "\n\n")


def parts(text: str, comment: str) -> list[Part]:
    """The text in its order. Raises InputError where a mark stands without the other."""
    found: list[Part] = []
    lines: list[str] = []
    begin, end = f"{comment} {MADE}", f"{comment} {END}"
    begun = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() not in (begin, end):
            lines.append(f"{line}\n")
            continue
        if begun and line.strip() == begin:
            raise _without(begun, "begins", end)
        if not begun and line.strip() == end:
            raise _without(number, "ends", begin)
        found.append(Part(bool(begun), "".join(lines)))
        lines, begun = [], 0 if begun else number
    if begun:
        raise _without(begun, "begins", end)
    return [*found, Part(ours=False, text="".join(lines)[:-1])]


def _without(line: int, does: str, other: str) -> InputError:
    return InputError(
        f"line {line} {does} what toolrisk made, but there is no line {other} to it; "
        "take that part out, or write a new file"
    )
