"""Decide that two servers are one: kept, with who and why, whatever later crawls find.

The older of them keeps its address; the other's leads to it. `split` takes it back.

Example: toolrisk merge redis-mcp-redis acme-redis --why "one vendor"
"""

from typing import Annotated

import typer

from catalog.errors import UsageError
from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE
from cli.identity_view import decision_view, show_decision
from cli.opening import opening
from cli.steps.decide import merge_by_hand

Servers = Annotated[list[str] | None, typer.Argument(metavar="SERVER SERVER", hidden=True)]
PAIR = 2


def command(
    servers: Servers = None,
    *,
    why: options.Why = None,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    named = servers or []
    if len(named) != PAIR:
        raise UsageError("name the two servers that are one, as `toolrisk show` does")
    reason = options.reason(why)
    with opening(catalog, voice) as opened:
        decision, merged = merge_by_hand(opened, named[0], named[1], reason)
    view = decision_view(decision, (merged,))
    emit(view) if json else show_decision(view, voice)
    return DONE
