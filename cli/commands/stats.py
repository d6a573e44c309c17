"""Count what the catalog holds, and name the riskiest tools.

Example: toolrisk stats
"""

from catalog.model.statistics import RiskyTool, Statistics
from catalog.model.value import Value
from catalog.store import statistics
from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE
from cli.opening import opening
from cli.summary import RISKIEST, riskiest, totals


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
    with opening(catalog, voice) as opened:
        found = statistics.totals(opened)
        if json:
            emit(Stats(totals=found, riskiest=statistics.riskiest(opened, RISKIEST)))
        else:
            totals(found, voice)
            riskiest(opened, found, voice)
    return DONE
