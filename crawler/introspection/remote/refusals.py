"""An HTTP answer that holds no MCP → the reason why."""

import re

from catalog.taxonomy import Reason
from crawler.introspection.remote.events import EVENT_STREAM, JSON
from crawler.introspection.remote.url import LENGTH
from crawler.introspection.remote.web import Answer
from crawler.introspection.stopped import Stopped

OK = 200
UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_MANY = 401, 403, 404, 429
REFUSED, BROKEN = 400, 500
"""The least statuses of a refusal, and of a host's own failure."""

_METADATA = re.compile(
    r'resource_metadata\s*=\s*(?:"(https?://[^"\s]+)"|(https?://[^",\s]+))', re.IGNORECASE
)
"""https://www.rfc-editor.org/rfc/rfc9728#section-5.1"""


def refusal(answer: Answer, *, in_session: bool) -> Stopped | None:
    """Why this answer holds no messages; None for one that should."""
    status, said = answer.status, f"HTTP {answer.status}"
    if status in (UNAUTHORIZED, FORBIDDEN):
        return _login(answer)
    if status == TOO_MANY or status >= BROKEN:
        more = ": too many requests" if status == TOO_MANY else ""
        return Stopped(Reason.UNREACHABLE, f"{said}{more}", status=status)
    if status == NOT_FOUND and in_session:
        detail = f"{said}: it refuses the session that it gave"
        return Stopped(Reason.PROTOCOL_ERROR, detail, status=status)
    if status != OK:
        return Stopped(Reason.PROTOCOL_ERROR, f"{said} instead of an answer", status=status)
    if answer.kind not in (JSON, EVENT_STREAM):
        kind = answer.kind[:80] or "nothing that it names"
        return Stopped(Reason.PROTOCOL_ERROR, f"it answers with {kind}, not with MCP")
    return None


def _login(answer: Answer) -> Stopped:
    """A login that is wanted, and where its server says how to get one."""
    challenge = answer.headers.get("www-authenticate", "")
    found = _METADATA.search(challenge)
    address = (found[1] or found[2])[:LENGTH] if found else None
    scheme = challenge.partition(" ")[0][:40]
    wanted = f", wants {scheme}" if scheme else ""
    where = f"; how: {address}" if address else ""
    return Stopped(
        Reason.NEEDS_LOGIN,
        f"HTTP {answer.status}{wanted}{where}",
        resource_metadata=address,
        status=answer.status,
    )
