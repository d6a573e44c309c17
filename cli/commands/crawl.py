"""Collect listings from registries, and merge them into servers.

A REGISTRY is starter (the default: pinned servers, for a first look), official, github_mcp,
smithery, github, docker, glama or pulsemcp (both with a key), or clients: what agents on this
machine start. An address that speaks the official API is one too, as URL or NAME=URL, and
REGISTRY=URL is that registry at another address.

Example: toolrisk crawl official acme=https://mcp.example.com
"""

from cli import options
from cli.console import Voice, emit
from cli.opening import opening
from cli.steps.crawl import check_registries, collect_listings, merge_servers
from cli.summary import collected
from crawler.pace import Pace


def command(
    *,
    registries: options.Registries = None,
    full: options.Full = False,
    delay: options.Delay = None,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    named = registries or options.REGISTRIES
    check_registries(named)  # before a catalog is made
    with opening(catalog, voice, must_exist=False) as opened:
        report = collect_listings(opened, named, voice, Pace(own_delay=delay), full=full)
        merge_servers(opened)
    if json:
        emit(report)
    else:
        collected(report, voice)
    return report.exit_code
