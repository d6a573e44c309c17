"""Text → the words by which it is found. `assets/search.js` reads what is typed likewise.

Letters lose their case and their marks; whatever is neither letter nor digit parts words.
`getUserById` is one word and also its four parts. Of scripts that part no words, Chinese
and Japanese, each character is a word.
"""

import re
import unicodedata

LONGEST = 32
"""Letters of a word that count, of what is indexed and of what is typed."""

WHOLE = 64
"""Letters of a whole name that count, all its words put together."""

_ALONE = "\u3040-\u30ff\u3400-\u9fff"
_RUN = re.compile(f"[{_ALONE}]|[^\\W_{_ALONE}]+")
_PART = re.compile("[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z0-9]+")


def runs(text: str) -> list[str]:
    """The words in their order, in lower case, none taken apart."""
    return [run.lower()[:LONGEST] for run in _RUN.findall(_bare(text))]


def words(text: str) -> set[str]:
    """Every word that finds the text: the runs, and the parts of those in camel case."""
    found = set()
    for run in _RUN.findall(_bare(text)):
        found.add(run.lower()[:LONGEST])
        if not (run.islower() or run[1:].islower() or run.isupper()):
            found.update(part.lower()[:LONGEST] for part in _PART.findall(run))
    return found


def whole(text: str) -> str:
    """The name as one word: `delete_file`, `delete file` and `deleteFile` are the same."""
    return "".join(_RUN.findall(_bare(text))).lower()[:WHOLE]


def _bare(text: str) -> str:
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    return "".join(each for each in apart if not unicodedata.category(each).startswith("M"))
