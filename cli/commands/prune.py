"""Drop what was superseded long ago, and give its room back; what holds now always stays.

AGE is such as 90d (12h, 4w), or a date. The last tool list of each server
stays too, and so does what a person decided.

Example: toolrisk prune --older-than 90d --dry-run
"""

from datetime import UTC, datetime
from typing import Annotated

import typer

from catalog.errors import UsageError
from catalog.model.history import Pruned
from catalog.model.value import Value
from catalog.store.pruning import prune, would_prune
from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE
from cli.moments import moment
from cli.opening import opening
from publisher.words.server import plural

OlderThan = Annotated[
    str | None,
    typer.Option("--older-than", metavar="AGE", help="What was superseded before that is dropped."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would be dropped.")]

ROWS = ("{count} row", "{count} rows")
BYTES = ("{count} byte", "{count} bytes")
WORDS = {
    "listings": "listings",
    "rejected": "rejected entries of registries",
    "snapshots": "findings of introspections",
    "definitions": "tool definitions",
    "classifications": "verdicts",
    "judgements": "judgements of models",
    "rules": "policy rules",
    "pages": "pages",
}
"""What the rows tell, by the names that `--json` has."""


class Pruning(Value):
    """What `prune --json` prints; `freed` are bytes, which a dry run cannot tell."""

    before: datetime
    dry_run: bool
    dropped: Pruned
    freed: int | None


def command(
    *,
    older_than: OlderThan = None,
    dry_run: DryRun = False,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    if older_than is None:
        raise UsageError("say what is old enough to be dropped, such as --older-than 90d")
    before = moment(older_than, "--older-than", datetime.now(UTC))
    with opening(catalog, voice) as opened:
        dropped = would_prune(opened, before) if dry_run else prune(opened, before)
        freed = None if dry_run else opened.compact()
    pruning = Pruning(before=before, dry_run=dry_run, dropped=dropped, freed=freed)
    emit(pruning) if json else _show(pruning, voice)
    return DONE


def _show(pruning: Pruning, voice: Voice) -> None:
    rows = [(WORDS[name], count) for name, count in pruning.dropped]
    total = plural(ROWS, sum(count for _, count in rows))
    verb = "would be dropped" if pruning.dry_run else "dropped"
    title = f"{total} {verb}, superseded before {pruning.before:%Y-%m-%d %H:%M} UTC"
    voice.table(title, ("what", "rows"), rows)
    if pruning.freed is not None:
        voice.say(f"{plural(BYTES, pruning.freed)} freed.")
