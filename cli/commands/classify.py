"""Classify the catalog's tools, or the tools of a file, and say why.

Example: toolrisk classify --file tools.json
"""

import sys

import typer

from catalog.errors import UsageError
from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE

SETTINGS = {"allow_extra_args": True}
"""Words that are too many come to the command, which says where a file's name belongs."""


def command(
    context: typer.Context,
    *,
    file: options.File = None,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    if context.args:
        raise UsageError(f"a file of tools is named with --file {context.args[0]}")
    voice = Voice(quiet=quiet)
    if file is not None:
        from cli.steps.classify_file import classify_file  # spares the catalog's import

        return classify_file(file, voice, sys.stdout.buffer, as_json=json)
    from cli.decision_text import say_asked_again
    from cli.opening import opening
    from cli.steps.classify import classify_tools

    with opening(catalog, voice) as opened:
        report = classify_tools(opened, voice)
    if json:
        emit(report)
    else:
        voice.say(
            f"{report.classified} new verdicts, {report.unchanged} unchanged, "
            f"{report.unsure} of all unsure."
        )
        say_asked_again(report.asked_again, voice)
    return DONE
