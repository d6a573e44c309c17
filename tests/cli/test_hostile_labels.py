"""Whatever a file of labels holds: one line that names the place, and the exit code."""

from pathlib import Path

import pytest

from cli.main import main
from tests.cli.asking import Out

DEEP = b'{"a":' * 100_000 + b"1" + b"}" * 100_000

LABELS = [
    ("", 3, "f holds no labels; give a line of JSON for each labelled tool"),
    ("half {", 1, "f: line 1: is not JSON: Expecting value (character 1)"),
    ("\n7", 1, "f: line 2: is not an object with a tool and a category"),
    ('{"tool": {"name": "x"}}', 1, "f: line 1: category is missing"),
    ('{"tool": {}, "category": "Read"}', 1, "f: line 1: tool has no name"),
    ('{"tool": {"name": "x"}, "category": "Nice"}', 1, "f: line 1: category: Input should be"),
    (f'{{"tool": {{"name": "x"}}, "category": "{"x" * 100_000}"}}', 1, "f: line 1: category: "),
    (
        f'{{"tool": {{"name": "x"}}, "category": {"[" * 900 + "]" * 900}}}',
        1,
        "f: line 1: category: ",
    ),
    ('{"tool": {"name": "x"}, "category": "Read", "effects": [[]]}', 1, "f: line 1: effects must"),
    ('{"tool": {"name": "x"}, "category": "Read", "effects": 7}', 1, "f: line 1: effects must"),
    ('{"tool": {"name": "x"}, "server": {"title": 7}, "category": "Read"}', 1, "f: line 1: title"),
    (DEEP, 1, "f: line 1: is nested too deeply to be read"),
    (b'{"tool": {"name": "\xff"}}', 1, "f: line 1: is not UTF-8"),
    (b"\xff\xfe\x80", 1, "f begins as utf-16-le, but is not"),
    ("a" * (17 << 20), 1, "f: line 1: is larger than 16 MB"),
]


@pytest.mark.parametrize(("content", "code", "line"), LABELS)
def test_labels_that_cannot_be_used(
    content: str | bytes, code: int, line: str, capsys: Out
) -> None:
    Path("f").write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["evaluate", "f"]) == code
    said = capsys.readouterr().err
    assert said.startswith(f"toolrisk: {line}")
    assert said.count("\n") == 1
    assert len(said) < 1_000
