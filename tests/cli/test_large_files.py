"""Half a gigabyte of tools: JSON lines take no memory to speak of, a list takes its own size."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.main import main

SIZE = 500 << 20
BASE = 160 << 20
"""Bytes that the process takes for itself, and for what is remembered between tools."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_800)]


def tools() -> Iterator[bytes]:
    """Different tools of 20 kB, one in two undescribed, until there are SIZE bytes of them."""
    words = " ".join(f"word{at}" for at in range(40))
    properties = {f"parameter_{at}": {"type": "string", "description": words} for at in range(60)}
    schema = json.dumps({"type": "object", "properties": properties})
    number = written = 0
    while written < SIZE:
        described = f'"description":"Get number {number}.",' if number % 2 else ""
        made = f'{{"name":"get_{number}",{described}"inputSchema":{schema}}}'.encode()
        yield made
        number, written = number + 1, written + len(made)


def write(place: Path, form: str) -> None:
    before, between, after = {
        "lines": (b"", b"\n", b"\n"),
        "array": (b"[", b",\n", b"]"),
        "result": (b'{"jsonrpc":"2.0","id":1,"result":{"tools":[', b",", b"]}}"),
    }[form]
    with place.open("wb") as file:
        file.write(before)
        for number, each in enumerate(tools()):
            row = b'{"server":{"title":"S"},"category":"Read","tool":' + each + b"}"
            file.write((between if number else b"") + (row if form == "lines" else each))
        file.write(after)


MEASURE = """
import os, sys
words = [sys.executable, "-m", "cli.main", *sys.argv[1:]]
silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
child = os.posix_spawn(sys.executable, words, os.environ, file_actions=silent)
_, status, used = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss << 10)
"""
"""A small process between: what it starts inherits the peak of whoever spawns it (Linux's
`setmax_mm_hiwater_rss` at exec), and the tests' own is larger than what is measured."""


def run(*words: str) -> tuple[int, int]:
    """The exit code of a command, and the most memory in bytes that it has had."""
    home = str(Path(main.__code__.co_filename).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *words],
        env=os.environ | {"PYTHONPATH": home},
        stdout=subprocess.PIPE,
        check=True,
    )
    code, peak = done.stdout.split()
    return int(code), int(peak)


def peak(*words: str) -> int:
    code, peak = run(*words)
    assert code == 0
    return peak


@pytest.mark.parametrize("form", ["lines", "array", "result"])
def test_memory_is_bounded_by_the_input(form: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    write(file, form)
    held = 0 if form == "lines" else file.stat().st_size * 9 // 8
    assert peak("classify", "--json", "--quiet", "--file", str(file)) < BASE + held
    assert peak("policy", "--json", "--quiet", "--file", str(file)) < 2 * BASE + held
    file.unlink()


def test_a_list_that_is_too_large_is_refused_before_it_takes_more(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with file.open("wb") as sparse:
        sparse.write(b"[\n")
        sparse.seek(8 << 30)
        sparse.write(b"]")
    code, peak = run("classify", "--file", str(file))
    assert code == 1
    assert peak < 2 << 30
