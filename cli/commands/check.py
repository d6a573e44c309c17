"""What can the servers do that agents on this machine, or in this project, start?

Without a target, the configurations of Claude Desktop, Claude Code, Cursor, VS Code, Windsurf,
Zed, Continue, Codex, Gemini CLI and Cline are read. A TARGET is a configuration file, a
project's folder, npm:NAME, pypi:NAME, a URL, or a command after `--`. Values of variables,
headers and queries stay where they are: servers start with dummies, in a sandbox, and nothing
is kept. A server that needs your own value of a variable, header or argument gets it with
--env, it alone and that one alone.

Exit codes: 11 to 14 where the worst tool, low to critical, stands at or above --fail-on.

Example: toolrisk check .mcp.json --fail-on critical
"""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Annotated

import typer

from catalog.errors import NothingFound, UsageError
from catalog.model.checked import Checked
from catalog.taxonomy import Risk
from cli import options
from cli.check_text import check_json, show_check
from cli.console import Voice, emit
from cli.exit_codes import DONE, DONE_IN_PART, FAILED_AT
from cli.help import GIVEN
from cli.steps.check import check
from cli.steps.introspect import Terms, tier_named
from cli.summary import unsealed
from crawler.clients.wanted import Wanted, everything, named, own
from publisher.gate import failing

Targets = Annotated[list[str] | None, typer.Argument(metavar="TARGET", hidden=True)]
Saved = Annotated[
    list[str] | None,
    typer.Option("--tools", metavar="SERVER=FILE", help="A saved tool list instead of a start."),
]
Named = Annotated[
    list[str] | None,
    typer.Option("--env", metavar="SERVER:NAME", help="Give a server your own value of NAME."),
]


def command(  # noqa: PLR0913 - Typer reads the options from the signature
    context: typer.Context,
    targets: Targets = None,
    *,
    fail_on: options.FailOn = options.FAIL_ON,
    tools: Saved = None,
    env: Named = None,
    sandbox: options.Sandbox = None,
    network: options.Network = False,
    allow_private: options.Private = False,
    jobs: options.Jobs = options.JOBS,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    wanted = _wanted(targets or (), context.meta.get(GIVEN))
    saved = _saved(tools or (), {each.server.slug for each in wanted.servers})
    tier = tier_named(sandbox)
    terms = Terms(tier, jobs, network=network, allow_private=allow_private)
    unsealed(tier, voice)
    checked = Checked(
        servers=check(wanted, saved, _named(env or ()), terms, voice),
        rejected=tuple(each.reason for each in wanted.rejected),
    )
    failed = failing(checked.risks, None if fail_on == options.NEVER else Risk(fail_on))
    if json:
        emit(check_json(checked, failed))
    else:
        show_check(checked, failed, voice)
    return FAILED_AT[failed] if failed else DONE if checked.whole else DONE_IN_PART


def _saved(pairs: Sequence[str], slugs: Collection[str]) -> dict[str, str]:
    """The files by server; a name that has a `=` itself is known by being one."""
    saved = {}
    for pair in pairs:
        known = (each for each in slugs if pair.startswith(f"{each}="))
        server = max(known, key=len, default=pair.partition("=")[0])
        file = pair[len(server) + 1 :]
        if not (server and file):
            raise UsageError(f"--tools takes SERVER=FILE, not {pair[:80]!r}")
        saved[server] = file
    return saved


def _named(pairs: Sequence[str]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for pair in pairs:
        server, colon, name = pair.rpartition(":")
        if not (server and colon and name) or "=" in name:
            raise UsageError("--env takes SERVER:NAME; the value stays where it is")
        names.setdefault(server, []).append(name)
    return names


def _wanted(targets: Sequence[str], words: Sequence[str] | None) -> Wanted:
    """Raises NothingFound where no configuration names a server."""
    if words is not None:
        if targets or not words:
            raise UsageError("name targets, or one command after --, not both or neither")
        return own(words, Path.cwd())
    wanted = named(targets, Path.cwd()) if targets else everything(Path.cwd())
    if not wanted.servers and not wanted.rejected:
        where = ", ".join(targets) or "the configurations of this project and of this user"
        raise NothingFound(f"no MCP servers in {where}; name a file, npm:NAME, pypi:NAME or a URL")
    return wanted
