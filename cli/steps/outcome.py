"""What each step reports when it is done; `--json` prints these."""

from catalog.model.listing import Rejected
from catalog.model.snapshot import Skip
from catalog.model.value import Value
from catalog.taxonomy import Reason
from cli.exit_codes import DONE, DONE_IN_PART

NOT_FOR_HERE = {Reason.UNSUPPORTED, Reason.RUNTIME_MISSING}
"""Skips that are no failure: this machine or this version cannot start such a server."""


class Failure(Value):
    """A source that could not be read, and why."""

    source: str
    reason: str


class Reading(Value):
    """What one source gave: `met` are the ids of its pass, of those that it `claimed` to have."""

    source: str
    listings: int = 0
    written: int = 0
    rejected: int = 0
    gone: int = 0
    retries: int = 0
    met: int = 0
    claimed: int | None = None
    complete: bool = False


class Collected(Value):
    """Rows read from the registries in this pass; the first `rejections` of each source."""

    listings: int
    rejected: int
    failed: tuple[Failure, ...] = ()
    sources: tuple[Reading, ...] = ()
    rejections: tuple[Rejected, ...] = ()

    @property
    def exit_code(self) -> int:
        return DONE_IN_PART if self.failed else DONE


class Introspections(Value):
    """Servers asked for their tools in this pass; `unchanged` ones were not asked again."""

    introspected: int
    skipped: tuple[Skip, ...]
    unchanged: int

    @property
    def exit_code(self) -> int:
        failed = any(each.reason not in NOT_FOR_HERE for each in self.skipped)
        return DONE_IN_PART if failed else DONE


class SecondReading(Value):
    """What came of asking a model.

    Of the tools that it was to read it `judged` some and `abstained` on others; `failed` are
    those that the endpoint did not answer on, `left` those that were not asked any more. It
    is `trusted` for `right` of `tried` control questions; else its answers decide nothing.
    """

    model: str
    judged: int = 0
    abstained: int = 0
    failed: int = 0
    left: int = 0
    sent_tokens: int = 0
    answered_tokens: int = 0
    cost: float | None = None
    right: int = 0
    tried: int = 0
    trusted: bool = False
    over_budget: bool = False
    failure: str = ""

    @property
    def exit_code(self) -> int:
        """In part where the endpoint failed on a tool; a budget that is spent is no failure."""
        return DONE_IN_PART if self.failed else DONE


class Classified(Value):
    """Tools judged in this pass; `unsure` are all tools whose verdict abstains, the
    first of them by name.

    `asked_again` are tools of whose former definition a person has decided.
    """

    classified: int
    unchanged: int
    unsure: int
    asked_again: int = 0
    unsure_tools: tuple[str, ...] = ()
    second_reading: SecondReading | None = None

    @property
    def exit_code(self) -> int:
        return self.second_reading.exit_code if self.second_reading else DONE


class Published(Value):
    """Files under the reports folder."""

    written: int
    unchanged: int
    removed: int


class RunReport(Value):
    """All the steps of one run."""

    collected: Collected
    introspected: Introspections
    classified: Classified
    published: Published

    @property
    def exit_code(self) -> int:
        steps = (self.collected, self.introspected, self.classified)
        return max(each.exit_code for each in steps)
