"""Which endpoint the environment names, as the openai package reads it.

Its key is never kept or shown, nor what may be secret in its address.
"""

import os
from urllib.parse import SplitResult, urlsplit

from catalog.errors import JudgeError

KEY, ADDRESS = "OPENAI_API_KEY", "OPENAI_BASE_URL"
LOCAL_KEY = "none"
"""Sent where an address was given and no key: local servers want any that is not empty."""
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


def key() -> str:
    """The key. Raises JudgeError where none is named, nor an address."""
    if not configured():
        raise JudgeError(f"no model can be asked: set {KEY}, or {ADDRESS} for one of your own")
    said = _said(KEY) or LOCAL_KEY
    if not (said.isascii() and said.isprintable()):
        raise JudgeError(f"{KEY} holds what no key can have; set it anew")
    return said


def address() -> str | None:
    """The address as it was given; None for the package's own. Raises JudgeError for none."""
    return _parts().geturl() or None


def is_local() -> bool:
    """Whether it is on this machine, to which no proxy leads."""
    return _parts().hostname in LOOPBACK


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
