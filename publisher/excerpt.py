"""Texts of strangers, cut to a length that a page can bear; a cut text says so."""

import re

NAME = 120
LINE = 160
QUOTE = 300
TEXT = 500
DESCRIPTION = 6_000

_SENTENCE_END = re.compile(r"(?<=[.!?])\s|[\r\n。]")


def cut(text: str, limit: int) -> str:
    """At most `limit` code points of the text, with a note of what is left out."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rstrip()} … (cut; {len(text):,} characters in all)"


def first_sentence(text: str | None) -> str:
    """The first sentence or line, at most LINE code points; empty for no text."""
    start = (text or "")[: LINE * 4].strip()
    sentence = _SENTENCE_END.split(start, maxsplit=1)[0]
    return sentence if len(sentence) <= LINE else sentence[: LINE - 1].rstrip() + "…"
