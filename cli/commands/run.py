"""Do every step: collect, introspect, classify and publish; a second run does what is new.

A REGISTRY is starter (the default: pinned servers, for a first look) or official.

Example: toolrisk run starter
"""

from pathlib import Path

from catalog.store.catalog import open_catalog
from cli import options
from cli.commands.crawl import Registries
from cli.console import Voice, emit
from cli.pipeline import run
from cli.steps.introspect import tier_named
from cli.summary import summarize, unsealed


def command(
    *,
    registries: Registries = None,
    sandbox: options.Sandbox = None,
    network: options.Network = False,
    jobs: options.Jobs = options.JOBS,
    catalog: options.Location = options.CATALOG,
    reports: options.Reports = options.REPORTS,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    tier = tier_named(sandbox)
    unsealed(tier, voice)
    with open_catalog(catalog) as opened:
        names = registries or options.REGISTRIES
        report = run(opened, reports, names, tier, jobs, voice, network=network)
        if json:
            emit(report)
        else:
            summarize(opened, report, Path(reports), voice)
    unsealed(tier, voice)
    return report.exit_code
