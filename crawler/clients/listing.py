"""Pure: an entry of a client's configuration → a Listing, or Rejected with the reason.

Values of variables, headers and queries stay behind: only their names go on.
"""

from typing import Any

from catalog.model.listing import Listing, Package, Rejected, Remote
from crawler.clients.command import started, variable_inputs
from crawler.clients.document import Entry
from crawler.clients.veil import address
from crawler.row import Row

SOURCE = "clients"

_TRANSPORTS = {"http": "streamable-http", "streamable-http": "streamable-http",
               "streamablehttp": "streamable-http", "sse": "sse"}  # fmt: skip


def read_entry(entry: Entry) -> Listing | Rejected:
    """One server that a client starts."""
    at = f"{entry.path}:{entry.line}"
    try:
        offer = _offer(Row(entry.settings, entry.name))
    except ValueError as error:
        name, reason = entry.name[:200], f"{at}: {error}"
        return Rejected(source=SOURCE, source_id=name, reason=reason, excerpt="")
    return listing_of(entry.name, offer, f"{entry.path}#{entry.name}", at)


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


def _offer(row: Row) -> Package | Remote:
    url = row.text("url") or row.text("serverUrl")
    kind = (row.text("type") or ("http" if url else "stdio")).lower()
    if url is None:
        if kind != "stdio":
            raise ValueError(f"{row.place} is of type {kind}, but names no url")
        words = [row.required("command"), *row.texts("args")]
        return started(words, tuple(_names(row, "env")))
    if kind not in _TRANSPORTS:
        raise ValueError(f"{row.place}/type is no transport: {kind[:40]!r}")
    template, hidden = address(url)
    return Remote(
        transport=_TRANSPORTS[kind],
        url=template,
        headers=variable_inputs(tuple(_names(row, "headers"))),
        variables=hidden,
    )


def _names(row: Row, key: str) -> Any:
    return row.row(key).value.keys()
