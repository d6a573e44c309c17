"""Totals, servers and the riskiest tools, against a catalog counted by hand."""

import pytest

from catalog.store import classifications, snapshots, statistics
from catalog.store.catalog import Catalog
from catalog.store.overview import overview
from catalog.taxonomy import Category, Reason, Risk
from tests.catalog.store.store_values import NOON, classification, keep_server, skipped, tool

READ, WRITE, DROP = (tool(name) for name in ("read", "write", "drop"))


@pytest.fixture
def judged(store: Catalog) -> Catalog:
    """Two servers with five tools, one of them not judged; two skipped; one never tried."""
    one = keep_server(store, READ, WRITE, DROP, slug="one")
    two = keep_server(store, DROP, tool("unjudged"), slug="two")
    for slug, reason in (("three", Reason.CRASHED), ("four", Reason.CRASHED)):
        snapshots.keep(store, skipped(keep_server(store, slug=slug).id, reason))
    keep_server(store, slug="five")
    verdicts = (
        classification(READ, category=Category.READ, risk=Risk.MEDIUM, abstained=True),
        classification(WRITE, category=Category.WRITE, risk=Risk.MEDIUM),
        classification(DROP, risk=Risk.HIGH),
    )
    classifications.keep(store, one.id, verdicts, NOON)
    graver = classification(DROP, risk=Risk.CRITICAL, context_digest="sha256:two")
    classifications.keep(store, two.id, (graver,), NOON)
    return store


def test_totals(judged: Catalog) -> None:
    found = statistics.totals(judged)
    assert (found.servers, found.introspected, found.skipped) == (5, 2, {Reason.CRASHED: 2})
    assert (found.tools, found.unclassified, found.abstained) == (5, 1, 1)
    assert found.by_category == {
        Category.READ: 0, Category.WRITE: 1, Category.EXECUTE: 0,
        Category.DESTRUCTIVE: 2, Category.FINANCIAL: 0,
    }  # fmt: skip
    assert found.by_risk == {Risk.LOW: 0, Risk.MEDIUM: 2, Risk.HIGH: 1, Risk.CRITICAL: 1}


def test_every_server_in_numbers(judged: Catalog) -> None:
    found = {each.server: each for each in overview(judged)}
    assert list(found) == ["five", "four", "one", "three", "two"]
    one, two, three, five = (found[slug] for slug in ("one", "two", "three", "five"))
    assert (one.tools, one.unclassified, one.abstained, one.worst) == (3, 0, 1, Risk.HIGH)
    assert (two.tools, two.unclassified, two.abstained, two.worst) == (2, 1, 0, Risk.CRITICAL)
    assert (three.introspected, three.skipped, three.worst) == (False, Reason.CRASHED, None)
    assert (five.introspected, five.skipped, five.tools) == (False, None, 0)
    assert (one.introspected, one.title) == (True, "One")


def test_the_riskiest_come_first(judged: Catalog) -> None:
    found = [(each.server, each.tool, each.risk) for each in statistics.riskiest(judged, 3)]
    assert found == [
        ("two", "drop", Risk.CRITICAL), ("one", "drop", Risk.HIGH), ("one", "write", Risk.MEDIUM),
    ]  # fmt: skip


def test_an_empty_catalog_has_nothing(store: Catalog) -> None:
    found = statistics.totals(store)
    assert (found.servers, found.tools, sum(found.by_risk.values())) == (0, 0, 0)
    assert statistics.riskiest(store, 10) == ()
