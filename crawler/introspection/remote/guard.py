"""Connections of the pool, each only to an address that was checked: the guard against SSRF."""

from collections.abc import Iterable
from ipaddress import ip_address
from socket import SOCK_STREAM, gaierror

import anyio
from httpcore2 import (
    SOCKET_OPTION,
    AnyIOBackend,
    AsyncNetworkBackend,
    AsyncNetworkStream,
    ConnectError,
    ConnectTimeout,
)

from catalog.taxonomy import Reason
from crawler.introspection.remote.addresses import refusal
from crawler.introspection.stopped import Stopped

TRIED = 3
"""Addresses of one host that are tried in turn."""


class Guard(AsyncNetworkBackend):
    """Looks a name up once and connects to what was found, so that DNS has no second say.

    A name is refused whole when any of its addresses is: no honest one has both kinds.
    """

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._backend = AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109, the pool's signature
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        """Raises Stopped for a refused address and for a host without one."""
        addresses = await _addresses(host, port)
        for each in addresses if not self._allow_private else ():
            if why := refusal(ip_address(each)):
                raise Stopped(Reason.ADDRESS_REFUSED, f"{host} is {each}, which is {why}")
        for each in addresses[: TRIED - 1]:
            try:
                return await self._backend.connect_tcp(
                    each, port, timeout, local_address, socket_options
                )
            except (ConnectError, ConnectTimeout):
                if each == addresses[-1]:
                    raise
        return await self._backend.connect_tcp(
            addresses[-1], port, timeout, local_address, socket_options
        )

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109, ARG002, likewise
        socket_options: Iterable[SOCKET_OPTION] | None = None,  # noqa: ARG002, likewise
    ) -> AsyncNetworkStream:
        raise Stopped(Reason.ADDRESS_REFUSED, f"{path[:80]!r} is a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)


async def _addresses(host: str, port: int) -> list[str]:
    """What the name stands for now, best first."""
    try:
        found = await anyio.getaddrinfo(host, port, type=SOCK_STREAM)
    except (gaierror, UnicodeError) as error:
        raise Stopped(Reason.UNREACHABLE, f"{host[:100]} has no address: {error}") from error
    return list(dict.fromkeys(str(each[4][0]) for each in found))
