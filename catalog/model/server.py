"""Listings merged into one server."""

from catalog.model.listing import Listing
from catalog.model.value import Value


class Evidence(Value):
    """Why two listings are the same server: the kind of proof and the words that match."""

    kind: str
    quote: str


class Server(Value):
    """One server: `id` is its earliest stable proof (an official name, else a package URL).

    `slug` is its address in pages and on the command line. Identity proposes it; the
    store gives it once and keeps it.
    """

    id: str
    slug: str
    title: str
    description: str | None = None
    listings: tuple[Listing, ...]
    evidence: tuple[Evidence, ...] = ()

    @property
    def current(self) -> Listing:
        """The listing to introspect: the latest version, of the most trusted source."""
        return next((each for each in self.listings if each.is_latest), self.listings[0])
