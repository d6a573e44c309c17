"""Listings merged into one server."""

from datetime import datetime
from typing import Literal

from catalog.model.listing import Listing
from catalog.model.value import Value

Reference = tuple[str, str]
"""What names a server in one registry: source and source id."""


class Evidence(Value):
    """Why listings are the same server: the kind of proof, the words that match, and whose."""

    kind: str
    quote: str
    listings: tuple[Reference, ...] = ()


class Apart(Value):
    """What a server has in common with `count` others, and why it is none of them.

    `servers` are the ids of the first of them.
    """

    kind: str
    quote: str
    why: str
    servers: tuple[str, ...]
    count: int


class Doubt(Value):
    """What about a server's names could mislead: the kind, the name, and what it is taken for."""

    kind: Literal["namespace", "look-alike", "mixed letters"]
    quote: str
    detail: str


class Decision(Value):
    """A person's word that listings are one server, or are not: who said so, why and when."""

    kind: Literal["merge", "split"]
    one: tuple[Reference, ...]
    other: tuple[Reference, ...]
    who: str
    why: str
    at: datetime


class Server(Value):
    """One server: `id` is its earliest stable proof (an official name, else a package URL).

    `slug` is its address in pages and on the command line. Identity proposes it; the
    store gives it once and keeps it. The listings come the most trusted first.
    """

    id: str
    slug: str
    title: str
    description: str | None = None
    listings: tuple[Listing, ...]
    evidence: tuple[Evidence, ...] = ()
    apart: tuple[Apart, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def current(self) -> Listing:
        """The listing to introspect: the latest version, of the most trusted source."""
        return self.listings[0]
