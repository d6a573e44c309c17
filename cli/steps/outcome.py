"""What each step reports when it is done; `--json` prints these."""

from catalog.model.listing import Rejected
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


class Skip(Value):
    """A server without a tool list, and why; `unverified` counts tools read from its source."""

    server: str
    reason: Reason
    detail: str
    unverified: int = 0


class Introspections(Value):
    """Servers asked for their tools in this pass; `unchanged` ones were not asked again."""

    introspected: int
    skipped: tuple[Skip, ...]
    unchanged: int

    @property
    def exit_code(self) -> int:
        failed = any(each.reason not in NOT_FOR_HERE for each in self.skipped)
        return DONE_IN_PART if failed else DONE


class Classified(Value):
    """Tools judged in this pass; `unsure` are all tools whose verdict abstains.

    `asked_again` are tools of whose former definition a person has decided.
    """

    classified: int
    unchanged: int
    unsure: int
    asked_again: int = 0


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
        return max(self.collected.exit_code, self.introspected.exit_code)
