"""Pure: a classification as the columns of its rows, and back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from catalog.model.classification import Classification, Opinion
from catalog.store.content import dump_bytes, hash_of_bytes
from catalog.tables.judged import ClassificationRow, OpinionRow

Key = tuple[int, str, str]
"""Row id of the definition, context digest, version: what there is one verdict for."""


def key(classification: Classification, definition_ids: Mapping[str, int]) -> Key:
    """What the classification is the verdict for."""
    definition = definition_ids[classification.tool_digest]
    return definition, classification.context_digest, classification.version


def content_hash(classification: Classification) -> str:
    """The hash of everything that it says."""
    return hash_of_bytes(dump_bytes(classification))


def columns(
    definition: int, content_hash: str, classification: Classification, at: datetime
) -> dict[str, Any]:
    """The columns of a classification's own row."""
    written = {
        "definition_id": definition,
        "content_hash": content_hash,
        "at": at,
    }
    return written | classification.model_dump(exclude={"tool_digest", "opinions"})


def opinion_columns(row: int, classification: Classification) -> list[dict[str, Any]]:
    """The columns of the opinions beside it."""
    return [
        {"classification_id": row, "position": position, **opinion.model_dump()}
        for position, opinion in enumerate(classification.opinions)
    ]


def value(
    row: ClassificationRow, tool_digest: str, opinions: Sequence[OpinionRow]
) -> Classification:
    """The classification of its rows."""
    return Classification.model_validate(
        {
            **row.model_dump(exclude={"id", "definition_id", "content_hash", "at"}),
            "tool_digest": tool_digest,
            "opinions": tuple(_opinion(each) for each in opinions),
        }
    )


def _opinion(row: OpinionRow) -> Opinion:
    return Opinion.model_validate(row.model_dump(exclude={"classification_id", "position"}))
