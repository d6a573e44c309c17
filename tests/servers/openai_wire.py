"""What goes to and fro between a client and the replica of OpenAI's API."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

Json = dict[str, Any]


class Asked(NamedTuple):
    """One request, as the replica got it; header names are lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Json:
        """The body; empty where it is no JSON object."""
        try:
            read = json.loads(self.body)
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}


class Reply(NamedTuple):
    """One answer; what is not bytes is sent as JSON."""

    body: Any = b""
    status: int = 200
    headers: Mapping[str, str] = {}

    @property
    def raw(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


def error(
    status: int,
    message: str,
    code: str | None = None,
    *,
    kind: str = "invalid_request_error",
    param: str | None = None,
    **headers: str,
) -> Reply:
    """An error as the API words it; a header's name is given with `_` for `-`.

    https://platform.openai.com/docs/guides/error-codes
    """
    said = {"message": message, "type": kind, "param": param, "code": code}
    return Reply({"error": said}, status, {k.replace("_", "-"): v for k, v in headers.items()})


def no_key() -> Reply:
    message = "Incorrect API key provided. You can find your API key in your account's settings."
    return error(401, message, "invalid_api_key")


def no_model(name: object) -> Reply:
    message = f"The model `{name}` does not exist or you do not have access to it."
    return error(404, message, "model_not_found")


def nowhere(asked: Asked) -> Reply:
    return error(404, f"Invalid URL ({asked.method} {asked.path})")


def too_many(**headers: str) -> Reply:
    """The rate limit; give `Retry_After` or `retry_after_ms`."""
    code, kind = "rate_limit_exceeded", "rate_limit_error"
    return error(429, "Rate limit reached for requests.", code, kind=kind, **headers)


def no_quota() -> Reply:
    message = "You exceeded your current quota, please check your plan and billing details."
    return error(429, message, "insufficient_quota", kind="insufficient_quota")


def broken(status: int = 500) -> Reply:
    message = "The server had an error while processing your request. Sorry about that!"
    return error(status, message, kind="server_error")
