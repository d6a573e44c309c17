"""One call of a command: what its words and the environment leave open, toolrisk.toml says.

Typer asks `lookup_default` for exactly that, option by option, so no command knows of files.
What a project's file may not say matters only when it is asked for: a flag takes its place.
`--help` and `--version` ask for nothing, so they work beside a broken file.
"""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from catalog.errors import ConfigurationError
from cli.configuration.places import project_file, user_file

if TYPE_CHECKING:
    from cli.configuration.file import Entries, Entry


class Call(typer.Context):
    """The context in which Typer works out a command's options."""

    @cached_property
    def files(self) -> "tuple[Entries, ...]":
        """The entries of the project's file, then of the user's own, of those there are."""
        own, project = user_file(), project_file(Path.cwd())
        places = [(each, each == own) for each in (project, own) if each]
        if not places:
            return ()
        from cli.configuration.file import read  # what it imports takes a moment

        commands = self.commands
        return tuple(read(file, commands, trusted=trusted) for file, trusted in places)

    @cached_property
    def commands(self) -> tuple[str, ...]:
        """The names of all commands: the tables that a file may have."""
        group: Any = self.find_root().command
        return tuple(group.list_commands(self))

    def entry(self, name: str) -> "Entry | None":
        """What the files say of a setting: the nearer file first, the command's table first."""
        tables = (str(self.info_name), "")
        found = (entries.get((table, name)) for entries in self.files for table in tables)
        return next(filter(None, found), None)

    def lookup_default(self, name: str, call: bool = True) -> Any:  # noqa: ARG002, FBT001, FBT002 - Typer's signature
        """The value in the files; None where they say nothing. Raises ConfigurationError."""
        entry = None if self.resilient_parsing else self.entry(name)  # help is for any place
        if entry and entry.refusal:
            raise ConfigurationError(
                f"{entry.place}: {name}: {entry.refusal}; say it yourself, "
                f"with --{name} or TOOLRISK_{name.upper()}, or in a toolrisk.toml of your own"
            )
        return entry.value if entry else None
