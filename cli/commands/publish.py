"""Render the catalog's pages and policies as a static site.

Example: toolrisk publish --reports site
"""

from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE
from cli.opening import opening
from cli.steps.publish import publish_pages


def command(
    *,
    catalog: options.Location = options.CATALOG,
    reports: options.Reports = options.REPORTS,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    with opening(catalog, voice) as opened:
        report = publish_pages(opened, reports, voice)
    if json:
        emit(report)
    else:
        voice.say(
            f"{reports / 'index.html'}: {report.written} files written, "
            f"{report.unchanged} unchanged, {report.removed} removed."
        )
    return DONE
