"""Tell what this machine can do, how to get what is missing, and which settings hold.

With --catalog, alone or with its place, also whether the catalog is whole:
its file, its references and every row.

Example: toolrisk doctor --catalog
"""

from typing import Annotated

import typer

from cli import options
from cli.bare_option import bare_option, was_given
from cli.console import Voice, emit
from cli.exit_codes import DONE, ERROR
from cli.steps.effective import settings_of
from cli.steps.health import Health, examine
from cli.steps.integrity import show_integrity

KIND = bare_option("--catalog")
"""`--catalog` alone means the catalog that would be used anyway."""

Location = Annotated[
    str,
    typer.Option(
        "--catalog",
        metavar="[FILE|URL]",
        envvar="TOOLRISK_CATALOG",
        help="Look at every row of this catalog; at the usual one, if none is named.",
    ),
]


def command(
    context: typer.Context,
    *,
    catalog: Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    settings = settings_of(context)
    model = next(each for each in settings if each.name == "model")
    named = model.value if model.source != "default" and not model.refused else None
    health = examine(catalog, voice, model=named, whole=was_given(context, "--catalog"))
    health = health.model_copy(update={"settings": settings})
    if json:
        emit(health)
    else:
        _show(health, voice)
    lacking = any(each.needed and not each.fine for each in health.checks)
    broken = health.integrity is not None and health.integrity.faults
    return ERROR if lacking or broken else DONE


def _show(health: Health, voice: Voice) -> None:
    rows = [
        ("yes" if each.fine else "no", each.name, each.found, each.cure) for each in health.checks
    ]
    voice.table("What this machine can do", ("fine", "for", "found", "cure"), rows)
    said = [(each.name, each.value, each.source, each.refused) for each in health.settings]
    voice.table("The settings that hold", ("setting", "value", "from", "refused"), said)
    if health.integrity:
        show_integrity(health.integrity, voice)
