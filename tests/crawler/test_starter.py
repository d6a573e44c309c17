"""The starter registry, read as a user reads it: by the official spider, over `file:`."""

import json
import re
from collections import Counter

from catalog.model.listing import Listing
from crawler.crawl import crawl
from crawler.identity import merge
from crawler.source import FOLDER
from tests.crawler.replica import Kept

SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json"


def starter() -> tuple[Listing, ...]:
    kept = Kept()
    assert crawl(["starter"], {}, kept) == ()
    (state,) = kept.states
    assert kept.rejected == []
    assert (state.source, state.address, state.cursor) == ("starter", "starter", None)
    assert (state.complete, state.full) == (True, True)
    return tuple(kept.listings)


def test_every_row_is_read_and_is_a_server_of_its_own() -> None:
    listings = starter()
    assert {each.source for each in listings} == {"starter"}
    assert len(merge(listings)) == len(listings) >= 18
    sources = Counter(each.packages[0].registry for each in listings)
    assert sources["pypi"] >= 11
    assert sources["npm"] >= 7
    assert set(sources) == {"pypi", "npm"}


def test_every_row_pins_one_package_and_says_what_it_is() -> None:
    for each in starter():
        (package,) = each.packages
        assert re.fullmatch(r"\d+(\.\d+)+", package.version or "")
        assert package.version == each.version
        assert package.transport == "stdio"
        assert each.title
        assert each.description
        assert len(each.description) <= 100
        assert each.repository
        assert each.published_at


def test_the_page_is_of_the_registrys_own_form_and_names_no_package_host() -> None:
    text = (FOLDER / "starter.json").read_text()
    rows = json.loads(text)["servers"]
    assert {each["server"]["$schema"] for each in rows} == {SCHEMA}
    assert "registryBaseUrl" not in text
    names = [each["server"]["name"].casefold() for each in rows]
    assert names == sorted(names)
