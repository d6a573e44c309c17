"""What is wrong with a thousand entries is told in a few lines."""

import json
from pathlib import Path

from cli.main import main
from tests.cli.asking import Out


def test_a_thousand_bad_entries_are_told_in_a_few_lines(capsys: Out) -> None:
    Path("f").write_bytes(b"[" + b"7," * 1_000 + b'{"name": "get_a"}]')
    assert main(["classify", "--file", "f"]) == 4
    *lines, last = capsys.readouterr().err.splitlines()[1:]
    assert len(lines) == 20
    assert last == "toolrisk: 980 more entries are left out"


def test_a_thousand_odd_tools_likewise_and_silently_with_quiet(capsys: Out) -> None:
    Path("f").write_text(json.dumps([{"name": "get_a", "inputSchema": 7}] * 1_000))
    assert main(["classify", "--file", "f", "--json"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert lines[0] == "f[0] get_a: inputSchema is a number, not an object"
    assert lines[-1] == "980 more tools have something like that."
    assert main(["classify", "--file", "f", "--json", "--quiet"]) == 0
    assert capsys.readouterr().err == ""
