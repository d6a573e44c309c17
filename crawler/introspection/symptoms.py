"""Pure: what a failing server says → whether the network or a service is what it lacked."""

import re

from catalog.taxonomy import Reason
from crawler.introspection.text import last_line

_SERVICE = re.compile(
    r"ECONNREFUSED|connection refused|could not connect to (?:the )?(?:server|database)"
    r"|can'?t connect to .{0,40}server|connect(?:ion)? (?:call|attempt)s? failed"
    r"|ServerSelectionTimeout|MongoNetworkError|Connection error: .{0,60}localhost",
    re.IGNORECASE,
)
"""Nobody listens where a database or an application should; there is no network needed for that."""

_NETWORK = re.compile(
    r"ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|getaddrinfo|fetch failed"
    r"|name or service not known|temporary failure in name resolution|no address associated"
    r"|nodename nor servname|network is unreachable|failed to resolve|name resolution"
    r"|could not resolve host|could not connect to the endpoint|max retries exceeded"
    r"|could ?n[o']t connect to .{0,40}https?:"
    r"|no such host|dial tcp|UND_ERR_CONNECT|EndpointConnectionError"
    r"|ConnectError|NewConnectionError|LocalEntryNotFoundError|unable to connect to the internet",
    re.IGNORECASE,
)
"""Names that cannot be looked up, and hosts that cannot be reached, in the words of runtimes."""


_FAULT = re.compile(
    r"^(?:\w+\.)*(?:Attribute|Import|Key|Value|ModuleNotFound|Type|Name|Syntax|Reference|Assertion)"
    r"Error\b(?!: fetch failed)",
)
"""How a last line begins that tells of a fault in the program, whatever it missed before."""


def missing(said: str) -> Reason | None:
    """NEEDS_SERVICE or NEEDS_NETWORK where the words tell of one; None for any other failure."""
    if _FAULT.search(last_line(said)):
        return None
    if _NETWORK.search(said):
        return Reason.NEEDS_NETWORK
    return Reason.NEEDS_SERVICE if _SERVICE.search(said) else None
