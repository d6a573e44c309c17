"""`classify --file` on anything: never a traceback, a verdict for each tool, in order, alike in
text and in JSON.
"""

import json
import subprocess
import sys
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.errors import ToolriskError
from catalog.model.tool import Tool
from catalog.taxonomy import BASELINE, Category, Risk
from cli.console import Voice
from cli.main import main
from cli.steps.classify_file import classify_file
from cli.steps.reading_terms import ReadingTerms
from cli.tools_file import read_file
from tests.cli.asking import Out

NAMES = st.sampled_from(["get_a", "delete_all", "run", "pay", "x"]) | st.text(max_size=8)
NUMBERS = st.integers() | st.floats() | st.sampled_from([2**53 + 1, 10**400, -(2**70)])
ANY = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("title", "description", "inputSchema", "outputSchema", "annotations", "_meta", "extra")
SCHEMAS = st.builds(
    lambda properties: {"type": "object", "properties": properties},
    st.dictionaries(NAMES, ANY | st.builds(dict, description=NAMES, enum=st.lists(NAMES))),
)
TOOLS = st.builds(
    lambda name, more: {"name": name, **more},
    NAMES | ANY,
    st.dictionaries(st.sampled_from(FIELDS), ANY | NAMES | SCHEMAS, max_size=5),
)
ENTRIES = st.lists(TOOLS | ANY, max_size=5)
SERVERS: st.SearchStrategy[Any] = st.builds(dict, title=NAMES | ANY, description=NAMES) | ANY


def as_json(value: Any, *, indent: int | None, ascii_only: bool) -> str:
    return json.dumps(value, indent=indent, ensure_ascii=ascii_only)


@st.composite
def documents(draw: st.DrawFn) -> tuple[bytes, int]:
    """A valid document in one of the three forms, and how many entries it has."""
    entries = draw(ENTRIES)
    style = {"ascii_only": draw(st.booleans())}
    indent = draw(st.sampled_from([None, 2]))
    form = draw(st.sampled_from(["array", "result", "answer", "lines"]))
    if form == "lines":
        rows = [{"server": draw(SERVERS), "tool": each} for each in entries]
        text = "\n".join(as_json(row, indent=None, **style) for row in rows)
    elif form == "array":
        text = as_json(entries, indent=indent, **style)
    else:
        page = {"_meta": draw(ANY), "tools": entries}
        answer = {"jsonrpc": "2.0", "id": 1, "result": page}
        text = as_json(page if form == "result" else answer, indent=indent, **style)
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-32-be"]))
    return text.encode(encoding, "surrogatepass"), len(entries)


@st.composite
def nearly_documents(draw: st.DrawFn) -> bytes:
    """A document with some bytes changed, left out or doubled."""
    data, _ = draw(documents())
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        width = draw(st.integers(0, 8))
        more = draw(st.binary(max_size=3) | st.sampled_from([b'"', b"{", b"]", b"\n", b",", b"\0"]))
        data = data[:at] + more + data[at + width :]
    return data


def judged(capsys: Out) -> tuple[list[dict[str, Any]], int]:
    """What `classify --json` prints of the file, and its exit code."""
    out = BytesIO()
    try:
        code = classify_file("file", ReadingTerms(), Voice(), out, as_json=True)
    except ToolriskError as error:
        assert "\n" not in str(error)
        code = error.exit_code
    assert "Traceback" not in capsys.readouterr().err
    return [json.loads(line) for line in out.getvalue().splitlines()], code


def check(capsys: Out) -> None:
    """What must hold of every file."""
    verdicts, code = judged(capsys)
    assert code in (0, 1, 3, 4)
    entries = [] if code == 1 else list(read_file("file"))
    tools = [each.tool for each in entries if isinstance(each.tool, Tool)]
    assert [(each["tool"], each["digest"]) for each in verdicts] == [
        (tool.name, tool.digest) for tool in tools
    ]
    if code in (0, 4):
        assert (code == 4) == (len(entries) > len(tools))
    for each in verdicts:
        check_shape(each)
    assert main(["classify", "--file", "file"]) == code
    shown = [line for line in capsys.readouterr().out.splitlines() if line[:1] != " "]
    told = [[each["risk"], each["category"]] for each in verdicts]
    assert [line.split()[:2] for line in shown] == told


def check_shape(verdict: dict[str, Any]) -> None:
    """The stable form of one object, and what holds between its fields."""
    assert list(verdict) == SHAPE
    assert verdict["schema_version"] == 1
    assert verdict["baseline"] == BASELINE[Category(verdict["category"])]
    assert Risk(verdict["risk"]) is not Risk.LOW or not verdict["abstained"]
    assert 0 <= verdict["confidence"] <= 1
    assert verdict["digest"].startswith(("sha256:", "sha256-raw:"))


SHAPE = (
    "schema_version server tool digest category baseline risk confidence abstained decided_by "
    "classifier rationale effects traits evidence actions contradictions warnings"
).split()

thorough = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@thorough
@given(documents())
def test_every_valid_document_is_read_whole(capsys: Out, document: tuple[bytes, int]) -> None:
    data, entries = document
    Path("file").write_bytes(data)
    check(capsys)
    if entries:
        assert len(list(read_file("file"))) == entries


@thorough
@given(nearly_documents())
def test_every_nearly_valid_document_is_stood(capsys: Out, data: bytes) -> None:
    Path("file").write_bytes(data)
    check(capsys)


@thorough
@given(st.binary(max_size=80) | st.text(st.sampled_from('[]{}",:\\ \n7ntool')).map(str.encode))
def test_any_bytes_are_stood(capsys: Out, data: bytes) -> None:
    Path("file").write_bytes(data)
    check(capsys)


@thorough
@given(st.lists(TOOLS, min_size=2, max_size=4), st.data())
def test_what_is_broken_in_one_entry_stays_there(
    capsys: Out, tools: list[Any], data: st.DataObject
) -> None:
    texts = [json.dumps(each).encode() for each in tools]
    at = data.draw(st.integers(0, len(texts) - 1))
    letters = st.sampled_from([b"\xff", b"\0", b"\x1f", b"nope", b":"])
    texts[at] = data.draw(letters) + texts[at]
    Path("file").write_bytes(b"[" + b",\n".join(texts) + b"]")
    read = [each.tool for each in read_file("file")]
    texts[at] = b"null"
    Path("file").write_bytes(b"[" + b",\n".join(texts) + b"]")
    expected = [each.tool for each in read_file("file")]
    for one, other in chain(
        zip(read[:at], expected[:at], strict=True),
        zip(read[at + 1 :], expected[at + 1 :], strict=True),
    ):
        assert one == other
    assert not isinstance(read[at], Tool)


@pytest.mark.parametrize("form", ["array", "lines"])
def test_a_real_process_says_the_same(form: str, capsys: Out) -> None:
    tools = [{"name": "get_a"}, 7, {"name": "\ud800", "description": "Delete \x1b"}, {"name": "b"}]
    rows = [{"server": {"title": "é"}, "tool": each} for each in tools]
    text = json.dumps(tools) if form == "array" else "\n".join(map(json.dumps, rows))
    Path("file").write_text(text)
    verdicts, code = judged(capsys)
    home = Path(main.__code__.co_filename).parents[1]
    command = [sys.executable, "-m", "cli.main", "classify", "--json", "--file", "-"]
    done = subprocess.run(
        command,
        input=text.encode(),
        capture_output=True,
        check=False,
        env={"PYTHONPATH": str(home)},
    )
    assert done.returncode == code == 4
    assert [json.loads(line) for line in done.stdout.splitlines()] == verdicts
    assert done.stderr.count(b"left out\n") == 1
