"""Pure: the configurations that a README shows → what they start.

Each client has its own form of the same server; they are one. What is a program of nobody's
package, or only stands for something (`path/to/…`), tells nothing.
"""

import re
from collections.abc import Iterator
from itertools import islice

import pyjson5

from catalog.model.listing import Package, Remote
from crawler.clients.command import COMMAND
from crawler.clients.listing import offer_of
from crawler.clients.veil import Veil
from crawler.row import Row

LONGEST = 20_000
"""Characters of a block that is read."""

BLOCKS = 60
SERVERS = 20
"""The most blocks and servers of one README."""

_FENCE = re.compile(r"[ \t]{0,12}(```+|~~~+)[ \t]*([A-Za-z0-9]*)")
_JSON = ("json", "jsonc", "json5")
_SECTIONS = ("mcpServers", "servers", "context_servers")
_STANDS_FOR = re.compile(
    r"path/to|<[^>]+>|\byour[-_]|\.\.\.|…|localhost|127\.0\.0\.1", re.IGNORECASE
)


def read_readme(text: str) -> Iterator[tuple[str, Package | Remote]]:
    """Each server once, by the name that its first configuration gives it."""
    seen: set[str] = set()
    for block in islice(_blocks(text), BLOCKS):
        if len(seen) >= SERVERS:
            return
        for name, offer in _of_block(block):
            key = offer.identifier if isinstance(offer, Package) else offer.url
            if key not in seen and not _STANDS_FOR.search(key) and name not in seen:
                seen |= {key, name}
                yield name, offer


def _blocks(text: str) -> Iterator[str]:
    """The fenced blocks of JSON, those without an end left out."""
    fence, kind, lines = "", "", list[str]()
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if not fence:
            fence, kind, lines = (mark[1], mark[2].lower(), []) if mark else ("", "", [])
        elif mark and mark[1].startswith(fence) and not mark[2]:
            if kind in _JSON:
                yield "\n".join(lines)[:LONGEST]
            fence = ""
        else:
            lines.append(line)


def _of_block(block: str) -> Iterator[tuple[str, Package | Remote]]:
    try:
        value = pyjson5.decode(block, maxdepth=32)
    except (pyjson5.Json5Exception, ValueError):
        return
    if not isinstance(value, dict):
        return
    inner = value.get("mcp")
    for section in (value, inner if isinstance(inner, dict) else {}):
        for key in _SECTIONS:
            servers = section.get(key)
            yield from _of_section(servers) if isinstance(servers, dict) else ()


def _of_section(servers: dict[str, object]) -> Iterator[tuple[str, Package | Remote]]:
    for name, settings in list(servers.items())[:SERVERS]:
        try:
            offer = offer_of(Row(settings, name), Veil())
        except ValueError:
            continue
        if not (isinstance(offer, Package) and offer.registry == COMMAND):
            yield name[:200], offer
