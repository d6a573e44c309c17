"""The base of every value that travels between steps."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Frozen, compared by content, and closed: an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
