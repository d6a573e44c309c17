"""Requests → files → requests; lines of any bytes → values."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import JudgeError
from classifier.judge.batch.lines import Result, Stray, read_line
from classifier.judge.batch.requests import BYTES, REQUESTS, Request, input_files
from tests.servers.openai_batch_lines import read

TEXTS = st.text(st.characters(codec=None), max_size=40)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=8,
)


@given(st.lists(TEXTS, max_size=30), st.integers(1, 7), st.integers(250, 900))
def test_each_file_holds_what_it_may_and_all_hold_all(
    said: list[str], most: int, size: int
) -> None:
    requests = [
        Request(f"id-{number}", {"model": "m", "content": text[:10]})
        for number, text in enumerate(said)
    ]
    found: list[Request] = []
    for file in input_files(iter(requests), most, size):
        lines, wrongs = read(file.path.read_bytes(), most, size)
        assert not wrongs
        assert file.ids == tuple(each.custom_id for each in lines)
        found += [Request(each.custom_id, each.body) for each in lines]
    assert found == requests


def test_a_file_is_there_no_longer_than_it_is_needed() -> None:
    paths = [each.path for each in input_files((Request(str(n), {}) for n in range(5)), 2)]
    assert len(paths) == 3
    assert not any(each.exists() for each in paths)


def test_a_request_that_no_file_can_hold_is_told() -> None:
    with pytest.raises(JudgeError, match=r"request id is larger than the 100 bytes of a batch"):
        list(input_files([Request("id", {"content": "x" * 100})], size=100))


def test_the_limits_are_those_of_the_api() -> None:
    assert (REQUESTS, BYTES) == (50_000, 200_000_000)


def said(**members: Any) -> Result | Stray:
    return read_line(json.dumps({"id": "x", "custom_id": "c", "error": None} | members).encode())


def test_an_answer_is_a_body() -> None:
    assert said(response={"status_code": 200, "body": {"a": 1}}) == Result("c", {"a": 1})


@pytest.mark.parametrize(
    ("members", "reason", "lasting"),
    [
        ({"response": {"status_code": 400, "body": {}}}, "answered 400", True),
        ({"response": {"status_code": 429, "body": {}}}, "answered 429", False),
        ({"response": {"status_code": 500, "body": {}}}, "answered 500", False),
        ({"response": {"status_code": 200, "body": []}}, "the line holds no answer", False),
        ({"response": {"status_code": "200", "body": {}}}, "the line holds no answer", False),
        ({"response": None}, "the line holds no answer", False),
        ({"response": None, "error": {"code": "batch_expired"}}, "expired", False),
        ({"response": None, "error": {"code": "batch_cancelled"}}, "cancelled", False),
        ({"response": None, "error": {"code": "odd_one"}}, "failed: odd_one", False),
        ({"response": None, "error": {"code": "\x1b[31m sk-x"}}, "failed", False),
        ({"response": None, "error": {}}, "failed", False),
    ],
)
def test_what_is_no_answer_has_a_reason(members: Any, reason: str, *, lasting: bool) -> None:
    assert said(**members) == Result("c", None, reason, lasting)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_line_is_a_value(line: bytes) -> None:
    assert isinstance(read_line(line), Result | Stray)


@given(JSON, JSON, JSON)
def test_any_line_with_our_members_is_a_value(name: Any, response: Any, error: Any) -> None:
    found = read_line(
        json.dumps({"custom_id": name, "response": response, "error": error}).encode()
    )
    assert isinstance(found, Result) is isinstance(name, str)


def test_a_line_may_be_as_deep_as_it_likes() -> None:
    assert read_line(b"[" * 1_000_000) == Stray("a line is not JSON")
