"""The report on the whole ecosystem, with its plots, and each of its tables as CSV."""

import csv
from collections.abc import Iterator
from functools import partial
from io import StringIO

from catalog.store.content import dump, load
from publisher.addresses import beside, json_address
from publisher.browse.tally import Tallies
from publisher.ecosystem.plots import THEMES, plot
from publisher.ecosystem.report import report_page
from publisher.ecosystem.values import ReportPage, Table
from publisher.excerpt import NAME, cut
from publisher.site.owner import LOCAL, Owner
from publisher.site.piece import Batch
from publisher.site.rendering import html
from publisher.site.single import single
from publisher.site.told import REPORT
from publisher.site.visible import in_one_line

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def report(tallies: Tallies, digest: str, owner: Owner) -> Batch:
    """A batch of one piece: all files of the report are made together."""
    page = report_page(tallies, digest, None if owner.base_url == LOCAL else owner.base_url)
    content = dump(page)
    made_of = [content, owner.model_dump_json()]
    return single(tuple(_addresses(page)), made_of, partial(_files, content, owner))


def _addresses(page: ReportPage) -> Iterator[str]:
    yield page.address
    yield json_address(page.address)
    for table in page.tables:
        yield beside(page.address, f"{table.slug}.csv")
        for theme in THEMES:
            yield beside(page.address, f"{table.slug}.{theme}.svg")


def _files(content: str, owner: Owner) -> tuple[bytes, ...]:
    """The files in the order of their addresses."""
    page = load(REPORT, content)
    files = [html(page, owner=owner).encode(), f"{content}\n".encode()]
    for table in map(_shown, page.tables):
        files.append(_csv(table))
        files.extend(plot(table, theme) for theme in THEMES.values())
    return tuple(files)


def _shown(table: Table) -> Table:
    """The table with names that a drawing and a spreadsheet can bear: none is a formula."""
    rows = tuple(each.model_copy(update={"name": _plain(each.name)}) for each in table.rows)
    return table.model_copy(update={"rows": rows})


def _plain(name: str) -> str:
    return in_one_line(cut(f"'{name}" if name.startswith(FORMULA) else name, NAME))


def _csv(table: Table) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("name", "count", "of", "unit"))
    writer.writerows((each.name, each.count, table.of, table.unit) for each in table.rows)
    return text.getvalue().encode()
