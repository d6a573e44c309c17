"""The options that commands share, each said once.

One that has a variable TOOLRISK_… is a setting: `toolrisk.toml` may say it too, under the
option's name. `cli.configuration.settings` lists them.
"""

import os
from pathlib import Path
from typing import Annotated

import typer

from catalog.errors import UsageError
from catalog.taxonomy import Risk
from publisher.target import names


def _sandbox(name: str | None) -> str | None:
    if name not in (None, "bubblewrap", "landlock", "none"):
        raise typer.BadParameter(f"it is bubblewrap, landlock or none, not {name!r}")
    return name


def _target(name: str) -> str:
    if name not in names():
        raise typer.BadParameter(f"no policy target {name!r}; there are: {', '.join(names())}")
    return name


def _judge(name: str | None) -> str | None:
    if name not in (None, "never", "unsure", "always"):
        raise typer.BadParameter(f"it is never, unsure or always, not {name[:40]!r}")
    return name


def batch_step(name: str | None) -> str | None:
    """What is done with batches; any other word is refused."""
    if name not in (None, "submit", "status", "collect"):
        raise typer.BadParameter(f"it is submit, status or collect, not {name[:40]!r}")
    return name


def _risk(name: str) -> str:
    if name not in (*Risk, NEVER):
        raise typer.BadParameter(f"it is {', '.join(Risk)} or never, not {name[:40]!r}")
    return name


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
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet/--no-quiet",
        "-q",
        envvar="TOOLRISK_QUIET",
        show_default=False,
        help="No progress and no remarks.",
    ),
]
Verbose = Annotated[
    int,
    typer.Option(
        "--verbose",
        "-v",
        count=True,
        min=0,
        max=2,
        envvar="TOOLRISK_VERBOSE",
        show_default=False,
        help="Tell on stderr what is done, as it is done; twice: in detail.",
    ),
]
Log = Annotated[
    Path | None,
    typer.Option(
        "--log",
        metavar="FILE",
        envvar="TOOLRISK_LOG",
        help="Add what is done to a file, as lines of JSON; with -vv in detail.",
    ),
]
Registries = Annotated[
    list[str] | None,
    typer.Argument(metavar="REGISTRY", envvar="TOOLRISK_REGISTRIES", hidden=True),
]
Delay = Annotated[
    float | None,
    typer.Option(
        "--delay",
        metavar="SECONDS",
        min=0,
        max=3600,
        envvar="TOOLRISK_DELAY",
        show_default=False,
        help="Between two requests to a registry whose address you gave (default: as to its own).",
    ),
]
Full = Annotated[
    bool,
    typer.Option("--full", help="Read all that they list, not only what has changed."),
]
Sandbox = Annotated[
    str | None,
    typer.Option(
        "--sandbox",
        metavar="NAME",
        envvar="TOOLRISK_SANDBOX",
        callback=_sandbox,
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
Private = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Let URLs of listings lead to this machine and to private networks.",
    ),
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        max=64,
        envvar="TOOLRISK_JOBS",
        help="Servers introspected at once.",
    ),
]
Target = Annotated[
    str,
    typer.Option(
        "--target",
        metavar="NAME",
        envvar="TOOLRISK_TARGET",
        callback=_target,
        help=f"One of: {', '.join(names())}.",
    ),
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="RISK",
        envvar="TOOLRISK_FAIL_ON",
        callback=_risk,
        help="The lowest risk that fails: low, medium, high, critical, or never.",
    ),
]
File = Annotated[
    str | None,
    typer.Option(
        "--file",
        metavar="FILE",
        help="A tools/list result, an array, or JSON lines; - is stdin.",
    ),
]
Judge = Annotated[
    str | None,
    typer.Option(
        "--judge",
        metavar="WHEN",
        envvar="TOOLRISK_JUDGE",
        callback=_judge,
        show_default=False,
        help="Of which tools a model is asked too: never, unsure or always (default: unsure where "
        "OPENAI_API_KEY or OPENAI_BASE_URL is set, else never).",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        envvar="TOOLRISK_MODEL",
        help="The model that is asked; an endpoint that offers only one needs no name.",
    ),
]
MaxTokens = Annotated[
    int | None,
    typer.Option(
        "--max-tokens",
        metavar="N",
        min=1,
        envvar="TOOLRISK_MAX_TOKENS",
        show_default=False,
        help="Ask no more once another question might go beyond so many tokens.",
    ),
]
MaxCost = Annotated[
    float | None,
    typer.Option(
        "--max-cost",
        metavar="AMOUNT",
        min=0,
        envvar="TOOLRISK_MAX_COST",
        show_default=False,
        help="The same in money, at the price given.",
    ),
]
Price = Annotated[
    str | None,
    typer.Option(
        "--price",
        metavar="SENT,ANSWERED",
        envvar="TOOLRISK_PRICE",
        help="What a million tokens cost, sent and answered, such as 0.5,2.",
    ),
]

Why = Annotated[
    str | None,
    typer.Option("--why", metavar="TEXT", help="The reason, kept with the decision."),
]

REGISTRIES = ("starter",)
"""The default: pinned servers that need no key and no host but the package registries."""
CATALOG = "catalog.db"
TARGET = "policylayer"
FAIL_ON = "high"
NEVER = "never"
REASON = 1_000
"""Code points of a decision's reason that are kept."""
REPORTS = Path("reports")
JOBS = (os.cpu_count() or 1) + 1
"""One server waits for the network while the others use the cores."""


def reason(why: str | None) -> str:
    """The reason of a decision. Raises UsageError where none is given."""
    if not (why and why.strip()):
        raise UsageError("say why, for who comes after you: --why TEXT")
    return why.strip()[:REASON]
