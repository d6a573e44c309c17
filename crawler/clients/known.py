"""Which clients keep MCP servers in a file, and where; one row a client.

The places are those of each client's documentation, as of November 2026.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from platformdirs import user_config_path

from catalog.model.value import Value
from crawler.clients.project import folders
from crawler.introspection.program import Reach
from crawler.introspection.showable import holds_home, homes

_WINDOWS_HOMES = Path("/mnt/c/Users")
"""Where WSL shows the homes of the Windows around it."""


_SETTINGS = (".cursor", ".vscode")
"""Folders of a project in which clients keep their files."""


class Client(Value):
    """A program that starts MCP servers; `{home}` and `{config}` stand for the user's folders."""

    name: str
    user: tuple[str, ...] = ()
    project: tuple[str, ...] = ()


CLIENTS = (
    Client(name="Claude Desktop", user=("{config}/Claude/claude_desktop_config.json",)),
    Client(name="Claude Code", user=("{home}/.claude.json",), project=(".mcp.json",)),
    Client(name="Cursor", user=("{home}/.cursor/mcp.json",), project=(".cursor/mcp.json",)),
    Client(
        name="VS Code",
        user=(
            "{config}/Code/User/mcp.json",
            "{config}/Code/User/settings.json",
            "{config}/Code - Insiders/User/mcp.json",
        ),
        project=(".vscode/mcp.json", ".vscode/settings.json"),
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
    if folder.name in _SETTINGS:
        folder = folder.parent
    if folder.resolve() in homes():
        return Reach(folder=folder)
    whole = (each for each in reversed(folders(folder)) if not holds_home(each))
    return Reach(folder=folder, project=next(whole, folder))


def _in_project(client: Client, working_folder: Path) -> Iterator[Path]:
    for folder in folders(working_folder):
        yield from (folder / each for each in client.project)


def _of_user(client: Client) -> Iterator[Path]:
    for home, config in _homes():
        for each in client.user:
            yield Path(each.format(home=home, config=config))


def _homes() -> Iterator[tuple[Path, Path]]:
    """The user's home with its configuration folder; in WSL, those of Windows too."""
    if home := next(homes(), None):
        yield home, user_config_path(roaming=True)
    with suppress(OSError):
        for home in sorted(_WINDOWS_HOMES.iterdir()):
            yield home, home / "AppData" / "Roaming"
