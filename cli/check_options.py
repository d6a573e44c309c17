"""The options of `check` alone."""

from pathlib import Path
from typing import Annotated

import typer

FORMATS = ("table", "json", "sarif", "markdown", "junit")


def _format(name: str) -> str:
    if name not in FORMATS:
        raise typer.BadParameter(f"it is {', '.join(FORMATS)}, not {name[:40]!r}")
    return name


Saved = Annotated[
    list[str] | None,
    typer.Option("--tools", metavar="SERVER=FILE", help="A saved tool list instead of a start."),
]
Named = Annotated[
    list[str] | None,
    typer.Option("--env", metavar="SERVER:NAME", help="Give a server your own value of NAME."),
]
Lock = Annotated[
    Path | None,
    typer.Option(
        "--lock",
        metavar="FILE",
        help="What was agreed to (default: toolrisk.lock of the project, where it has one).",
    ),
]
Update = Annotated[
    bool, typer.Option("--update", help="Write the lock: agree to all that is there now.")
]
Accept = Annotated[
    list[str] | None,
    typer.Option(
        "--accept",
        metavar="SERVER/TOOL",
        help="Accept a tool's risk, or a combination by its name, with --why and --until.",
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DATE", help="The last day of that: YYYY-MM-DD, within a year."
    ),
]
Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME|FILE",
        help="Fail where a tool is denied or hidden by this policy: strict, balanced, open, "
        "or a TOML file of your own.",
    ),
]
Form = Annotated[
    str,
    typer.Option(
        "--format", metavar="NAME", callback=_format, help=f"One of: {', '.join(FORMATS)}."
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the report there, not to stdout."),
]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="NAME=FILE", help="The same report in another form, too."),
]
Offline = Annotated[
    bool,
    typer.Option("--offline", help="Start nothing: look at what the catalog knows of the servers."),
]
