"""Sources that are made to harm their reader: each ends, and is a value."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.introspection.source.budget import Budget
from crawler.introspection.source.files import FILE_BYTES, Files
from tests.crawler.source.sourcing import NODE, index_tools, node_tools, python_tools, read_python

GOOD = "from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('x')\n@mcp.tool()\ndef good(): ...\n"
DEEP = 100_000

DEEP_PYTHON = {
    "parentheses": f"x = {'(' * DEEP}{')' * DEEP}",
    "signs": f"x = {'-' * DEEP}1",
    "sum": f"x = {'+'.join('1' * DEEP)}",
    "members": f"x = a{'.b' * DEEP}",
    "calls": f"x = f{'()' * DEEP}",
}


@pytest.mark.parametrize("text", DEEP_PYTHON.values(), ids=DEEP_PYTHON)
def test_what_is_nested_too_deeply_costs_only_its_own_file(text: str, tmp_path: Path) -> None:
    tools = python_tools(tmp_path, server=GOOD + "from . import deep", deep=text)
    assert set(tools) == {"good"}


DEEP_JAVASCRIPT = {
    "parentheses": f"{'(' * 9_000}1{')' * 9_000}",
    "calls": f"const x = {'a(' * DEEP}{')' * DEEP};",
    "members": f"const x = a{'.b' * DEEP};",
    "sum": f"const x = {'+'.join('1' * DEEP)}; server.tool(x, run);",
    "name": f"server.tool({'a(' * 5_000}1{')' * 5_000}, run);",
    "chain": f"server.tool('deep', z{'.optional()' * 5_000}, run);",
}


@pytest.mark.parametrize("text", DEEP_JAVASCRIPT.values(), ids=DEEP_JAVASCRIPT)
def test_so_it_is_in_javascript(text: str, tmp_path: Path) -> None:
    files = {"index.js": "import './deep.js'; server.tool('good', run);", "deep.js": text}
    assert "good" in node_tools(tmp_path, files)


BOMBS = {
    "numbers": "for i in range(10**9):\n    mcp.tool(name=f'n{i}')(print)",
    "nested loops": "for a in range(5000):\n  for b in range(5000):\n    mcp.tool(str(b))(print)",
    "doubled text": "a0 = 'x' * 9 + 'x'\n"
    + "".join(f"a{i + 1} = a{i} + a{i}\n" for i in range(60))
    + "mcp.tool(name=a60)(print)",
    "doubled list": "a0 = ['x', 'y']\n"
    + "".join(f"a{i + 1} = [*a{i}, *a{i}]\n" for i in range(60))
    + "for n in a60:\n    mcp.tool(name=n)(print)",
    "width": "mcp.tool(name='{:>999999999}'.format('x'))(print)",
    "functions": "".join(
        f"def f{i}(x):\n    if x: return f{i + 1}(x)\n    return f{i + 1}(x) + f{i + 1}(x)\n"
        for i in range(60)
    )
    + "def f60(x): return f0(x)\nmcp.tool(name=f0('a'))(print)",
    "callers": "".join(f"def g{i}(n):\n" + f"    g{(i + 1) % 30}(n)\n" * 9 for i in range(30))
    + "def g30(n): pass\n" + "def offer(n):\n    mcp.tool(name=n)(print)\n"
    + "".join(f"def h{i}(n):\n    offer(n)\n    h{(i + 1) % 30}(n)\n" for i in range(30)),
}  # fmt: skip


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_bomb_spends_the_budget_and_no_more(text: str, tmp_path: Path) -> None:
    budget = Budget(steps=50_000)
    assert "good" in python_tools(tmp_path, server=GOOD + text, budget=budget)


def test_cycles_end(tmp_path: Path) -> None:
    names = (
        "from .b import *\nfrom .b import Name, Base as Above\nOwn = Name\nclass Base(Above): ...\n"
    )
    tools = python_tools(
        tmp_path,
        server=GOOD
        + "from .a import Own, Base\nmcp.tool(name=Own)(print)\nmcp.tool(name=Base.x)(print)",
        a=names,
        b=names.replace(".b", ".a"),
    )
    assert set(tools) == {"good"}


def test_cycles_of_modules_end_in_javascript(tmp_path: Path) -> None:
    files = {
        "index.js": "export * from './a.js'; import {x} from './a.js';"
        "s.tool(x, f); s.tool('good', f);",
        "a.js": "export * from './index.js'; export {y as x} from './b.js';",
        "b.js": "export {x as y} from './a.js'; class A extends A {} const a = {...a}; a.b = a;",
    }
    assert set(node_tools(tmp_path, files)) == {"good"}


def test_nothing_outside_of_the_prefix_is_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside.js"
    outside.write_text("server.tool('outside', run);")
    prefix = tmp_path / "prefix"
    folder = prefix / NODE
    folder.mkdir(parents=True)
    (folder / "linked.js").symlink_to(outside)
    (folder / "loop.js").symlink_to(folder / "loop.js")
    (folder / "folder").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.js")
    text = "".join(
        f"import '{each}';"
        for each in ("./linked.js", "./loop.js", "./folder/outside.js", "./pipe.js", str(outside),
                     "../../../outside.js", "./nul\\0.js", f"./{'a' * 9999}.js")
    )  # fmt: skip
    assert set(node_tools(prefix, {"index.js": text + "s.tool('good', run);"})) == {"good"}


def test_a_file_that_is_too_large_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    (tmp_path / "large.py").write_bytes(b"#" * (FILE_BYTES + 1))
    assert Files(tmp_path).read("large.py") is None
    large = b"server.tool('large', run);//" + b"x" * (50 << 20)
    files: dict[str, str | bytes] = {"index.js": "import './large.js'; s.tool('good', run);"}
    files["large.js"] = large
    assert set(node_tools(tmp_path, files)) == {"good"}


def test_a_record_may_name_anything(tmp_path: Path) -> None:
    (tmp_path / "above.py").write_text(GOOD)
    record = (
        "../../../../../above.py",
        "/etc/passwd.py",
        "../x.py",
        "nul\0.py",
        "a" * 9999 + ".py",
    )
    assert read_python(tmp_path / "prefix", dict.fromkeys(record), None) == {}


ODD: dict[str, Mapping[str, str | bytes]] = {
    "invalid UTF-8": {"index.js": b"s.tool('good', '\xff\xfe');\xff"},
    "byte order mark": {"index.js": b"\xef\xbb\xbfs.tool('good', run)"},
    "NUL": {"index.js": b"\x00s.tool('good', run);"},
    "manifest": {"index.js": "s.tool('good', run)", "package.json": b"\xff["},
    "deep manifest": {"index.js": "s.tool('good', run)", "package.json": "[" * DEEP},
    "odd manifest": {
        "index.js": "s.tool('good', run)",
        "package.json": '{"bin": {"a": 1}, "exports": [], "main": {}, "dependencies": []}',
    },
    "one long line": {"index.js": "var x=1;" * 30_000 + "s.tool('good',run)"},
}


@pytest.mark.parametrize("files", ODD.values(), ids=ODD)
def test_what_is_odd_is_read_as_far_as_it_goes(
    files: Mapping[str, str | bytes], tmp_path: Path
) -> None:
    assert set(node_tools(tmp_path, files)) == {"good"}


def test_a_name_is_short_and_printable(tmp_path: Path) -> None:
    text = (
        "s.tool('a'.concat('" + "a" * 500 + "'), run); s.tool('\\x1b[31m', run); s.tool('', run);"
    )
    assert index_tools(tmp_path, text) == {}


SNIPPETS = st.sampled_from(
    "server.tool( setRequestHandler( registerTool( name: 'a' => ({ tools } ... [ ] ( ) const x = "
    "this. class A extends B z.object( .describe( ` ${ import * as from './index.js' export ; "
    "@mcp.tool() def f(x: int): \n for in [ 'a' ] Tool(name= lambda: yield from self.".split(" ")
)
SOURCES = st.lists(SNIPPETS | st.text(max_size=5), max_size=40).map(" ".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | SOURCES.map(str.encode))
def test_no_bytes_raise(tmp_path: Path, data: bytes) -> None:
    read: Callable[[], object]
    for read in (
        lambda: python_tools(tmp_path / "a", server=data),
        lambda: node_tools(tmp_path / "b", {"index.js": data}),
        lambda: node_tools(tmp_path / "c", {"index.ts": data}),
    ):
        read()
