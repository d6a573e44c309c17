"""Count what the catalog holds, and name the riskiest tools."""

from catalog.model.statistics import RiskyTool, Statistics
from catalog.model.value import Value
from catalog.store import statistics
from catalog.store.catalog import open_catalog
from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE
from cli.summary import riskiest, totals


class Stats(Value):
    """What `stats --json` prints."""

    totals: Statistics
    riskiest: tuple[RiskyTool, ...]


def command(
    *,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    with open_catalog(catalog, must_exist=True) as opened:
        if json:
            emit(Stats(totals=statistics.totals(opened), riskiest=statistics.riskiest(opened, 10)))
        else:
            totals(opened, voice)
            riskiest(opened, voice)
    return DONE
