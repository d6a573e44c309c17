"""Requests → the files that the Batch API takes, one on disk at a time."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

from catalog.errors import JudgeError

REQUESTS = 50_000
BYTES = 200_000_000
"""The most that one file may have: https://platform.openai.com/docs/guides/batch (200 MB)."""
URL: Literal["/v1/chat/completions"] = "/v1/chat/completions"


class Request(NamedTuple):
    """One question: `body` is what chat completions are asked with, the model among it."""

    custom_id: str
    body: dict[str, Any]


class InputFile(NamedTuple):
    """A file of requests, and their custom ids in its order."""

    path: Path
    ids: tuple[str, ...]


def input_files(
    requests: Iterable[Request], most: int = REQUESTS, size: int = BYTES
) -> Iterator[InputFile]:
    """The requests in files of at most so many and so many bytes.

    Each file is there until the next is asked for. Raises JudgeError for a request that no
    file could hold.
    """
    waiting = iter(requests)
    line = next(map(_line, waiting), None)
    while line:
        with tempfile.NamedTemporaryFile(prefix="toolrisk-", suffix=".jsonl") as file:
            ids: list[str] = []
            room = size
            while line and len(ids) < most and len(line[1]) <= room:
                file.write(line[1])
                room -= len(line[1])
                ids.append(line[0])
                line = next(map(_line, waiting), None)
            if not ids and line:
                raise JudgeError(f"request {line[0]} is larger than the {size} bytes of a batch")
            file.flush()
            yield InputFile(Path(file.name), tuple(ids))


def _line(request: Request) -> tuple[str, bytes]:
    said = {"custom_id": request.custom_id, "method": "POST", "url": URL, "body": request.body}
    return request.custom_id, json.dumps(said).encode() + b"\n"
