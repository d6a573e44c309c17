"""Tell what this machine can do, and how to get what is missing.

Example: toolrisk doctor
"""

from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE, ERROR
from cli.steps.health import examine


def command(
    *,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    health = examine(catalog)
    if json:
        emit(health)
    else:
        rows = [
            ("yes" if each.fine else "no", each.name, each.found, each.cure)
            for each in health.checks
        ]
        Voice(quiet=quiet).table("What this machine can do", ("fine", "for", "found", "cure"), rows)
    return ERROR if any(each.needed and not each.fine for each in health.checks) else DONE
