"""Decide that listings are not the server that they were taken for: kept, with who and why.

A LISTING is named as `toolrisk show SERVER` does: SOURCE:ID, or the id alone.

Example: toolrisk split redis-mcp-redis smithery:a/redis --why "a fork"
"""

from typing import Annotated

import typer

from catalog.errors import UsageError
from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE
from cli.identity_view import decision_view, show_decision
from cli.opening import opening
from cli.steps.decide import split_by_hand

Words = Annotated[list[str] | None, typer.Argument(metavar="SERVER LISTING", hidden=True)]


def command(
    words: Words = None,
    *,
    why: options.Why = None,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    server, *listings = words or ("",)
    if not listings:
        raise UsageError("name a server, and the listings that are none of it")
    reason = options.reason(why)
    with opening(catalog, voice) as opened:
        decision, servers = split_by_hand(opened, server, listings, reason)
    view = decision_view(decision, servers)
    emit(view) if json else show_decision(view, voice)
    return DONE
