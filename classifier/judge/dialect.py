"""How a question is put to an endpoint: which of the API's members it takes."""

import json
from collections.abc import Sequence
from enum import StrEnum
from itertools import product
from typing import Any, NamedTuple

from classifier.judge.question import Message


class Form(StrEnum):
    """How an endpoint is told what form the answer has, the best first."""

    SCHEMA = "json_schema"
    OBJECT = "json_object"
    TEXT = "text"


class Dialect(NamedTuple):
    """A form, the member that bounds an answer, and whether a temperature may be set."""

    form: Form
    bound: str
    tempered: bool

    def fits(self, text: str) -> bool:
        """Whether the answer to a question off the topic shows that the form is kept to."""
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return self.form is Form.TEXT
        return self.form is not Form.SCHEMA or (isinstance(found, dict) and "rooms" in found)


DIALECTS = tuple(
    Dialect(form, bound, tempered)
    for form, (bound, tempered) in product(
        Form,
        (("max_completion_tokens", True), ("max_completion_tokens", False), ("max_tokens", True)),
    )
)
"""The order in which they are tried: newer models take no temperature, older servers only
know `max_tokens`."""


def body_of(
    dialect: Dialect, messages: Sequence[Message], schema: dict[str, Any], most: int
) -> dict[str, Any]:
    """The members of a request, all but the model."""
    body: dict[str, Any] = {"messages": list(messages), dialect.bound: most}
    if dialect.tempered:
        body["temperature"] = 0
    if dialect.form is Form.SCHEMA:
        form = {"name": "judgement", "strict": True, "schema": schema}
        return body | {"response_format": {"type": "json_schema", "json_schema": form}}
    last = f"Answer with JSON alone, of this JSON schema:\n{json.dumps(schema)}"
    body["messages"] = [*messages, {"role": "user", "content": last}]
    if dialect.form is Form.OBJECT:
        body["response_format"] = {"type": "json_object"}
    return body
