"""Bytes to messages: whatever way they are cut, and whatever stands between them."""

import json
from itertools import pairwise
from typing import Any
from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st
from mcp_types import JSONRPCNotification, JSONRPCRequest, JSONRPCResponse

from crawler.introspection.text import LINE_CHARACTERS, last_line, one_line, printable
from crawler.introspection.wire import Wire

NOTES = st.builds(
    lambda text: {"jsonrpc": "2.0", "method": "note", "params": {"t": text}}, st.text()
)
NOISE = st.binary().filter(lambda data: b"\n" not in data and data.strip() and b"{" not in data)


def cut(data: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:end] for start, end in pairwise(edges)]


@given(st.lists(st.one_of(NOTES, NOISE)), st.lists(st.integers(min_value=0)))
def test_every_message_arrives_once_and_in_order(lines: list[Any], places: list[int]) -> None:
    data = b"".join(
        (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines
    )
    wire = Wire()
    received = [message for chunk in cut(data, places) for message in wire.received(chunk)]
    assert [m.params for m in received if isinstance(m, JSONRPCNotification)] == [
        line["params"] for line in lines if isinstance(line, dict)
    ]
    assert wire.noise == sum(isinstance(line, bytes) for line in lines)


def test_a_page_of_tools_is_kept_and_handed_on_empty() -> None:
    wire = Wire()
    request = JSONRPCRequest(jsonrpc="2.0", id=7, method="tools/list")
    assert json.loads(wire.sending(request)) == {"jsonrpc": "2.0", "id": 7, "method": "tools/list"}
    page = {"tools": [{"odd": 1e400}], "nextCursor": "c", "_meta": {"a": 1}}
    (message,) = wire.received(
        json.dumps({"jsonrpc": "2.0", "id": 7, "result": page}).encode() + b"\n"
    )
    assert wire.results["tools/list"] == [page]
    assert isinstance(message, JSONRPCResponse)
    assert message.result == {"tools": [], "_meta": {"a": 1}}


def test_only_answers_to_our_own_question_are_pages() -> None:
    wire = Wire()
    wire.sending(JSONRPCRequest(jsonrpc="2.0", id=7, method="tools/list"))
    wire.received(b'{"jsonrpc": "2.0", "id": 8, "result": {"tools": [{"name": "x"}]}}\n')
    assert wire.results == {}


@given(st.text())
def test_printed_words_hold_nothing_that_moves_a_cursor(text: str) -> None:
    kept = printable(text).replace("\n", "").replace("\t", "")
    assert not [each for each in kept if category(each) == "Cc"]
    assert "\n" not in one_line(text)
    assert len(one_line(text)) <= LINE_CHARACTERS


def test_terminal_sequences_and_turned_text_are_dropped() -> None:
    assert printable("\x1b[2J\x1b[31mred\x1b[0m \u202eevil") == "red evil"
    assert last_line("first\n\n  last  \n\n") == "last"
    assert last_line("\n \n") == ""
