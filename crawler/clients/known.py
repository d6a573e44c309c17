"""Which clients keep MCP servers in a file, and where; one row a client.

The places are those of each client's documentation, as of November 2026.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from platformdirs import user_config_path

from catalog.model.value import Value
from crawler.clients.listing import GEMINI
from crawler.clients.project import folders
from crawler.introspection.program import Reach
from crawler.introspection.showable import holds_home, homes

_WINDOWS_HOMES = Path("/mnt/c/Users")
"""Where WSL shows the homes of the Windows around it."""


_SETTINGS = (".cursor", ".vscode", ".zed", ".continue", ".codex", ".gemini")
"""Folders of a project in which clients keep their files."""

_CLINE = "saoudrizwan.claude-dev"

_MANY = 200
"""Files of one pattern that are looked into."""


class Client(Value):
    """A program that starts MCP servers; `{home}` and `{config}` stand for the user's folders.

    A `*` stands for any name, where a client has a folder of files.
    """

    name: str
    user: tuple[str, ...] = ()
    project: tuple[str, ...] = ()


CLIENTS = (
    Client(name="Claude Desktop", user=("{config}/Claude/claude_desktop_config.json",)),
    Client(
        name="Claude Code",
        user=(
            "{home}/.claude.json",
            "{home}/.claude/plugins/cache/*/*/.mcp.json",
            "{home}/.claude/plugins/cache/*/*/*/.mcp.json",
            "/etc/claude-code/managed-mcp.json",
            "/Library/Application Support/ClaudeCode/managed-mcp.json",
            "C:/Program Files/ClaudeCode/managed-mcp.json",
        ),
        project=(".mcp.json",),
    ),
    Client(name="Cursor", user=("{home}/.cursor/mcp.json",), project=(".cursor/mcp.json",)),
    Client(
        name="VS Code",
        user=(
            "{config}/Code/User/mcp.json",
            "{config}/Code/User/settings.json",
            "{config}/Code/User/profiles/*/mcp.json",
            "{config}/Code - Insiders/User/mcp.json",
            "{home}/.copilot/mcp-config.json",
        ),
        project=(".vscode/mcp.json", ".vscode/settings.json"),
    ),
    Client(name="Windsurf", user=("{home}/.codeium/windsurf/mcp_config.json",)),
    Client(
        name="Zed",
        user=("{home}/.config/zed/settings.json", "{config}/Zed/settings.json"),
        project=(".zed/settings.json",),
    ),
    Client(
        name="Continue",
        user=(
            "{home}/.continue/config.yaml",
            "{home}/.continue/config.json",
            "{home}/.continue/mcpServers/*",
        ),
        project=(".continue/mcpServers/*",),
    ),
    Client(
        name="Codex",
        user=("{home}/.codex/config.toml",),
        project=(".codex/config.toml",),
    ),
    Client(
        name=GEMINI,
        user=("{home}/.gemini/settings.json", "{home}/.gemini/extensions/*/gemini-extension.json"),
        project=(".gemini/settings.json",),
    ),
    Client(
        name="Cline",
        user=(f"{{config}}/Code/User/globalStorage/{_CLINE}/settings/cline_mcp_settings.json",),
    ),
)


class Place(Value):
    """A file that a client reads, and how far what it names reaches."""

    client: str
    path: Path
    reach: Reach


def places(working_folder: Path) -> Iterator[Place]:
    """The files that are there: this project's, then the user's."""
    for client in CLIENTS:
        reaches = {path: reach_of(path) for path in _in_project(client, working_folder)}
        for path in _of_user(client):
            reaches.setdefault(path, Reach(folder=working_folder))
        for path, reach in reaches.items():
            if os.path.isfile(path):  # noqa: PTH113, Path's fails on what may not be looked into
                yield Place(client=client.name, path=path, reach=reach)


def place_of(path: Path, working_folder: Path) -> Place:
    """A file that the user names: one of their clients' is theirs, any other is anybody's."""
    own = (each for client in CLIENTS for each in _of_user(client))
    if any(os.path.realpath(path) == os.path.realpath(each) for each in own):  # loops, too
        return Place(client="file", path=path, reach=Reach(folder=working_folder))
    return Place(client="file", path=path, reach=reach_of(path))


def reach_of(file: Path) -> Reach:
    """A project's file shows the whole project. What stands in the very home is the user's."""
    folder = file.absolute().parent
    if folder.name == "mcpServers":  # Continue's has a folder of its own
        folder = folder.parent
    if folder.name in _SETTINGS:
        folder = folder.parent
    if folder.resolve() in homes():
        return Reach(folder=folder)
    whole = (each for each in reversed(folders(folder)) if not holds_home(each))
    return Reach(folder=folder, project=next(whole, folder))


def _in_project(client: Client, working_folder: Path) -> Iterator[Path]:
    for folder in folders(working_folder):
        for each in client.project:
            yield from _meant(folder / each)


def _of_user(client: Client) -> Iterator[Path]:
    for home, config in _homes():
        for each in client.user:
            path = Path(each.format(home=home, config=config))
            yield from _meant(path) if path.is_absolute() else ()  # another system's is not


def _meant(path: Path) -> Iterator[Path]:
    """The files of a pattern; a path without a pattern is one, whether it is there or not."""
    parts = path.parts
    first = next((at for at, part in enumerate(parts) if part == "*"), None)
    if first is None:
        yield path
        return
    with suppress(OSError):
        found = Path(*parts[:first]).glob("/".join(parts[first:]))
        yield from sorted(each for each in islice(found, _MANY) if each.is_file())


def _homes() -> Iterator[tuple[Path, Path]]:
    """The user's home with its configuration folder; in WSL, those of Windows too."""
    if home := next(homes(), None):
        yield home, user_config_path(roaming=True)
    with suppress(OSError):
        for home in sorted(_WINDOWS_HOMES.iterdir()):
            yield home, home / "AppData" / "Roaming"
