"""Listings are collected from the registries and merged into servers; each server is
introspected over MCP, in a sandbox, for its tools; each tool is classified by rules and,
where they are unsure, by a model; all of it, with the policy recommended for each tool and
the content of its page, is kept in one catalog, from which alone the static pages, policy
files and reports are published.
"""

from collections.abc import Sequence
from pathlib import Path

from catalog.store.catalog import Catalog
from cli.console import Voice
from cli.steps.classify import classify_tools
from cli.steps.crawl import collect_listings, merge_servers
from cli.steps.introspect import Terms, introspect_due
from cli.steps.outcome import RunReport
from cli.steps.publish import publish_pages
from cli.steps.reading_terms import ReadingTerms
from publisher.site.owner import Owner


def run(
    catalog: Catalog,
    reports: Path,
    owner: Owner,
    registries: Sequence[str],
    terms: Terms,
    reading: ReadingTerms,
    voice: Voice,
) -> RunReport:
    """Every step in order; each does only what has changed, so a second run is quick."""
    collected = collect_listings(catalog, registries, voice)
    merge_servers(catalog)
    introspected = introspect_due(catalog, terms, voice)
    classified = classify_tools(catalog, reading, voice)
    published = publish_pages(catalog, reports, owner, voice)
    return RunReport(
        collected=collected, introspected=introspected, classified=classified, published=published
    )
