"""What a provider says of batches and files, read as the untrusted text that it is."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

Moment = Annotated[int, Field(ge=0, le=253_402_300_799)]  # the year 9999 ends
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Line = TypeVar("Line", bound=BaseModel)

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.=-]{0,399}")


class Strange(ValueError):
    """What came back is no answer of the Batch API."""


class FailedLine(BaseModel):
    """Why a batch failed as a whole."""

    code: str | None = None
    message: str | None = None
    line: Count | None = None


class _Failed(BaseModel):
    data: list[FailedLine] | None = None


class Counts(BaseModel):
    """How many of a batch's requests came to what."""

    total: Count = 0
    completed: Count = 0
    failed: Count = 0


class Listed(BaseModel):
    """What stands in a list of an account's things, the newest first."""

    id: str
    created_at: Moment


class FileLine(Listed):
    """A file, as far as it matters."""

    filename: str = ""


class BatchLine(Listed):
    """A batch, as far as it matters."""

    status: str
    input_file_id: str
    expires_at: Moment | None = None
    output_file_id: str | None = None
    error_file_id: str | None = None
    errors: _Failed | None = None
    request_counts: Counts | None = None
    metadata: Mapping[str, str] | None = None


class Page(BaseModel):
    """A page of a list."""

    data: list[Any]
    has_more: bool | None = None

    def read(self, kind: type[Line]) -> Iterator[Line]:
        """What stands in it and is of that kind."""
        for each in self.data:
            with suppress(ValidationError):
                yield kind.model_validate(each)

    @property
    def last_id(self) -> str:
        """Where the next page goes on; empty where this one does not tell."""
        last = self.data[-1] if self.data else None
        said = last.get("id") if isinstance(last, dict) else None
        return said if isinstance(said, str) else ""


def read(kind: type[Line], content: bytes) -> Line:
    """One answer. Raises Strange."""
    try:
        return kind.model_validate_json(content)
    except ValidationError:
        raise Strange from None


def sane_id(text: str) -> str:
    """An id that may stand in an address or be printed. Raises Strange for any other."""
    if not _ID.fullmatch(text):
        raise Strange
    return text
