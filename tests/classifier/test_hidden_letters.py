"""No character that does not show, or looks like another, lowers a verdict; quotes stay exact."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model.tool import Context
from classifier.classify import classify
from tests.classifier.definitions import tool
from tests.classifier.test_properties import TOOLS, assert_exact

UNSEEN = ["\u200b", "\u200d", "\u2060", "\xad", "\ufeff", "\u202e", "\ufe0f", "\U000e0041",
          "\x00", "\x07", "\x1b[8m", "\x1b[0m", "\u0335"]  # fmt: skip
ALIKE = str.maketrans("aeocpxyisjdhk", "аеосрхуіѕјԁһк")
WIDE = {at: at + 0xFEE0 for at in range(0x21, 0x7F)}
BOLD = {ord("a") + at: 0x1D41A + at for at in range(26)}
STRIDES = st.integers(min_value=1, max_value=5)
Definition = tuple[str, str | None, dict[str, Any]]


def assert_no_lower(plain: Definition, hidden: Definition) -> None:
    before = classify(tool(*plain), Context())
    written = tool(*hidden)
    after = classify(written, Context())
    assert after.category.rank >= before.category.rank, after.rationale
    assert after.risk.rank >= before.risk.rank, after.rationale
    assert_exact(written, Context(), after)


@given(st.sampled_from(TOOLS), st.sampled_from(UNSEEN), STRIDES, STRIDES)
@settings(max_examples=200)
def test_what_does_not_show_hides_nothing(
    definition: Definition, letter: str, stride: int, offset: int
) -> None:
    def strewn(text: str) -> str:
        return "".join(
            each + letter if at % stride == offset % stride else each
            for at, each in enumerate(text)
        )

    name, said, parameters = definition
    hidden = {strewn(key): strewn(value) for key, value in parameters.items()}
    assert_no_lower(definition, (strewn(name), said and strewn(said), hidden))


@pytest.mark.parametrize("definition", TOOLS, ids=lambda each: each[0])
@pytest.mark.parametrize("letters", [ALIKE, WIDE, BOLD], ids=["alike", "wide", "bold"])
def test_letters_that_look_like_others_hide_nothing(
    definition: Definition, letters: dict[int, int]
) -> None:
    name, said, parameters = definition
    changed = " ".join(each[:1] + each[1:].translate(letters) for each in (said or "").split(" "))
    hidden = {key.translate(letters): value for key, value in parameters.items()}
    assert_no_lower(definition, (name.translate(letters), said and changed, hidden))


def test_words_of_other_alphabets_stay_their_own() -> None:
    for text in ("Создаёт заметку.", "Διαγράφει ένα αρχείο.", "删除文件", "Crée une note."):
        composed = classify(tool("x", text), Context())
        assert_exact(tool("x", text), Context(), composed)
    assert classify(tool("x", "删\u200b除文件"), Context()).category.value == "Destructive"
