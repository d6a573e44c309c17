"""A line of a batch's output → what came of one request. Pure; any bytes may come."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

GIVEN_UP = {"batch_expired": "expired", "batch_cancelled": "cancelled"}
"""https://platform.openai.com/docs/guides/batch#batch-expiration"""
OK = 200

_CODE = re.compile(r"[a-z][a-z_]{0,59}")


class Result(NamedTuple):
    """What came of one request: the `body` of its answer, or the `reason` why there is none.

    It is `lasting` where the same request would fare no better.
    """

    custom_id: str
    body: Mapping[str, Any] | None
    reason: str = ""
    lasting: bool = False


class Stray(NamedTuple):
    """A line that answers nothing that was asked, and why."""

    reason: str


def read_line(line: bytes) -> Result | Stray:
    """What one line says, whatever it is."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return Stray("a line is not JSON")
    name = said.get("custom_id") if isinstance(said, dict) else None
    if not isinstance(name, str):
        return Stray("a line names no request")
    return _result(name, said.get("response"), said.get("error"))


def _result(name: str, response: Any, error: Any) -> Result:
    if isinstance(error, dict):
        return Result(name, None, _failed(error.get("code")))
    if not isinstance(response, dict) or type(response.get("status_code")) is not int:
        return Result(name, None, "the line holds no answer")
    status, body = response["status_code"], response.get("body")
    if status != OK:
        passing = status in (408, 409, 429) or not 400 <= status < 500  # noqa: PLR2004
        return Result(name, None, f"answered {status}"[:40], lasting=not passing)
    if not isinstance(body, dict):
        return Result(name, None, "the line holds no answer")
    return Result(name, body)


def _failed(code: Any) -> str:
    known = isinstance(code, str) and _CODE.fullmatch(code)
    return GIVEN_UP.get(code, f"failed: {code}") if known else "failed"
