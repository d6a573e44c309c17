"""Pure: the addresses that are asked. One parser decides what is asked and what is connected to."""

from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

LENGTH = 2048
PORTS = {"http": 80, "https": 443}

_KEPT = "/%:;@!$&'()*+,=~-._?[]{}|"
"""Written as they are in a path or query; whatever else is no printable ASCII is escaped."""


class Url(NamedTuple):
    """An http or https address, without a user's name and without a fragment."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> tuple[str, str, int]:
        return self[:3]

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def authority(self) -> str:
        """The host, and the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if PORTS[self.scheme] == self.port else f"{host}:{self.port}"

    def joined(self, location: str) -> "Url":
        """Where a redirect or an endpoint leads. Raises ValueError as `parse` does."""
        return parse(urljoin(str(self), location.strip()))


def parse(text: str) -> Url:
    """Raises ValueError, with what is wrong, for what is no address to be asked."""
    if len(text) > LENGTH:
        raise ValueError(f"its address has more than {LENGTH} characters")
    parts = urlsplit(text)
    if parts.scheme not in PORTS:
        raise ValueError(f"its address is neither http nor https: {text[:80]!r}")
    if "@" in parts.netloc:
        raise ValueError("its address holds a user's name, and credentials are not sent")
    try:
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or PORTS[parts.scheme]
    except ValueError as error:
        raise ValueError(f"its address names no host: {text[:80]!r}") from error
    if not host or not host.isprintable() or " " in host:
        raise ValueError(f"its address names no host: {text[:80]!r}")
    query = f"?{parts.query}" if parts.query else ""
    target = quote(f"{parts.path or '/'}{query}", safe=_KEPT)
    return Url(parts.scheme, host, port, target)
