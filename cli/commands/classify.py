"""Classify the catalog's tools, or the tools of a file, and say why."""

import sys

from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE


def command(
    *,
    file: options.File = None,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    if file is not None:
        from cli.steps.classify_file import classify_file  # spares the catalog's import

        return classify_file(file, voice, sys.stdout.buffer, as_json=json)
    from catalog.store.catalog import open_catalog
    from cli.steps.classify import classify_tools

    with open_catalog(catalog, must_exist=True) as opened:
        report = classify_tools(opened, voice)
    if json:
        emit(report)
    else:
        voice.text(
            f"{report.classified} new verdicts, {report.unchanged} unchanged, "
            f"{report.unsure} of all unsure."
        )
    return DONE
