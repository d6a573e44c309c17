"""The shapes in which Python servers register tools, each in a few lines."""

from pathlib import Path

import pytest

from crawler.introspection.source.draft import ORIGIN
from tests.crawler.source.sourcing import only, properties, python_tools

SERVER = "from mcp.server.fastmcp import FastMCP, Context\nmcp = FastMCP('notes')\n"

NAMED = {
    "decorator": "@mcp.tool()\ndef add(): ...",
    "decorator without a call": "@mcp.tool\ndef add(): ...",
    "named decorator": "@mcp.tool(name='add')\nasync def whatever(): ...",
    "name first": "@mcp.tool('add')\ndef whatever(): ...",
    "constant name": "ADD = 'add'\n@mcp.tool(name=ADD)\ndef whatever(): ...",
    "curried": "def whatever(): ...\nmcp.tool(name='add')(whatever)",
    "add_tool": "def whatever(): ...\nmcp.add_tool(whatever, name='add')",
    "from_function": "def whatever(): ...\nmcp.add_tool(Tool.from_function(whatever, name='add'))",
    "in a function": "def main():\n    @mcp.tool()\n    def add(): ...",
    "under a condition": "import os\nif os.environ.get('X'):\n    @mcp.tool()\n    def add(): ...",
    "wrapped": (
        "import functools\n"
        "def logged(function):\n"
        "    @functools.wraps(function)\n"
        "    def wrapper(): ...\n"
        "    return wrapper\n"
        "def add(): ...\n"
        "mcp.tool()(logged(add))"
    ),
    "own decorator": (
        "def offered(title):\n"
        "    def decorate(function):\n"
        "        mcp.tool(title=title, description=function.__doc__)(function)\n"
        "        return function\n"
        "    return decorate\n"
        "@offered('Add')\ndef add(): ..."
    ),
    "a registry's decorator": (
        "class Registry:\n"
        "    def __init__(self, server):\n"
        "        self.server = server\n"
        "    def writer(self, title):\n"
        "        return self._offer(title)\n"
        "    def _offer(self, title):\n"
        "        def decorate(function):\n"
        "            self.server.tool(title=title)(function)\n"
        "        return decorate\n"
        "def register(tools: Registry):\n"
        "    @tools.writer('Add')\n"
        "    def add(): ..."
    ),
    "listed": "import mcp.types as types\ntypes.Tool(name='add', inputSchema={})",
    "member of an enum": (
        "from enum import Enum\nfrom mcp.types import Tool\n"
        "class Names(str, Enum):\n    ADD = 'add'\n"
        "Tool(name=Names.ADD, inputSchema={})\n"
    ),
    "spread": "from mcp.types import Tool\nADD = {'name': 'add', 'inputSchema': {}}\nTool(**ADD)",
}


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_a_shape_is_read(text: str, tmp_path: Path) -> None:
    assert set(python_tools(tmp_path, server=SERVER + text)) == {"add"}


LOOPS = {
    "literal list": "for name in ['add', 'drop']:\n    mcp.add_tool(whatever, name=name)",
    "dictionary": "for name, f in {'add': whatever, 'drop': whatever}.items():\n"
    "    mcp.add_tool(f, name=name)",
    "functions": "for f in (add, drop):\n    mcp.add_tool(f)",
    "comprehension": "from mcp.types import Tool\n"
    "TOOLS = [Tool(name=n, inputSchema={}) for n in ('add', 'drop')]",
    "growing list": "found = []\nfound.append('add')\nfound += ['drop']\n"
    "for name in found:\n    mcp.tool(name=name)(whatever)",
    "callers": "def offer(name):\n    mcp.tool(name=name)(whatever)\noffer('add')\noffer('drop')",
    "callers of callers": "def offer(name):\n    mcp.tool(name=name)(whatever)\n"
    "def both(first):\n    offer(first)\n    offer('drop')\nboth('add')",
}


@pytest.mark.parametrize("text", LOOPS.values(), ids=LOOPS)
def test_tools_that_are_made_in_turn_are_all_read(text: str, tmp_path: Path) -> None:
    functions = "def whatever(): ...\ndef add(): ...\ndef drop(): ...\n"
    assert set(python_tools(tmp_path, server=SERVER + functions + text)) == {"add", "drop"}


def test_classes_below_one_another_are_tools(tmp_path: Path) -> None:
    tools = python_tools(
        tmp_path,
        server="from notes.tools import AddTool, DropTool",
        base="""
            from mcp.types import Tool
            class Base:
                def definition(self):
                    return Tool(name=self.name, description=self.says, inputSchema=self.schema())
        """,
        tools="""
            from .base import Base
            class AddTool(Base):
                name = "add"
                says = "Adds a note."
                def schema(self):
                    return {"type": "object", "properties": {"text": {"type": "string"}}}
            class DropTool(Base):
                def __init__(self, name="drop"):
                    self.name = name
                    self.says = "Drops a note."
                def schema(self):
                    return {"type": "object", "properties": {}}
        """,
    )
    assert {name: tool["description"] for name, tool in tools.items()} == {
        "add": "Adds a note.",
        "drop": "Drops a note.",
    }
    assert set(properties(tools["add"])) == {"text"}


def test_mounted_servers_put_their_prefixes_before_their_tools(tmp_path: Path) -> None:
    tools = python_tools(
        tmp_path,
        server="""
            from fastmcp import FastMCP
            from notes.inner import inner, innermost, plain
            main = FastMCP("main")
            inner.mount(innermost, "deep")
            main.mount(inner, namespace="notes")
            main.import_server(plain)
        """,
        inner="""
            from fastmcp import FastMCP
            inner, innermost, plain = FastMCP("a"), FastMCP("b"), FastMCP("c")
            @inner.tool
            def add(): ...
            @innermost.tool
            def drop(): ...
            @plain.tool
            def find(): ...
        """,
    )
    assert set(tools) == {"notes_add", "notes_deep_drop", "find"}


def test_names_are_followed_over_modules(tmp_path: Path) -> None:
    tools = python_tools(
        tmp_path,
        server="from .app import *\nfrom . import texts\n"
        "@mcp.tool(texts.NAME, texts.more.SAYS)\ndef f(): ...",
        app="from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('x')",
        texts__init="",
        texts="from . import more\nNAME = f'{more.VERB}_note'",
        more="VERB = 'add'\nSAYS = ('Adds '\n        'a note' + '.')",
    )
    assert only(tools)["name"] == "add_note"
    assert only(tools)["description"] == "Adds a note."


def test_a_tool_says_where_it_was_read(tmp_path: Path) -> None:
    tool = only(python_tools(tmp_path, server=SERVER + "\n@mcp.tool()\ndef add(): ..."))
    assert tool["_meta"][ORIGIN].endswith("site-packages/notes/server.py:5")


def test_modules_that_nothing_imports_are_read_only_when_nothing_else_is_found(
    tmp_path: Path,
) -> None:
    lost = SERVER + "@mcp.tool()\ndef lost(): ..."
    found = SERVER + "@mcp.tool()\ndef found(): ..."
    assert set(python_tools(tmp_path / "a", server=found, other=lost)) == {"found"}
    assert set(python_tools(tmp_path / "b", server="", other=lost)) == {"lost"}


NOTHING = {
    "name that is not known": "import os\nmcp.tool(name=os.environ['X'])(print)",
    "name with an unknown part": "import os\n@mcp.tool(name=f'{os.name}_x')\ndef f(): ...",
    "prompts": "@mcp.prompt()\ndef f(): ...",
    "commented": "# @mcp.tool()\n# def add(): ...",
    "in a text": "'''\n@mcp.tool()\ndef add(): ...\n'''",
    "recursive": "x = [x]\nfor y in x:\n    mcp.add_tool(y)",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_names_no_tool_for_certain_is_none(text: str, tmp_path: Path) -> None:
    assert python_tools(tmp_path, server=SERVER + text) == {}
