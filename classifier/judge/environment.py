"""Which endpoint the environment names, as the openai package reads it.

Its key is never kept or shown, nor what may be secret in its address.
"""

import os
from urllib.parse import SplitResult, urlsplit

import openai

from catalog.errors import JudgeError

KEY, ADDRESS = "OPENAI_API_KEY", "OPENAI_BASE_URL"
LOCAL_KEY = "none"
"""Sent where an address was given and no key: local servers want any that is not empty."""
SECONDS = 120.0
"""How long one answer may take; a small model on two cores takes a tenth of it a tool."""
RETRIES = 4
"""How often the openai package asks again after 429, 5xx and lost connections, with growing
pauses, or after what Retry-After says, up to its bound of two minutes."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
OWN = "api.openai.com"


def configured() -> bool:
    """Whether a key or an address is named."""
    return bool(_said(KEY) or _said(ADDRESS))


def shown_address() -> str:
    """Where the endpoint is: its host, port and path. Raises JudgeError for no address."""
    parts = _parts()
    if not parts.netloc:
        return OWN
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path.rstrip('/')}"


def new_client() -> openai.AsyncOpenAI:
    """A client of it. Raises JudgeError where none is named, or its address is none."""
    if not configured():
        raise JudgeError(f"no model can be asked: set {KEY}, or {ADDRESS} for one of your own")
    here = _parts().hostname in LOOPBACK
    http = openai.DefaultAsyncHttpxClient(trust_env=False) if here else None  # no proxy leads here
    key = _said(KEY) or LOCAL_KEY
    if not (key.isascii() and key.isprintable()):
        raise JudgeError(f"{KEY} holds what no key can have; set it anew")
    return openai.AsyncOpenAI(
        api_key=key, base_url=_said(ADDRESS) or None, timeout=SECONDS, max_retries=RETRIES,
        http_client=http,
    )  # fmt: skip


def _parts() -> SplitResult:
    said = _said(ADDRESS)
    try:
        parts = urlsplit(said)
        fine = not said or (parts.scheme in ("http", "https") and parts.hostname)
        _ = parts.port  # raises for what is none
    except ValueError:
        fine = False
    if not fine:
        raise JudgeError(f"{ADDRESS} is no address; it looks like http://127.0.0.1:11434/v1")
    return parts


def _said(variable: str) -> str:
    return os.environ.get(variable, "").strip()
