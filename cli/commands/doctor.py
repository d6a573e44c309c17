"""Tell what this machine can do, how to get what is missing, and which settings hold.

Example: toolrisk doctor
"""

import typer

from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE, ERROR
from cli.steps.effective import settings_of
from cli.steps.health import examine


def command(
    context: typer.Context,
    *,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    health = examine(catalog).model_copy(update={"settings": settings_of(context)})
    if json:
        emit(health)
    else:
        rows = [
            ("yes" if each.fine else "no", each.name, each.found, each.cure)
            for each in health.checks
        ]
        voice = Voice(quiet=quiet)
        voice.table("What this machine can do", ("fine", "for", "found", "cure"), rows)
        said = [(each.name, each.value, each.source, each.refused) for each in health.settings]
        voice.table("The settings that hold", ("setting", "value", "from", "refused"), said)
    return ERROR if any(each.needed and not each.fine for each in health.checks) else DONE
