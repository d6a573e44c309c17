"""A block of lines in somebody's document that is ours, between two comments."""

from typing import NamedTuple

from catalog.errors import InputError

BEGIN = "# Made by toolrisk: `toolrisk policy`."
END = "# Here ends what toolrisk made."


class Marked(NamedTuple):
    """A document in two: the lines between the marks, and all others."""

    ours: str
    theirs: str


def cut(text: str, kind: str) -> Marked:
    """Raises InputError where only one of the marks stands, or they stand twice."""
    lines = text.splitlines(keepends=True)
    begins = [at for at, line in enumerate(lines) if line.rstrip() == BEGIN]
    ends = [at for at, line in enumerate(lines) if line.rstrip() == END]
    if not begins and not ends:
        return Marked("", text)
    if len(begins) != 1 or len(ends) != 1 or ends < begins:
        raise InputError(
            f"{kind}: the comments {BEGIN!r} and {END!r} do not stand once each; delete that block"
        )
    (begin,), (end,) = begins, ends
    return Marked("".join(lines[begin + 1 : end]), "".join((*lines[:begin], *lines[end + 1 :])))


def block(lines: str) -> str:
    """The lines between the marks."""
    return f"{BEGIN}\n\n{lines}{END}\n"
