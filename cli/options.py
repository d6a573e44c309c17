"""The options that commands share, each said once."""

import os
from pathlib import Path
from typing import Annotated

import typer

Location = Annotated[
    str,
    typer.Option(
        "--catalog",
        metavar="FILE|URL",
        envvar="TOOLRISK_CATALOG",
        help="The catalog: a SQLite file, or a URL.",
    ),
]
Reports = Annotated[
    Path,
    typer.Option(
        "--reports",
        metavar="DIR",
        envvar="TOOLRISK_REPORTS",
        help="Where pages and policies go.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no remarks.")]
Sandbox = Annotated[
    str | None,
    typer.Option(
        "--sandbox",
        metavar="NAME",
        help="bubblewrap, landlock (the first that works is the default), or none: start "
        "servers with nothing around them.",
    ),
]
Network = Annotated[
    bool,
    typer.Option(
        "--network",
        help="Start servers that fail without the network a second time, with it.",
    ),
]
Jobs = Annotated[
    int,
    typer.Option("--jobs", "-j", metavar="N", min=1, max=64, help="Servers introspected at once."),
]
File = Annotated[
    str | None,
    typer.Option(
        "--file",
        metavar="FILE",
        help="A tools/list result, an array, or JSON lines; - is stdin.",
    ),
]

REGISTRIES = ("starter",)
"""The default: pinned servers that need no key and no host but the package registries."""
CATALOG = "catalog.db"
REPORTS = Path("reports")
JOBS = (os.cpu_count() or 1) + 1
"""One server waits for the network while the others use the cores."""
