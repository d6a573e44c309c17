"""What the owner of a catalogue says of it: where it will stand, and whom to write to."""

from catalog.model.value import Value

LOCAL = "http://localhost:8000/"
"""Where `toolrisk serve` shows a site; what must name an address in full has no better one."""


class Owner(Value):
    """`base_url` ends with a slash. `dispute` is a URL with places to fill, or None for none.

    The places are {server}, {tool}, {page}, {verdict} and {digest}, each filled
    percent-encoded; `dispute` begins with https://, http:// or mailto:.
    """

    base_url: str = LOCAL
    dispute: str | None = None

    @property
    def is_public(self) -> bool:
        """Whether the owner has said where the catalogue will stand."""
        return self.base_url != LOCAL
