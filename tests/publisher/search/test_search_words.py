"""Names and texts in words: cases, marks, camels, scripts that part no words."""

import pytest
from hypothesis import given

from publisher.site.search.words import LONGEST, runs, whole, words
from tests.publisher.strategies import ANY_TEXT


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("delete_file", {"delete", "file"}),
        ("getUserById", {"getuserbyid", "get", "user", "by", "id"}),
        ("HTTPServer2", {"httpserver2", "http", "server2"}),
        ("GitHub", {"github", "git", "hub"}),
        ("GITHUB api", {"github", "api"}),
        ("Crème BRÛLÉE", {"creme", "brulee"}),
        ("\uff26\uff35LL", {"full"}),
        ("天气 weather", {"天", "气", "weather"}),
        ("⟨!?⟩ \u202e", set()),
    ],
)
def test_words_by_example(text: str, found: set[str]) -> None:
    assert words(text) == found


def test_names_that_part_their_words_otherwise_are_the_same_as_a_whole() -> None:
    names = ("delete_file", "deleteFile", "delete file", "Delete-File", "DELETE.FILE")
    assert {whole(each) for each in names} == {"deletefile"}


@given(ANY_TEXT)
def test_whatever_is_typed_of_a_text_is_among_its_words(text: str) -> None:
    assert set(runs(text)) <= words(text)
    assert all(0 < len(each) <= LONGEST for each in words(text))
    assert all(each.isalnum() for each in words(text))
