"""How far a batch is."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from classifier.judge.batch.wire import BatchLine, Counts, FailedLine, Strange, read, sane_id

ENDED = frozenset(("completed", "failed", "expired", "cancelled"))
"""The words for a batch of which no more comes:
https://platform.openai.com/docs/api-reference/batch/object"""
NAME = "toolrisk"
"""The key of a batch's metadata under which its name stands."""
ERRORS, ERROR_LENGTH = 3, 200
"""How many of a failed batch's errors are told, and how many code points of each."""

_STATUS = re.compile(r"[a-z][a-z_]{0,39}")
_KEY = re.compile(r"\bsk-[\w*-]+")


class BatchState(NamedTuple):
    """One batch as it is now; `errors` say why it failed as a whole."""

    id: str
    status: str
    total: int
    completed: int
    failed: int
    input_file: str
    output_file: str | None
    error_file: str | None
    errors: tuple[str, ...]
    created: datetime
    expires: datetime | None

    @property
    def ended(self) -> bool:
        """Whether no more comes of it."""
        return self.status in ENDED


def read_batch(content: bytes) -> BatchState:
    """The state that one answer tells. Raises Strange."""
    return state_of(read(BatchLine, content))


def state_of(said: BatchLine) -> BatchState:
    """A batch as a value. Raises Strange where its ids or its status are none."""
    if not _STATUS.fullmatch(said.status):
        raise Strange
    counts = said.request_counts or Counts()
    told = said.errors.data if said.errors else None
    return BatchState(
        id=sane_id(said.id),
        status=said.status,
        total=counts.total,
        completed=counts.completed,
        failed=counts.failed,
        input_file=sane_id(said.input_file_id),
        output_file=said.output_file_id and sane_id(said.output_file_id),
        error_file=said.error_file_id and sane_id(said.error_file_id),
        errors=tuple(_shown(each) for each in (told or ())[:ERRORS]),
        created=datetime.fromtimestamp(said.created_at, UTC),
        expires=datetime.fromtimestamp(said.expires_at, UTC) if said.expires_at else None,
    )


def _shown(error: FailedLine) -> str:
    """An error in one line, without what looks like a key."""
    where = f"line {error.line}: " if error.line else ""
    said = f"{where}{error.message or error.code or 'no reason given'}"
    shown = "".join(each if each.isprintable() else " " for each in said[: 4 * ERROR_LENGTH])
    return _KEY.sub("sk-…", " ".join(shown.split()))[:ERROR_LENGTH]
