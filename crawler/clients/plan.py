"""A server that a client starts → what to ask: its package or remote, or a program of ours.

`uv run` is seen through to the environment that it would use: within a sandbox it can make
none.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from catalog.model.listing import Package
from catalog.model.server import Server
from catalog.model.snapshot import Skipped
from catalog.taxonomy import Reason
from crawler.clients.command import COMMAND
from crawler.introspection.inputs import command_line, environment
from crawler.introspection.launch import Plan, plan, unfit
from crawler.introspection.program import Program, Reach, program
from crawler.introspection.runtimes import runtimes

_FOLDER_FLAGS = {"--directory", "--project"}
_VALUE_FLAGS = {"--with", "--python", "-p", "--extra", "--group", "--env-file", "--package"}
_NO_ENVIRONMENT = (
    "uv makes its environment when it runs, which no sandbox lets it: run `uv sync` in {folder}, "
    "or give the saved list with --tools"
)


def plan_of(server: Server, reach: Reach) -> Plan | Program | Skipped:
    """What starts it, from where its command was named."""
    listing = server.current
    packages = [each for each in listing.packages if each.registry == COMMAND]
    return _own(packages[0], reach) if packages else plan(listing, runtimes(), floating=True)


def _own(package: Package, reach: Reach) -> Program | Skipped:
    words = [package.identifier, *command_line(package.arguments)]
    given = environment(package.environment)
    if refusal := unfit(package):
        return Skipped(reason=Reason.UNSUPPORTED, detail=refusal)
    if Path(words[0]).name in ("uv", "uv.exe"):
        return _uv(words, reach, given)
    return program(words, reach, given)


def _uv(words: Sequence[str], reach: Reach, given: Mapping[str, str]) -> Program | Skipped:
    """`uv [--directory D] run [PROGRAM] [WORDS]`."""
    rest, where = list(words[1:]), reach.folder
    while rest and (rest[0].startswith("-") or rest[0] == "run"):
        flag = rest.pop(0)
        name, _, value = flag.partition("=")
        if name in _FOLDER_FLAGS | _VALUE_FLAGS and not value and rest:
            value = rest.pop(0)
        if name in _FOLDER_FLAGS:
            where = reach.folder / value
    bin_folder = where / ".venv" / "bin"
    if not rest or not os.path.exists(bin_folder / "python"):  # noqa: PTH110, Path's fails on too long a name
        detail = _NO_ENVIRONMENT.format(folder=where)
        return Skipped(reason=Reason.RUNTIME_MISSING, detail=detail)
    first, *more = rest
    inside = reach.model_copy(update={"folder": where})
    if os.path.exists(bin_folder / first):  # noqa: PTH110, likewise
        return program([str(bin_folder / first), *more], inside, given)
    return program([str(bin_folder / "python"), first, *more], inside, given)
