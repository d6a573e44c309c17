"""Pure: an entry of a client's configuration → a Listing, or Rejected with the reason.

Values of variables, headers and queries stay behind: only their names go on.
"""

import json

from pydantic import ValidationError

from catalog.model.listing import Listing, Package, Rejected, Remote
from crawler.clients.command import started
from crawler.clients.document import Entry
from crawler.clients.veil import Veil
from crawler.introspection.redact import redact
from crawler.row import Row

SOURCE = "clients"

NAME = 200
"""Characters of a server's name; a longer one is none."""

GEMINI = "Gemini CLI"
"""The client whose `url` is of the older transport; the newer one's is `httpUrl`."""

_TRANSPORTS = {"http": "streamable-http", "streamable-http": "streamable-http",
               "streamablehttp": "streamable-http", "sse": "sse"}  # fmt: skip


def read_entry(entry: Entry, veil: Veil) -> Listing | Rejected:
    """One server that a client starts; its values are behind the veil, as is a name like a key."""
    path = str(entry.path).encode(errors="backslashreplace").decode()
    at, name = f"{path}:{entry.line}", redact(entry.name)
    try:
        older = entry.client == GEMINI
        offer = offer_of(Row(entry.settings, name), veil, "sse" if older else "http")
        return listing_of(name, offer, f"{path}#{name}", at)
    except ValueError as error:
        reason = f"{at}: {plain(error)}"
        return Rejected(source=SOURCE, source_id=name[:NAME], reason=reason, excerpt="")


def plain(error: ValueError) -> str:
    """What is wrong, in words of ours alone: others' tell the value that is."""
    return "holds what is no text" if isinstance(error, ValidationError) else str(error)


def listing_of(name: str, offer: Package | Remote, source_id: str, origin: str) -> Listing:
    """What a user's own configuration, or word, says of a server; `origin` is where."""
    return Listing(
        source=SOURCE,
        source_id=source_id,
        name=name,
        version=(offer.version or "") if isinstance(offer, Package) else "",
        title=name,
        packages=(offer,) if isinstance(offer, Package) else (),
        remotes=(offer,) if isinstance(offer, Remote) else (),
        origin=origin,
    )


def offer_of(row: Row, veil: Veil, kind_of_url: str = "http") -> Package | Remote:
    """What an entry starts, or where it leads; raises ValueError for neither."""
    if len(row.place) > NAME:
        raise ValueError(f"the name of a server has more than {NAME} characters")
    row = _inner(row)
    newer = row.text("httpUrl")
    url = newer or row.text("url") or row.text("serverUrl")
    kind = (row.text("type") or ("http" if newer else kind_of_url if url else "stdio")).lower()
    if url is None:
        if kind != "stdio":
            raise ValueError(f"{row.place} is of type {kind}, but names no url")
        words = [row.text("path") or row.required("command"), *row.texts("args")]
        return started(words, _variables(row), veil)
    if kind not in _TRANSPORTS:
        raise ValueError(f"{row.place}/type is no transport: {redact(kind[:40])!r}")
    headers = veil.named(_headers(row))
    template, hidden = veil.address(url)
    return Remote(
        transport=_TRANSPORTS[kind],
        url=template,
        headers=headers,
        variables=hidden,
    )


def _inner(row: Row) -> Row:
    """Zed once had the command in an object, and Continue the whole in `transport`."""
    for key in ("transport", "command"):
        if isinstance(row.get(key), dict):
            return Row(row.get(key), row.place)
    return row


def _variables(row: Row) -> dict[str, str]:
    """What is set; Codex also passes on variables of the user's, by name."""
    passed = {name: f"${{{name}}}" for name in row.texts("envVars")}
    return passed | _values(row, "env")


def _headers(row: Row) -> dict[str, str]:
    """As clients have them; Codex names the variables that some of them come from."""
    bearer = row.text("bearerTokenEnvVar")
    found = {"Authorization": f"Bearer ${{{bearer}}}"} if bearer else {}
    options = row.get("requestOptions")
    found |= _values(row.row("requestOptions"), "headers") if isinstance(options, dict) else {}
    return (
        found
        | _values(row, "headers")
        | _values(row, "httpHeaders")
        | _values(row, "envHttpHeaders")
    )


def _values(row: Row, key: str) -> dict[str, str]:
    """Names with their values as texts, as the environment has them."""
    values = row.row(key).value.items()
    return {name: each if isinstance(each, str) else json.dumps(each) for name, each in values}
