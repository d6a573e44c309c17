"""The lines of a batch's files: what is asked, and what comes of it.

https://platform.openai.com/docs/api-reference/batch/request-input, and its request-output
"""

import json
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, NamedTuple

from tests.servers.openai_wire import Json, Reply

LONGEST_ID = 64
WHY = {
    "batch_expired": "This request could not be executed before the completion window expired.",
    "batch_cancelled": "This request was not executed because the batch was cancelled.",
}

_numbers = count(1)


class Wrong(NamedTuple):
    """Why a whole batch fails."""

    code: str
    message: str
    line: int | None = None
    param: str | None = None


class Line(NamedTuple):
    """One request."""

    custom_id: str
    body: Json


def read(
    content: bytes | None, most_requests: int, most_bytes: int
) -> tuple[Sequence[Line], Sequence[Wrong]]:
    """The requests of an input file, or all that is wrong with it."""
    if content is None:
        return (), [Wrong("invalid_input_file", "The input file does not exist.")]
    if len(content) > most_bytes:
        return (), [Wrong("file_too_large", f"The file is larger than the {most_bytes} maximum.")]
    texts = content.splitlines()
    if not texts:
        return (), [Wrong("empty_file", "The input file is empty.")]
    if len(texts) > most_requests:
        return (), [Wrong("too_many_tasks", f"The batch has more than {most_requests} tasks.")]
    lines: dict[str, Line] = {}
    wrongs: list[Wrong] = []
    for number, text in enumerate(texts, 1):
        found = _line(text, number, lines)
        if isinstance(found, Wrong):
            wrongs.append(found)
        else:
            lines[found.custom_id] = found
    return list(lines.values()), wrongs


def answered(line: Line, reply: Reply) -> Json:
    """What came of a request, good or bad."""
    response = {"status_code": reply.status, "request_id": f"req_{next(_numbers)}"}
    return _said(line) | {"response": response | {"body": reply.body}, "error": None}


def unanswered(line: Line, why: str) -> Json:
    """A request that nobody came to."""
    return _said(line) | {"response": None, "error": {"code": why, "message": WHY[why]}}


def jsonl(lines: Iterable[Json]) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in lines)


def _said(line: Line) -> Json:
    return {"id": f"batch_req_{next(_numbers):024d}", "custom_id": line.custom_id}


def _line(text: bytes, number: int, before: dict[str, Line]) -> Line | Wrong:
    try:
        said: Any = json.loads(text)
    except ValueError:
        return Wrong("invalid_json_line", "This line is not parseable as valid JSON.", number)
    if not isinstance(said, dict) or set(said) != {"custom_id", "method", "url", "body"}:
        return Wrong("invalid_request", "The line is no request.", number)
    wrong = _wrong(said, number, before)
    return wrong or Line(said["custom_id"], said["body"])


def _wrong(said: Json, number: int, before: dict[str, Line]) -> Wrong | None:
    """What is wrong with a request, beside those before it."""
    name = said["custom_id"]
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_ID:
        return Wrong("invalid_custom_id", "The custom_id is no name.", number, "custom_id")
    if name in before:
        message = f"The custom_id '{name}' is used by another request."
        return Wrong("duplicate_custom_id", message, number, "custom_id")
    if (said["method"], said["url"]) != ("POST", "/v1/chat/completions"):
        return Wrong("url_mismatch", "The URL is not the batch's endpoint.", number, "url")
    model = next(iter(before.values())).body.get("model") if before else said["body"].get("model")
    if said["body"].get("model") != model:
        message = "The model of all requests in a batch must be the same."
        return Wrong("model_mismatch", message, number, "model")
    return None
