"""The report: sums over the right wholes, numbers that are what they are called, drawn the same."""

import csv
import statistics
from io import StringIO
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.taxonomy import Risk
from publisher.browse.tally import Tallies
from publisher.ecosystem.plots import THEMES, plot
from publisher.ecosystem.report import report_page
from publisher.ecosystem.spread import TOOLS, bucketed, spread
from publisher.ecosystem.values import Count, Table
from publisher.site.owner import Owner
from publisher.site.report import report
from tests.publisher.cards import cards

SOME = cards(3_000)
PAGE = report_page(Tallies(SOME), "0" * 64, None)
TABLES = {each.slug: each for each in PAGE.tables}
COUNTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=12)


@pytest.mark.parametrize("table", PAGE.tables, ids=lambda each: each.slug)
def test_a_table_counts_out_of_its_whole(table: Table) -> None:
    counts = [each.count for each in table.rows]
    assert all(0 <= each <= table.of for each in counts)
    if table.exclusive and table.slug != "servers-not-looked-at":
        assert sum(counts) == table.of


def test_what_was_not_looked_at_is_in_no_sum_but_its_own() -> None:
    skipped = [each for each in SOME.servers if each.skipped is not None]
    assert PAGE.left_out == sum(each.count for each in TABLES["servers-not-looked-at"].rows)
    assert PAGE.left_out == len(skipped) > 5
    assert PAGE.servers + PAGE.left_out == len(SOME.servers)
    assert PAGE.unverified == sum(each.unverified for each in SOME.tools) > 0
    assert TABLES["servers-by-tools"].of == PAGE.servers
    assert TABLES["tools-by-risk"].of == PAGE.tools == len(SOME.tools) - PAGE.unverified


def test_the_share_of_servers_with_a_critical_tool() -> None:
    critical = {
        each.server_address
        for each in SOME.tools
        if each.risk is Risk.CRITICAL and not each.unverified
    }
    assert PAGE.critical == len(critical)
    assert TABLES["servers-by-worst-risk"].rows[0].count == len(critical)


def test_it_is_of_the_newest_day_that_the_catalog_tells_of() -> None:
    assert PAGE.date == "2026-11-21"
    assert report_page(Tallies(cards(0)), "", None).date is None


@given(st.lists(st.integers(0, 300), min_size=1, max_size=200))
def test_quantiles_are_what_they_are_called(numbers: list[int]) -> None:
    found = spread(numbers)
    for percent, value in ((50, found.median), (90, found.p90), (99, found.p99)):
        assert sum(each <= value for each in numbers) * 100 >= percent * len(numbers)
        assert sum(each < value for each in numbers) * 100 < percent * len(numbers)
    assert found.median == statistics.median_low(numbers)
    assert sum(each.count for each in bucketed(numbers, TOOLS)) == len(numbers)


@settings(max_examples=15)
@given(COUNTS, st.text(st.characters(codec="utf-8"), max_size=20))
def test_a_plot_is_the_same_each_time_and_says_all_numbers(counts: list[int], name: str) -> None:
    rows = tuple(Count(name=f"row {at}", count=count) for at, count in enumerate(counts))
    table = Table(
        slug="a-table", title="T", note=name, unit="tools", of=10**9, exclusive=False, rows=rows
    )
    for theme in THEMES.values():
        drawn = plot(table, theme)
        assert drawn == plot(table, theme)
        text = " ".join(ElementTree.fromstring(drawn).itertext())  # noqa: S314 - we drew it
        assert all(f"{count:,} (" in text for count in counts)
        assert all(f"row {at}" in text for at in range(len(counts)))


def test_a_plot_has_no_script_no_date_and_asks_for_nothing() -> None:
    for drawn in (plot(each, theme) for each in PAGE.tables for theme in THEMES.values()):
        assert b"<script" not in drawn
        assert b"<!--" not in drawn
        assert b"href" not in drawn
        assert drawn.count(b"http") == drawn.count(b"http://www.w3.org/")
        assert len(drawn) < 40_000


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\ud800\0\x1b", "⟨U+D800⟩⟨U+0000⟩⟨U+001B⟩"),
        ("=1+1", "'=1+1"),
        ("a\nb\u202e", "a⟨U+000A⟩b⟨U+202E⟩"),
        ("<script>&", "<script>&"),
    ],
)
def test_a_strangers_name_is_harmless_in_a_picture_and_in_a_spreadsheet(
    name: str, shown: str
) -> None:
    servers = [each._replace(registries=(name,)) for each in SOME.servers]
    batch = report(Tallies(SOME._replace(servers=servers)), "", Owner())
    files = {each.address: each.content for each in batch.recipe(batch.pieces)()}
    assert f"\n{shown},".encode() in files["report/servers-by-registry.csv"]
    drawn = ElementTree.fromstring(files["report/servers-by-registry.dark.svg"])  # noqa: S314
    assert shown in [each.text for each in drawn.iter()]


def test_the_files_of_the_report() -> None:
    batch = report(Tallies(SOME), "0" * 64, Owner(base_url="https://risk.example/"))
    files = {each.address: each.content for each in batch.recipe(batch.pieces)()}
    assert tuple(files) == batch.pieces[0].files
    html = files["report/index.html"].decode()
    assert "https://risk.example/report/index.html" in html
    assert len(html) < 40_000
    rows = list(csv.reader(StringIO(files["report/tools-by-risk.csv"].decode())))
    assert rows[0] == ["name", "count", "of", "unit"]
    by_risk = TABLES["tools-by-risk"]
    assert rows[1:] == [[e.name, str(e.count), str(by_risk.of), "tools"] for e in by_risk.rows]
    for table in PAGE.tables:
        assert f'src="{table.slug}.light.svg"' in html or not table.rows
        assert f"report/{table.slug}.dark.svg" in files
