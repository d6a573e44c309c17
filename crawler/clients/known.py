"""Which clients keep MCP servers in a file, and where; one row a client.

The places are those of each client's documentation, as of November 2026.
"""

from collections.abc import Iterator
from pathlib import Path

from platformdirs import user_config_path

from catalog.model.value import Value
from crawler.clients.project import folders

_WINDOWS_HOMES = Path("/mnt/c/Users")
"""Where WSL shows the homes of the Windows around it."""


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
    """A file that a client reads."""

    client: str
    path: Path


def places(working_folder: Path) -> Iterator[Place]:
    """The files that are there: this project's, then the user's."""
    for client in CLIENTS:
        candidates = (*_in_project(client, working_folder), *_of_user(client))
        for path in dict.fromkeys(candidates):
            if path.is_file():
                yield Place(client=client.name, path=path)


def _in_project(client: Client, working_folder: Path) -> Iterator[Path]:
    for folder in folders(working_folder):
        yield from (folder / each for each in client.project)


def _of_user(client: Client) -> Iterator[Path]:
    for home, config in _homes():
        for each in client.user:
            yield Path(each.format(home=home, config=config))


def _homes() -> Iterator[tuple[Path, Path]]:
    """The user's home with its configuration folder; in WSL, those of Windows too."""
    yield Path.home(), user_config_path(roaming=True)
    if _WINDOWS_HOMES.is_dir():
        for home in sorted(_WINDOWS_HOMES.iterdir()):
            yield home, home / "AppData" / "Roaming"
