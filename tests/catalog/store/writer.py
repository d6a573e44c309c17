"""A process that writes: `python -m tests.catalog.store.writer CATALOG NAME ITEMS`.

It does for each item what the steps of a run do, one transaction a step, and goes on from
where an earlier process of its name was killed. It prints each item that is done.
"""

import sys

from catalog.model.listing import CrawlState
from catalog.store import classifications, listings, overrides, pages, policies, servers, snapshots
from catalog.store.catalog import Catalog, open_catalog
from tests.catalog.store.store_values import (
    NOON,
    classification,
    listing,
    override,
    page,
    policy,
    rule,
    server,
    snapshot,
    tool,
)


def main(location: str, name: str, items: int) -> None:
    """Write what is still missing of so many items."""
    with open_catalog(location) as catalog:
        done = listings.state(catalog, name)
        for item in range(int(done.cursor or 0) if done else 0, items):
            write(catalog, name, item)
            print(item, flush=True)  # noqa: T201  (for whoever waits for the first)


def write(catalog: Catalog, name: str, item: int) -> None:
    """One item; the crawl state goes last, so that what was cut short is done again."""
    before = CrawlState(source=name, cursor=str(item))
    found = listing(f"io.example/{name}-{item}", source=name)
    listings.keep(catalog, (found,), (), before, NOON)
    servers.keep(
        catalog, [server(each, slug=each.name[11:]) for each in listings.current(catalog)], NOON
    )
    own, shared = tool(f"delete_{name}_{item}"), tool(f"share_{item}")
    snapshots.keep(catalog, snapshot(found.name, own, shared))
    with catalog.writing():
        made = tuple(classification(each) for each in (own, shared))
        classifications.keep(catalog, found.name, made, NOON)
        rules = policy(rule(own), rule(shared))
        policies.keep(catalog, found.name, rules, "{}", {own.name: "", shared.name: ""}, NOON)
        pages.keep(catalog, found.name, (page(f"{name}-{item}"),), NOON)
    if overrides.standing(catalog).of(found.name, own.digest) is None:
        overrides.keep(catalog, override(own, server=found.name))
    after = CrawlState(source=name, cursor=str(item + 1))
    listings.keep(catalog, (), (), after, NOON)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
