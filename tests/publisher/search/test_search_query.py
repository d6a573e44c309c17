"""What is found, and in which order."""

import pytest

from catalog.model.card import card_of
from catalog.taxonomy import Risk
from publisher.site.search.query import asked, rank
from publisher.site.search.subject import Subject, gravest_first, subjects
from tests.publisher.demo import demo
from tests.publisher.search.subjects import a_subject
from tests.publisher.values import pages_of

PLACES = [
    a_subject("delete"),
    a_subject("delete_all_files"),
    a_subject("soft_delete"),
    a_subject("purge", server="Delete It"),
    a_subject("clear", summary="Deletes all of it."),
]
"""Where a word stands, the closest first."""


def found(text: str, among: list[Subject]) -> list[str]:
    ranked = [(rank(asked(text), each), gravest_first(each), each) for each in among]
    return [each.name for place, _, each in sorted(r for r in ranked if r[0] is not None)]


@pytest.mark.parametrize("typed", ["delete", "DELETE", "d", "dele", "délete"])
def test_the_closer_to_the_name_the_better(typed: str) -> None:
    assert found(typed, PLACES[::-1])[1:] == [each.name for each in PLACES][1:]


def test_an_unfinished_word_must_be_the_last() -> None:
    assert found("delete fil", PLACES) == ["delete_all_files"]
    assert found("del files", PLACES) == []
    assert found("soft fil ", PLACES) == found("soft fil", PLACES) == []
    assert found("all fil ", PLACES) == []


def test_a_whole_name_is_found_however_its_words_are_parted() -> None:
    for typed in ("deleteall", "delete-all", "delete_all_files", "deleteAllFiles"):
        assert found(typed, PLACES) == ["delete_all_files"]


def test_the_graver_comes_first_among_equals() -> None:
    equals = [a_subject(f"wipe{risk}", risk=risk) for risk in Risk]
    assert found("wipe", equals) == [f"wipe{risk}" for risk in reversed(Risk)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("risk:critical category:execute", ["runQuery"]),
        ("RISK:crit d", ["drop_table", "runQuery"]),
        ("effect:sends", ["send_mail"]),
        ("trait:openworld", ["send_mail"]),
        ("category:notclassified", ["zap"]),
        ("server:library book", ["find_book"]),
        ("server:town", ["Town Library", "find_book", "find_shelf"]),
        ("risk:", []),
        ("nosuch:thing", []),
    ],
)
def test_filters_by_example(typed: str, names: list[str]) -> None:
    among = subjects(map(card_of, pages_of(*demo())))
    assert (found(typed, among) if asked(typed) else []) == names
