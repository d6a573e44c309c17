"""Pure: whether an address is of the public internet, where a stranger's URL may lead us."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_network

METADATA = {
    *map(IPv4Address, ("169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192")),
    IPv6Address("fd00:ec2::254"),
}
"""Where clouds tell a machine its own credentials; 168.63.129.16 looks public, and is Azure's."""

GLOBAL_UNICAST = ip_network("2000::/3")
"""https://www.iana.org/assignments/ipv6-address-space: all that is given out is in here."""

STANDING_FOR_OTHERS = tuple(
    map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "192.88.99.0/24"))
)
"""Teredo and other special uses, examples, 6to4: what is behind them is another address."""


def _stands_for_another(address: IPv4Address | IPv6Address) -> bool:
    """IPv4 addresses within IPv6 ones (mapped, NAT64 and the like) are in no range given out."""
    if any(address in each for each in STANDING_FOR_OTHERS):
        return True
    within = isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST
    return within and not address.is_private


KINDS: tuple[tuple[Callable[[IPv4Address | IPv6Address], bool], str], ...] = (
    (lambda address: address in METADATA, "a cloud's metadata service"),
    (lambda address: address.is_loopback or address.is_unspecified, "this machine itself"),
    (lambda address: address.is_link_local, "link-local"),
    (lambda address: address.is_multicast, "multicast"),
    (_stands_for_another, "standing for another address"),
    (lambda address: not address.is_global, "of a private or reserved network"),
)
"""Negative cases in the order in which they are told."""


def refusal(address: IPv4Address | IPv6Address) -> str | None:
    """Why this address is not to be connected to; None for a public one."""
    return next((name for holds, name in KINDS if holds(address)), None)
