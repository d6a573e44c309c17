"""Collect listings from registries, and merge them into servers.

A REGISTRY is starter (the default: pinned servers, for a first look) or official.

Example: toolrisk crawl starter official
"""

from cli import options
from cli.console import Voice, emit
from cli.opening import opening
from cli.steps.crawl import collect_listings, merge_servers
from cli.summary import collected
from crawler.crawl import check_names


def command(
    *,
    registries: options.Registries = None,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    named = registries or options.REGISTRIES
    check_names(named)  # before a catalog is made
    with opening(catalog, voice, must_exist=False) as opened:
        report = collect_listings(opened, named, voice)
        merge_servers(opened)
    if json:
        emit(report)
    else:
        collected(report, voice)
    return report.exit_code
