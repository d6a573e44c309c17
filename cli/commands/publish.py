"""Render the catalog's pages and policies as a static site.

Example: toolrisk publish --reports site
"""

from cli import options, site_options
from cli.console import Voice, emit
from cli.exit_codes import DONE
from cli.opening import opening
from cli.steps.publish import publish_pages


def command(
    *,
    catalog: options.Location = options.CATALOG,
    reports: options.Reports = options.REPORTS,
    base_url: site_options.BaseUrl = site_options.BASE_URL,
    dispute: site_options.Dispute = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    owner = site_options.owner(base_url, dispute)
    with opening(catalog, voice) as opened:
        report = publish_pages(opened, reports, owner, voice)
    if json:
        emit(report)
    else:
        voice.say(
            f"{reports / 'index.html'}: {report.written} files written, "
            f"{report.unchanged} unchanged, {report.removed} removed."
        )
    return DONE
