"""Letters that look like others, so that a name is not what it seems."""

import re
from collections.abc import Iterator

from classifier.warnings.alarm import alarm
from classifier.warnings.texts import Text

_LIKE_LATIN = "аеорсухіјѕԁԛԝһкмтвнАВЕКМНОРСТУХІЈЅГԌЗбпяизшԍαοινρυκτχγωϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧօսոցեհ"
"""Cyrillic, Greek and Armenian letters that pass for Latin ones
(Unicode Technical Standard 39, confusables)."""
_TRUE_LIKE = frozenset("аеорсухіјѕԁԛԝһАВЕКМНОРСТУХІЈЅԌαοινρυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳօսոցհ")
SHORT = 3
"""Letters of a word that may be a unit or a symbol."""
_STRANGE = re.compile(f"[{_LIKE_LATIN}]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f\u0530-\u058f]")
_STYLED = re.compile("[\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f130-\U0001f189]{3,}")
_ANY_STYLED = re.compile("[\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f130-\U0001f189]")
_WIDE = re.compile("[\uff21-\uff3a\uff41-\uff5a]{3,}")
_NAME = re.compile("[\uff10-\uff19\uff21-\uff3a\uff3f\uff41-\uff5a]")


@alarm(
    wakes=(f"[{_LIKE_LATIN}]", _ANY_STYLED.pattern, _NAME.pattern),
    hits=(
        "re\u0430d_file",
        "Use the \u03bffficial tool.",
        "\U0001d5e5\U0001d5f2\U0001d5ee\U0001d5f1s.",
    ),
    misses=(
        "Читает файлы через API.",
        "API-ключ и URLы",
        "Size in μm, kΩ or Δx.",
        "α-helix",
        "ＩＤを返します。",
        "JSONом",
    ),
)
def look_alike_letters(text: Text) -> Iterator[str]:
    """Letters of another script, or styled ones, stand for Latin letters that they look like."""
    words = text.words
    if words.isascii():
        return
    named = text.key or text.field in ("name", "server/title")
    wide = _NAME if named else _WIDE
    yield from (each[0] for each in (_ANY_STYLED if named else _STYLED).finditer(words))
    if named or not re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", words):
        yield from (words for _ in wide.finditer(words))
    if _STRANGE.search(words):
        for each in _WORD.finditer(words):
            if _mixed(each[0], named=named) or (named and _posing(each[0])):
                yield each[0]


def _mixed(word: str, *, named: bool) -> bool:
    """Latin letters, and beside them only letters of another script that look like them.

    A name has no units in it, so that it may be as short as `add`.
    """
    others = _OTHER.findall(word)
    if not others or not _LATIN.search(word) or not _TRUE_LIKE.issuperset(others):
        return False
    shortest = SHORT if named else SHORT + 1
    if len(word) - len(others) < SHORT - 1 or len(word) < shortest:  # a unit, a symbol: μm, dα
        return False
    return not re.fullmatch(
        "(?<![A-Z])[A-Z]{2,}[\u0430-\u044f]{1,3}", word
    )  # an acronym that is inflected


def _posing(word: str) -> bool:
    """A name all of whose letters look like Latin ones."""
    return len(word) >= SHORT and _TRUE_LIKE.issuperset(word)
