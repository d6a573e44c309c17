"""The cards of a catalog → the report on it. Pure."""

from importlib.metadata import version

from catalog.taxonomy import Risk
from classifier.classify import VERSION
from publisher.browse.tally import Tallies
from publisher.ecosystem.counted import looked, tables, worst_of
from publisher.ecosystem.spread import spread
from publisher.ecosystem.values import ReportPage


def report_page(tallies: Tallies, digest: str, url: str | None) -> ReportPage:
    """The report; `digest` is that of the catalog's pages."""
    seen = looked(tallies)
    newest = max((entry.at for each in tallies.servers for entry in each.news), default=None)
    return ReportPage(
        date=newest[:10] if newest else None,
        toolrisk=version("toolrisk"),
        rules=VERSION,
        digest=digest,
        url=url,
        tools=len(seen.tools),
        servers=len(seen.servers),
        left_out=len(seen.every) - len(seen.servers),
        unverified=len(tallies.tools) - len(seen.tools),
        critical=sum(worst_of(each) is Risk.CRITICAL for each in seen.servers),
        tools_each=spread([each.tools for each in seen.servers]),
        tokens_each=spread([each.tokens for each in seen.servers]),
        tables=tuple(tables(seen)),
    )
