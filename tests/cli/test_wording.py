"""What was reworded is told in words, whatever the texts, in bounded time."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cli.wording import AT_MOST, reworded

SENTENCE = "Gets the note {}. "
PAGES = "".join(map(SENTENCE.format, range(AT_MOST // 2)))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Delete a note.", "Delete a note.", []),
        ("Delete a note.", "Delete  a\u00a0note.\n", []),
        ("Delete a note.", "Delete every note.", [("a", "every")]),
        ("", "New.", [("", "New.")]),
        ("Old.", "", [("Old.", "")]),
        (
            "one two three four five six",
            "one 2 three 4 five six",
            [("two three four", "2 three 4")],
        ),
        ("one two three four five six", "1 two three four five 6", [("one", "1"), ("six", "6")]),
        ("删除笔记。", "删除所有笔记。", [("删除笔记。", "删除所有笔记。")]),
        ("note", "no\u200bte", [("note", "no\u200bte")]),
        (PAGES, "Once: " + PAGES + "Then wipe.", [("", "Once:"), ("", "Then wipe.")]),
    ],
)
def test_the_words_that_differ_are_told(old: str, new: str, told: list[tuple[str, str]]) -> None:
    assert list(reworded(old, new)) == told


TEXTS = st.lists(st.sampled_from(["a", "b", "c.", "\n", "  ", "d"]), max_size=40).map(" ".join)


@given(TEXTS, TEXTS)
@example("c. c.", "\n c. c. \n")
@example("a\nb\na b", "a b\na\nb")
def test_nothing_is_told_only_where_the_words_are_the_same(old: str, new: str) -> None:
    told = list(reworded(old, new))
    assert (old.split() == new.split()) == (not told)
    assert all(was != now for was, now in told)
    assert all(was in " ".join(old.split()) and now in " ".join(new.split()) for was, now in told)


def test_a_text_made_to_take_long_is_compared_as_a_whole() -> None:
    old, new = (" ".join(step) for step in (["x", "y"] * 5_000, ["y", "x", "x"] * 4_000))
    (change,) = reworded(old, new)
    assert max(map(len, change)) > AT_MOST
