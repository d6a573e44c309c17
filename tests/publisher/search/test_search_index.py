"""The index finds just what one finds who looks through everything, by a few small files."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.taxonomy import Risk
from publisher.site.search import lines, shards
from publisher.site.search.postings import written
from publisher.site.search.query import asked, rank
from publisher.site.search.records import TOGETHER, record_files
from publisher.site.search.shards import word_addresses, word_files
from publisher.site.search.subject import Subject
from publisher.site.search.words import runs
from tests.publisher.search.reader import Index, called, numbers
from tests.publisher.search.subjects import NAMES, SUBJECTS, a_subject


@given(st.sets(st.integers(0, 4_999)), st.booleans())
def test_numbers_come_back(held: set[int], most: bool) -> None:  # noqa: FBT001 - drawn
    those = sorted(set(range(5_000)) - held if most else held)
    text = written(those, 5_000)
    assert numbers(text) == those
    assert len(text) <= 5_000 / 6 + 5


@pytest.fixture(scope="module", autouse=True)
def _small() -> Iterator[None]:
    """Small enough for a few subjects to need many files, and lines of beginnings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "LITTLE", 60)
        patch.setattr(shards, "SHARE", 2)
        yield


@given(SUBJECTS, NAMES)
def test_a_beginning_finds_what_has_such_a_word(subjects: list[Subject], typed: str) -> None:
    index = Index(word_files(subjects, "s"))
    for word in runs(typed):
        query = asked(word)._replace(name="")
        found = {at for at, each in enumerate(subjects) if rank(query, each) is not None}
        assert index.beginning(word) == found


@given(SUBJECTS)
def test_the_files_are_known_before_the_words(subjects: list[Subject]) -> None:
    made = [each.address for each in word_files(subjects, "s")]
    assert tuple(made) == word_addresses(len(subjects))


def test_a_short_beginning_is_told_in_one_place() -> None:
    subjects = [a_subject(f"delete_{number:x}") for number in range(2_000)]
    index = Index(word_files(subjects, "s"))
    assert len(index.firsts) > 500
    assert len(index.beginning("d")) == 2_000
    assert len(index.loaded) == 1


def test_a_record_shows_what_hides_and_is_cut() -> None:
    subject = a_subject("\u202eexe", "</script>\u2028", "long " * 100, Risk.HIGH)
    [file] = record_files([subject], "s")
    function, (stamp, number, held) = called(file)
    assert (function, stamp, number) == ("records", "s", 0)
    assert held == [[
        "servers/s/\u202eexe.html", "high", "⟨U+202E⟩exe", "</script>⟨U+2028⟩", "Write",
        "long " * 31 + "long … (cut; 500 characters in all)",
    ]]  # fmt: skip


def test_each_number_has_its_record() -> None:
    subjects = [a_subject(f"t{number}") for number in range(TOGETHER + 3)]
    held = [called(each)[1][2] for each in record_files(subjects, "s")]
    assert [len(each) for each in held] == [TOGETHER, 3]
    assert held[1][2][2] == f"t{TOGETHER + 2}"


def test_names_of_our_own_are_words_like_others() -> None:
    subjects = [a_subject(name) for name in ("__proto__", "constructor", "toString", "*", "#")]
    index = Index(word_files(subjects, "s"))
    assert [index.beginning(each) for each in ("proto", "constructor", "tostring")] == [
        {0}, {1}, {2}
    ]  # fmt: skip
    assert json.dumps(index.shards).isascii()
