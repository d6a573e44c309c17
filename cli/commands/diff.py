"""Tell what changed in servers' tools: risks that grew first, what came, went or changed.

WHEN is an age (12h, 7d, 4w), a date or an ISO time. Without --since, each
server's tool list is compared with the one before it.

Example: toolrisk diff --since 7d
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated

import typer

from catalog.errors import UsageError
from catalog.model.history import Difference
from catalog.store.history import changes
from cli import options
from cli.console import Voice, emit
from cli.diff_text import show_differences
from cli.diff_view import event_views
from cli.exit_codes import DONE
from cli.moments import moment
from cli.opening import opening
from cli.steps.find import find_server
from publisher.words.server import plural

Servers = Annotated[list[str] | None, typer.Argument(metavar="SERVER", hidden=True)]
Since = Annotated[
    str | None, typer.Option("--since", metavar="WHEN", help="From the tool lists of that time.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="WHEN", help="To the tool lists of that time.")
]
CHANGES = ("{count} change", "{count} changes")


def command(
    servers: Servers = None,
    *,
    since: Since = None,
    until: Until = None,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    now = datetime.now(UTC)
    start = None if since is None else moment(since, "--since", now)
    end = now if until is None else moment(until, "--until", now)
    if start and start > end:
        raise UsageError("--since is later than --until; exchange them")
    with opening(catalog, voice) as opened:
        only = {find_server(opened, each).id for each in servers} if servers else None
        found = changes(opened, start, end, only)
        count = _emit(found) if json else show_differences(found, voice)
    span = f"since {start:%Y-%m-%d %H:%M} UTC" if start else "since the tool list before the last"
    voice.say(f"{plural(CHANGES, count)} {span}." if count else f"Nothing has changed {span}.")
    return DONE


def _emit(differences: Iterable[Difference]) -> int:
    """A line for each event, by server and tool; how many."""
    count = 0
    for difference in differences:
        for view in event_views(difference):
            emit(view)
            count += 1
    return count
