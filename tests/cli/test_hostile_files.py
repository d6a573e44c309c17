"""Whatever a file holds: so many verdicts, this exit code, this line, and no neighbour lost."""

import gzip
import json
from pathlib import Path

import pytest

from cli.main import main
from tests.cli.asking import Out

GOOD = [{"name": "get_a", "description": "Get a."}, {"name": "delete_b", "description": "Drop b."}]
FIRST, LAST = (json.dumps(each).encode() for each in GOOD)
LIST = json.dumps(GOOD)
LINES = "\n".join(json.dumps({"tool": each}) for each in GOOD)

DEEP = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
SOME_DEEP = b'{"a":' * 900 + b"1" + b"}" * 900
"""Deeper than a tool may be, and yet not too deep for a parser."""
HIDDEN = "\x1b[31m\n\u202e\u2066"


def tool(more: str) -> bytes:
    """A third tool, with members of its own."""
    return b'{"name":"x",' + more.encode() + b"}"


AMONG = [
    (b"7", 2, "[1] is a number, not an object; left out"),
    (b"null", 2, "[1] is null, not an object"),
    (b"{}", 2, "[1] has no name"),
    (b'{"name": ""}', 2, "[1] has no name"),
    (b'{"name": ["a"]}', 2, "[1] has no name"),
    (b'{"name": null}', 2, "[1] has no name"),
    (b"nope", 2, "[1] is not JSON: Expecting value (character 1)"),
    (b"", 2, "[1] is not JSON"),
    (b'{"name":"a"} {"name":"b"}', 2, "[1] is not JSON: Extra data"),
    (b'{"name" "a"}', 2, "[1] is not JSON: Expecting ':' delimiter"),
    (b'{"name":"a\0"}', 2, "[1] is not JSON: Invalid control character"),
    (b'{"name":"get\xff"}', 2, "[1] is not UTF-8: invalid start byte (byte 13)"),
    (b"NaN", 2, "[1] is a number"),
    (b"[" * 100_000 + b"]" * 100_000, 2, "[1] is nested too deeply to be read"),
    (b"[" * 990 + b"]" * 990, 2, "[1] is "),
    (b'{"name":"x","inputSchema":' + DEEP + b"}", 2, "[1] is nested too deeply to be read"),
    (b'{"name":"x","inputSchema":' + SOME_DEEP + b"}", 2, "[1] is nested too deeply to be read"),
    (tool('"a":1') + b" " * (16 << 20), 2, "[1] is larger than 16 MB"),
    (b'{"name":"get\\u0000","description":"a\\u0000"}', 3, ""),
    (b'{"name":"get\\ud800","description":"\\udfff"}', 3, "[1] get⟨U+D800⟩: not canonical JSON"),
    (b'{"name":"get\xed\xa0\x80"}', 3, "[1] get⟨U+D800⟩: not canonical JSON"),
    (tool('"a":123456789012345678901234567890'), 3, "[1] x: not canonical JSON"),
    (tool(f'"a":{"9" * 100_000}'), 3, "[1] x: not canonical JSON"),
    (tool('"a":[1e400,NaN,-Infinity]'), 3, "[1] x: not canonical JSON"),
    (tool('"description":"a","description":"b"'), 3, "x: its JSON names 'description' twice"),
    (tool('"inputSchema":{"properties":{"a":1,"a":2}}'), 3, "x: its JSON names 'a' twice"),
    (tool('"inputSchema":true'), 3, "x: inputSchema is a boolean, not an object"),
    (tool('"inputSchema":[1]'), 3, "x: inputSchema is a list, not an object"),
    (tool('"description":7,"title":[]'), 3, "x: title is a list, not a string; description is a"),
    (tool('"inputSchema":{"$ref":"#","properties":{"a":{"$ref":"#/properties/a"}}}'), 3, ""),
    (tool('"inputSchema":{"properties":[1]}'), 3, ""),
    (tool('"inputSchema":{"properties":{"query":true,"op":{"enum":{"a":1}},"url":[1]}}'), 3, ""),
    (
        json.dumps(
            {"name": "x", "inputSchema": {"properties": {f"p{at}": {} for at in range(100_000)}}}
        ).encode(),
        3,
        "",
    ),
    (json.dumps({"name": "delete_" * 15_000}).encode(), 3, ""),
    (json.dumps({"name": HIDDEN, "title": HIDDEN, "description": HIDDEN}).encode(), 3, ""),
    (FIRST, 3, ""),
]
"""One entry between two good ones: it, how many verdicts there are, and what is said."""

WHOLE = [
    ("", 1, "f is empty"),
    ("\ufeff", 1, "f is empty"),
    (" \n\t\r\n", 1, "f is empty"),
    ("Dear diary", 1, "f is not JSON: Expecting value (character 1); give"),
    ("<html>", 1, "f is not JSON"),
    ("\0" * 1_000, 1, "f is not JSON"),
    (b"\xff\xfe\x80", 1, "f begins as utf-16-le, but is not; give"),
    (gzip.compress(LIST.encode(), mtime=0), 1, "f is not UTF-8"),
    ("7", 1, "f holds no tools; give"),
    ('"x"', 1, "f holds no tools; give"),
    ("{}", 1, "f holds no tools: give"),
    ('{"tools": {"a": 1}}', 1, "f holds no tools: give"),
    ('{"result": [1]}', 1, "f holds no tools: give"),
    ('{"error": {"code": -32601}}', 1, "f holds no tools: give"),
    ('{"mcpServers": {}}', 1, "f is an MCP client's configuration"),
    (FIRST, 1, "f holds no tools: give"),
    ("[" * 100_000, 1, "f is not JSON: it breaks off within what begins at byte 2; give"),
    ('{"tools": [{"na', 1, "f is not JSON: it breaks off within what begins at byte 12; give"),
    ("[]", 3, "f holds no tools; give"),
    ('{"tools": []}', 3, "f holds no tools; give"),
    (DEEP, 1, "f holds no tools"),
    (b"[" + DEEP + b"]", 3, "f holds no tools; f[0] is nested too deeply"),
    ('[{"title": "x"}, 7]', 3, "f holds no tools; f[0] has no name; left out"),
    ('{"tool": null}', 3, "f holds no tools; f:1 is null, not an object; left out"),
    ('{"tool": {"name": nope}}', 3, "f holds no tools; f:1 is not JSON"),
    (LIST[:-20], 4, "f breaks off within what begins at byte 46; left out"),
    (f"{LIST}\0\0", 4, "f goes on after its end, at byte 93; left out"),
    (f"{LIST[:-1]},]", 4, "f[2] is not JSON"),
    (LINES.replace("\n", "\n[\n"), 4, "f:2 is not JSON"),
    (LINES.replace("\n", "\n7\n"), 4, "f:2 is not a JSON object; left out"),
    (f"// tools\n{LINES}", 4, "f:1 is not JSON"),
    (f"[1]\n{LINES}", 4, "f:1 is not a JSON object"),
    (LINES.encode().replace(b"\n", b"\n\xff\n"), 4, "f:2 is not UTF-8"),
    (LINES.encode().replace(b"\n", b'\n{"tool":' + DEEP + b"}\n"), 4, "f:2 is nested too deeply"),
    (LINES.replace("\n", "\n" + "a" * (17 << 20) + "\n"), 4, "f:2 is larger than 16 MB; left out"),
    ("\n" * 5_000 + " " * (17 << 20) + LINES, 0, ""),
    (LINES.replace("\n", "\r\n"), 0, ""),
    (LINES.replace("\n", "\r"), 0, ""),
    (LIST.encode("utf-16"), 0, ""),
    (LINES.encode("utf-16-be"), 0, ""),
    (LINES.encode("utf-8-sig"), 0, ""),
    (f'{{"_meta":{DEEP.decode()},"tools":{LIST}}}', 0, ""),
    (f'{{"tools":[{FIRST.decode()}],"tools":[{LAST.decode()}]}}', 0, ""),
    (json.dumps({"tools": GOOD, "tool": 7}, indent=2), 0, ""),
    (f'[{FIRST.decode()},\n{{"tool":{{"name":"y"}}}}\n,{LAST.decode()}]', 4, "f[1] has no name"),
]
"""A whole file: it, the exit code, and what is said; with 0 and 4 both tools are judged."""


def judged(capsys: Out) -> tuple[list[str], str, int]:
    """The names that `classify --json` judges, what it says, and its exit code."""
    code = main(["classify", "--file", "f", "--json"])
    said = capsys.readouterr()
    assert said.err.isprintable() or "\x1b" not in said.err
    return [json.loads(line)["tool"] for line in said.out.splitlines()], said.err, code


@pytest.mark.parametrize(("entry", "verdicts", "line"), AMONG)
def test_one_entry_among_good_ones(entry: bytes, verdicts: int, line: str, capsys: Out) -> None:
    Path("f").write_bytes(b"[" + FIRST + b", " + entry + b",\n" + LAST + b"]")
    names, said, code = judged(capsys)
    assert code == (0 if verdicts == 3 else 4)
    assert (len(names), names[0], names[-1]) == (verdicts, "get_a", "delete_b")
    assert line in said
    assert said.count("\n") == bool(line)
    assert main(["policy", "--file", "f", "-o", "policy"]) == code
    hidden = json.loads(Path("policy").read_text())["hide"]
    assert "delete_b" in hidden


@pytest.mark.parametrize(("content", "code", "line"), WHOLE)
@pytest.mark.parametrize("command", ["classify", "policy"])
def test_a_whole_file(
    command: str, content: str | bytes, code: int, line: str, capsys: Out
) -> None:
    Path("f").write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main([command, "--file", "f", "--quiet"]) == code
    said = capsys.readouterr()
    if not line:
        assert said.err == ""
    else:
        assert said.err.startswith(f"toolrisk: {line}")
        assert said.err.count("\n") == 1
    for each in GOOD if code in (0, 4) and line[:4] != "f br" else ():
        assert each["name"] in said.out


@pytest.mark.parametrize("command", [["classify"], ["policy"], ["classify", "--json"]])
def test_nothing_hidden_reaches_the_terminal(command: list[str], capsys: Out) -> None:
    rows = [
        {"server": {"title": HIDDEN}, "tool": {"name": HIDDEN, "description": f"Delete {HIDDEN}"}},
        {"server": {"title": HIDDEN}, "tool": {"name": HIDDEN, HIDDEN: 1, "inputSchema": HIDDEN}},
        {"server": HIDDEN, "tool": HIDDEN},
    ]
    Path("f").write_text("\n".join(map(json.dumps, rows)) + f"\n{HIDDEN}")
    assert main([*command, "--file", "f"]) == 4
    said = capsys.readouterr()
    assert not set(HIDDEN) - {"[", "3", "1", "m", "\n"} & set(said.err)
    if command == ["classify"]:
        assert not {"\x1b", "\u202e", "\u2066"} & set(said.out)
    else:
        assert "\x1b" not in said.out
