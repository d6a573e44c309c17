"""Pure: what a listing says of a server that runs elsewhere → where and how to ask it."""

import re
from collections.abc import Mapping
from string import ascii_letters, digits

from catalog.model.listing import Input, Remote
from catalog.model.snapshot import Skipped
from catalog.model.value import Value
from catalog.reading import digest_of
from catalog.taxonomy import Reason
from crawler.introspection.dummies import dummy
from crawler.introspection.inputs import environment, filled
from crawler.introspection.remote.url import parse

REMOTE = "remote"
"""Recorded in place of a sandbox: such a server runs on its publisher's machine, not on ours."""

STREAMABLE, SSE = "streamable-http", "sse"

_NAME = re.compile(rf"[{re.escape(ascii_letters + digits)}!#$%&'*+.^_`|~-]+")
_VALUE = re.compile(r"[\x20-\x7e]*")
"""What a header can be named, and hold: https://www.rfc-editor.org/rfc/rfc9110#section-5"""

_OURS = re.compile(
    r"host|content-.*|transfer-encoding|connection|te|trailer|upgrade|expect|keep-alive|cookie"
    r"|accept.*|proxy-.*|mcp-(?:session-id|protocol-version|method|name)",
    re.IGNORECASE,
)
"""Headers by which a listing could bend a request, or which a client sets itself."""


class Endpoint(Value):
    """A server's address with the headers that its listing asks for, filled with dummies."""

    transport: str
    url: str
    headers: Mapping[str, str] = {}

    @property
    def digest(self) -> str:
        """Changes whenever something else would be asked."""
        return digest_of(self.model_dump(mode="json"))


def endpoint(remote: Remote) -> Endpoint | Skipped:
    """Skipped where the remote cannot be asked from any machine."""
    found = Endpoint(
        transport=remote.transport,
        url=filled(remote.url, remote.variables, _asked_for),
        headers=environment(map(_known, filter(_given, remote.headers))),
    )
    refusal = _refusal(found)
    return Skipped(reason=Reason.UNSUPPORTED, detail=refusal) if refusal else found


def _asked_for(name: str) -> str:
    """What stands for a variable that is nowhere described."""
    return dummy(Input(name=name))


def _given(header: Input) -> bool:
    """Whether to send it: an optional header with a blank, mostly a login's, is left out."""
    return header.required or "{" not in filled(header.value or "", header.variables)


def _known(header: Input) -> Input:
    if header.value is None:
        return header
    value = filled(header.value, header.variables, _asked_for)
    return header.model_copy(update={"value": value, "variables": ()})


def _refusal(found: Endpoint) -> str | None:
    if found.transport not in (STREAMABLE, SSE):
        return f"remotes that speak {found.transport[:40]} are not supported, only HTTP and SSE"
    try:
        parse(found.url)
    except ValueError as error:
        return str(error)
    for name, value in found.headers.items():
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value) or _OURS.fullmatch(name):
            return f"it wants a header that cannot be given: {name[:80]!r}"
    return None
