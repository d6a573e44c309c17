"""Installed packages made of a few lines, and the tools that their source names."""

import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.introspection.source.budget import Budget
from crawler.introspection.source.read import read

SITE = "lib/python3.11/site-packages"
NODE = "node_modules/notes-mcp"

Tools = dict[str, dict[str, Any]]


def python_tools(prefix: Path, *, budget: Budget | None = None, **modules: str | bytes) -> Tools:
    """By name, what the modules of one distribution name; `server` is where it starts.

    Double underscores in a module's name are dots.
    """
    files: dict[str, str | bytes | None] = {
        f"notes/{name.replace('__', '/')}.py": text for name, text in modules.items()
    }
    files.setdefault("notes/__init__.py", "")
    return read_python(prefix, files, budget)


def read_python(
    prefix: Path, files: Mapping[str, str | bytes | None], budget: Budget | None
) -> Tools:
    """The same of files by their paths; those without a text are only in the record."""
    info = "notes_mcp-1.0.dist-info"
    about = {
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: notes-mcp\nVersion: 1.0\n",
        f"{info}/entry_points.txt": "[console_scripts]\nnotes-mcp = notes.server:main\n",
        f"{info}/RECORD": "".join(f"{each},,\n" for each in files),
    }
    there = {name: text for name, text in files.items() if text is not None}
    _write(prefix / SITE, there | about)
    return _by_name(prefix, "pypi", budget)


def node_tools(
    prefix: Path, files: Mapping[str, str | bytes], *, budget: Budget | None = None
) -> Tools:
    """By name, what the files of one package name; `index.js` is where it starts."""
    manifest = '{"name": "notes-mcp", "bin": "index.js", "type": "module"}'
    _write(prefix / NODE, {"package.json": manifest, **files})
    return _by_name(prefix, "npm", budget)


def index_tools(prefix: Path, text: str) -> Tools:
    """The tools of a package that is one file."""
    return node_tools(prefix, {"index.js": text})


def only(tools: Tools) -> dict[str, Any]:
    """The one tool that there is."""
    (tool,) = tools.values()
    return tool


def properties(tool: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = tool["inputSchema"]["properties"]
    return found


def _write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        data = textwrap.dedent(text).encode() if isinstance(text, str) else text
        place.write_bytes(data)


def _by_name(prefix: Path, registry: str, budget: Budget | None) -> Tools:
    found = read(prefix, registry, "notes-mcp", budget or Budget())
    return {each["name"]: each for each in found}
