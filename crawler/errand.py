"""What a spider is sent out with, and what it comes back with."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from catalog.model.listing import CrawlState, Page, Validator
from catalog.model.value import Value
from crawler.pace import POLITE, Pace, Turns
from crawler.source import Source

Sink = Callable[[Page, CrawlState], None]
"""Takes one page, and the state once it is kept."""


class Recall(Protocol):
    """What is known from before; the catalog tells it."""

    def seen(self, source: str, /) -> tuple[str, ...]:
        """The ids that the pass under way has met so far."""

    def ids(self, source: str, /) -> tuple[str, ...]:
        """The ids of all that the registry listed."""

    def validator(self, source: str, url: str, /) -> Validator | None:
        """What to ask by at this address."""


class Nothing:
    """Nothing is known."""

    def seen(self, _source: str) -> tuple[str, ...]:
        return ()

    def ids(self, _source: str) -> tuple[str, ...]:
        return ()

    def validator(self, _source: str, _url: str) -> None:
        return None


class Errand(NamedTuple):
    """What a spider is sent out with; all of one run share the turns."""

    source: Source
    state: CrawlState
    sink: Sink
    recall: Recall = Nothing()
    turns: Turns = Turns()
    pace: Pace = POLITE


class Failed(Value):
    """A source that was not read to its end, and why, in one line; what it gave is kept."""

    source: str
    reason: str
