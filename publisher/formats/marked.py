"""Pure: the part of a text that is ours, between two comment lines; the rest is the user's."""

import re

from catalog.errors import InputError

MADE = "Made by toolrisk: `toolrisk policy`."
END = "End of what toolrisk made."
LARGEST = 4 * 1024 * 1024
"""Characters of a document that are read; a policy of 10,000 tools has less."""


def marked(comment: str, body: str) -> str:
    """The body between the lines that mark it; `comment` begins a line of comment."""
    return f"{comment} {MADE}\n{body}{comment} {END}\n"


def bounded(text: str) -> str:
    """The text. Raises InputError for one that is too large to be read."""
    if len(text) > LARGEST:
        raise InputError(f"the document is larger than {LARGEST:,} characters; split it")
    return text


def ours(text: str, comment: str) -> str | None:
    """What stands between the marks, of the first such part; None where there is none.

    Raises InputError for a part that does not end.
    """
    parts = _parts(text, comment)
    return next((part for mine, part in parts if mine), None)


def besides(text: str, comment: str) -> str:
    """What of the text is not the first part that is ours, nor a comment, nor empty."""
    parts = _parts(text, comment)
    first = next((at for at, (mine, _) in enumerate(parts) if mine), None)
    rest = "\n".join(part for at, (_, part) in enumerate(parts) if at != first)
    lines = (line.strip() for line in rest.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith(comment))


def replaced(theirs: str, block: str, comment: str) -> str:
    """The user's text with the block in the place of what it had of ours, or at its end.

    Raises InputError for a part of ours that does not end.
    """
    parts = _parts(theirs, comment)
    if not any(mine for mine, _ in parts):
        return _ended(theirs) + block
    first = next(at for at, (mine, _) in enumerate(parts) if mine)
    kept = [
        (block if at == first else "") if mine else part for at, (mine, part) in enumerate(parts)
    ]
    return "".join(kept)


def replaced_blocks(theirs: str, block: str, comment: str) -> str:
    """The user's text with the block for each part that is ours, indented as that is.

    Raises InputError for a part of ours that does not end.
    """
    ours(theirs, comment)
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


def _parts(text: str, comment: str) -> list[tuple[bool, str]]:
    """The text in its order: whether a part is ours, and the part, ours without its marks."""
    parts: list[tuple[bool, str]] = []
    lines: list[str] = []
    begun = 0
    for number, line in enumerate(bounded(text).split("\n"), start=1):
        if not begun and line.strip() == f"{comment} {MADE}":
            parts.append((False, "".join(lines)))
            lines, begun = [], number
        elif begun and line.strip() == f"{comment} {END}":
            parts.append((True, "".join(lines)))
            lines, begun = [], 0
        else:
            lines.append(f"{line}\n")
    if begun:
        raise InputError(
            f"line {begun} begins what toolrisk made, but no line {comment} {END} ends it; "
            "take that part out, or write a new file"
        )
    parts.append((False, "".join(lines)[:-1]))
    return parts
