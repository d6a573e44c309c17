"""Ask servers for their tools, in a sandbox: those that have changed, or those named.

A SERVER is named by its slug, title or id; without one, those that are due are asked.
After -- stands a command, or a URL, to be asked without a catalog: `npx PACKAGE` and
`uvx PACKAGE` are installed and sealed, any other command is sealed with this folder.

Example: toolrisk introspect redis-mcp-redis
"""

from typing import Annotated

import typer

from catalog.errors import UsageError
from cli import options
from cli.console import Voice, emit
from cli.help import GIVEN
from cli.opening import opening
from cli.steps.by_hand import ask
from cli.steps.find import find_server
from cli.steps.introspect import Terms, introspect, introspect_due, tier_named
from cli.summary import introspections, offered, unsealed

Servers = Annotated[list[str] | None, typer.Argument(metavar="SERVER", hidden=True)]


def command(
    context: typer.Context,
    *,
    servers: Servers = None,
    sandbox: options.Sandbox = None,
    allow_private: options.Private = False,
    network: options.Network = False,
    jobs: options.Jobs = options.JOBS,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    tier = tier_named(sandbox)
    terms = Terms(tier, jobs, network=network, allow_private=allow_private)
    if GIVEN in context.meta:
        if servers or not context.meta[GIVEN]:
            raise UsageError("name servers, or give a command after --, and not both or neither")
        return _by_hand(context.meta[GIVEN], terms, voice, json=json)
    with opening(catalog, voice) as opened:
        unsealed(tier, voice)
        if servers:
            named = [find_server(opened, each) for each in servers]
            report = introspect(opened, named, terms, voice)
        else:
            report = introspect_due(opened, terms, voice)
    if json:
        emit(report)
    else:
        introspections(report, voice)
    return report.exit_code


def _by_hand(words: list[str], terms: Terms, voice: Voice, *, json: bool) -> int:
    unsealed(terms.tier, voice)
    found = ask(words, terms)
    if json:
        emit(found)
    else:
        offered(found, voice)
    return found.exit_code
