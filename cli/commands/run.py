"""Do every step: collect, introspect, classify and publish; a second run does what is new.

A REGISTRY is starter (the default: pinned servers, for a first look), official, github_mcp,
smithery, github, docker, glama or pulsemcp (both with a key), or clients: what agents on this
machine start. An address that speaks the official API is one too, as URL or NAME=URL, and
REGISTRY=URL is that registry at another address.

Example: toolrisk run starter
"""

from pathlib import Path

from cli import options, site_options
from cli.console import Voice, emit
from cli.opening import opening
from cli.pipeline import run
from cli.steps.crawl import check_registries
from cli.steps.introspect import Terms, tier_named
from cli.steps.reading_terms import reading_terms
from cli.summary import summarize, unsealed


def command(  # noqa: PLR0913 - Typer reads the options from the signature
    *,
    registries: options.Registries = None,
    sandbox: options.Sandbox = None,
    allow_private: options.Private = False,
    network: options.Network = False,
    jobs: options.Jobs = options.JOBS,
    judge: options.Judge = None,
    model: options.Model = None,
    max_tokens: options.MaxTokens = None,
    max_cost: options.MaxCost = None,
    price: options.Price = None,
    catalog: options.Location = options.CATALOG,
    reports: options.Reports = options.REPORTS,
    base_url: site_options.BaseUrl = site_options.BASE_URL,
    dispute: site_options.Dispute = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    tier = tier_named(sandbox)
    named = registries or options.REGISTRIES
    owner = site_options.owner(base_url, dispute)
    check_registries(named)  # before a catalog is made
    reading = reading_terms(judge, model, max_tokens, max_cost, price)
    terms = Terms(tier, jobs, network=network, allow_private=allow_private)
    with opening(catalog, voice, must_exist=False) as opened:
        unsealed(tier, voice)
        report = run(opened, reports, owner, named, terms, reading, voice)
        if json:
            emit(report)
        else:
            summarize(opened, report, Path(reports), voice)
    unsealed(tier, voice)
    return report.exit_code
