"""The text of a file comes in pieces, as UTF-8, and its lines are the same wherever it is cut."""

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import InputError
from catalog.reading import ENTRY_BYTES
from cli import source
from cli.source import lines, pieces

TEXT = '[{"name": "héllo \U0001f600 港"}]\n' * 7


def cut(text: bytes, places: Iterable[int]) -> list[bytes]:
    ends = sorted({min(at, len(text)) for at in places} | {0, len(text)})
    return [text[start:end] for start, end in pairwise(ends)]


@given(st.binary(max_size=40).map(lambda each: each.replace(b"x", b"\n")), st.sets(st.integers(0)))
def test_lines_are_the_same_wherever_the_text_is_cut(text: bytes, places: set[int]) -> None:
    assert list(lines(cut(text, places))) == text.splitlines()


@pytest.mark.parametrize("size", [1, 3, 1 << 20])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]
)
def test_every_unicode_encoding_comes_as_utf_8(
    encoding: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "PIECE", max(size, 4))
    Path("text").write_bytes(TEXT.encode(encoding))
    assert b"".join(pieces("text", "some")).decode() == TEXT


def test_what_is_bad_in_utf_8_goes_by_untouched() -> None:
    Path("text").write_bytes(b'["\xff", "\xed\xa0\x80"]')
    assert b"".join(pieces("text", "some")) == b'["\xff", "\xed\xa0\x80"]'


@pytest.mark.parametrize("text", [b"[\0{}]", b"\0[{}]", b"[{}\0]", b"[\0\0{}]"])
def test_a_stray_zero_makes_no_other_encoding(text: bytes) -> None:
    Path("text").write_bytes(text)
    assert b"".join(pieces("text", "some")) == text


def test_a_lone_surrogate_of_utf_16_is_kept() -> None:
    Path("text").write_bytes("[\ud800]".encode("utf-16", "surrogatepass"))
    assert b"".join(pieces("text", "some")) == b"[\xed\xa0\x80]"


def test_half_a_letter_of_utf_16_is_one_clear_line() -> None:
    Path("text").write_bytes(TEXT.encode("utf-16")[:-1])
    with pytest.raises(InputError, match="text begins as utf-16-le, but is not; give some"):
        list(pieces("text", "some"))


def test_of_a_line_without_end_only_so_much_is_held_as_tells() -> None:
    piece = b"a" * (1 << 20)
    held = [len(line) for line in lines([b"1\n", *[piece] * 64, b"\n2"])]
    assert held[0] == held[2] == 1
    assert ENTRY_BYTES < held[1] <= ENTRY_BYTES + 2 * len(piece)
