"""A command or URL given by hand → what its server offers; nothing of it is kept."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.model.server import Server
from catalog.model.snapshot import Snapshot
from cli.steps.introspect import Terms, ask_all
from cli.steps.offered import Offered, offer_of
from crawler.clients.named import with_values
from crawler.clients.plan import plan_of
from crawler.clients.wanted import own

if TYPE_CHECKING:
    from crawler.introspection.introspect import Planned


def ask(words: Sequence[str], terms: Terms) -> Offered:
    """Starts or asks the server once, on these terms."""
    (sought,) = own(words, Path.cwd()).servers
    found: list[Snapshot] = []

    def planned(server: Server) -> "Planned":
        return plan_of(server, sought.reach)

    ask_all([with_values(sought.server, sought.hidden)], terms, found.append, planner=planned)
    return offer_of(found[0].outcome, found[0].package)
