"""How any part of a session gives up on a server, with the reason as a value."""

from catalog.model.snapshot import Skipped
from catalog.taxonomy import Reason
from crawler.introspection.text import one_line


class Stopped(Exception):
    """We give up on a server; `status` is its HTTP status where that is why."""

    def __init__(
        self,
        reason: Reason,
        detail: str,
        *,
        resource_metadata: str | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.resource_metadata = resource_metadata
        self.status = status

    def skipped(self, phase: str | None, stderr: str = "") -> Skipped:
        return Skipped(
            reason=self.reason,
            detail=one_line(str(self)),
            phase=phase,
            stderr=stderr,
            resource_metadata=self.resource_metadata,
        )
