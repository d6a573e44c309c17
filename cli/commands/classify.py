"""Classify the catalog's tools, or the tools of a file, and say why."""

import sys

from cli import options
from cli.console import Voice


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
    from cli.steps.classify import classify_catalog

    return classify_catalog(catalog, voice, as_json=json)
