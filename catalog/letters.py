"""Letters that are read as others."""

import re
import unicodedata

ALIKE = dict(
    zip(
        "аеорсухіјѕԁԛԝһӏѵкмтвнոսցօɡıɑοανικρτυχεηγАЕОРСУХІЈЅКМНТВΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijsdqwhlvkmtbhnugogiaoavikptuxenyAEOPCYXIJSKMHTBABEZHIKMNOPTYX",
        strict=True,
    )
)
"""Letters of other alphabets by the Latin ones that they are read as, out of Unicode's
confusables. https://www.unicode.org/Public/security/latest/confusables.txt"""

IGNORABLE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Ranges of characters that do not show where they stand, for a regular expression.
https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point"""

_MERGED = (("rn", "m"), ("vv", "w"), ("cl", "d"))
"""Pairs of letters that look like one."""

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")
_SIGNS = re.compile("[^a-z0-9]+")
_DIGITS = str.maketrans("01", "ol")

_JOINERS = "\u200d\xad"
"""Signs without a width that texts have use for: emoji are made with the first, words are
broken at the second."""


def skeleton(text: str) -> str:
    """What a hasty reader takes a name for: names that look alike have the same.

    Case, signs between words, marks and what does not show are passed over.
    """
    folded = letters(text)
    for pair, one in _MERGED:
        folded = folded.replace(pair, one)
    return folded


def letters(text: str) -> str:
    """The letters and digits of a text in small Latin ones, where they look like such."""
    if text.isascii():
        return _SIGNS.sub("", text.lower()).translate(_DIGITS)
    plain = unicodedata.normalize("NFKD", text)
    latin = "".join(ALIKE.get(each, each) for each in plain if each.isalnum())
    return latin.casefold().translate(_DIGITS)


def mixes_letters(text: str) -> bool:
    """Whether a Latin word holds letters of other alphabets that look like Latin ones, or
    something that does not show."""
    if text.isascii():
        return False
    if any(unicodedata.category(each) == "Cf" and each not in _JOINERS for each in text):
        return True
    return any(
        _LATIN.search(word) and any(each in ALIKE for each in word) for word in _WORD.findall(text)
    )
