"""Ask servers for their tools, in a sandbox: those that have changed, or those named.

A SERVER is named by its slug, title or id; without one, those that are due are asked.

Example: toolrisk introspect redis-mcp-redis
"""

from typing import Annotated

import typer

from cli import options
from cli.console import Voice, emit
from cli.opening import opening
from cli.steps.find import find_server
from cli.steps.introspect import introspect, introspect_due, tier_named
from cli.summary import introspections, unsealed

Servers = Annotated[list[str] | None, typer.Argument(metavar="SERVER", hidden=True)]


def command(
    *,
    servers: Servers = None,
    sandbox: options.Sandbox = None,
    jobs: options.Jobs = options.JOBS,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    tier = tier_named(sandbox)
    unsealed(tier, voice)
    with opening(catalog, voice) as opened:
        if servers:
            named = [find_server(opened, each) for each in servers]
            report = introspect(opened, named, tier, jobs, voice)
        else:
            report = introspect_due(opened, tier, jobs, voice)
    if json:
        emit(report)
    else:
        introspections(report, voice)
    return report.exit_code
