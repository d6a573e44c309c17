"""HTTP to strangers' hosts: every connection goes to an address that was checked, all is bounded.

One pool of connections for all servers, and nothing else that is shared: no cookies, no
credentials, no session. No proxy either, whatever the environment says: a proxy looks up
the name itself, so nobody could say where a request through it ends.
"""

import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from types import TracebackType
from typing import NamedTuple, Self

import anyio
import httpcore2

from catalog.taxonomy import Reason
from crawler.introspection.remote.guard import Guard
from crawler.introspection.remote.inflate import OFFERED, inflated
from crawler.introspection.remote.url import Url
from crawler.introspection.stopped import Stopped

FIRST_BYTE_SECONDS = 15
"""From asking to the head of the answer, connecting and redirects included."""

CONNECTIONS = 100
IDLE_SECONDS = 10
REDIRECTS = 5
FOLLOWED = {301, 302, 307, 308}
"""Redirects that are followed with the same method; 303 would make a GET of a POST."""

ANYWHERE = {"accept", "content-type", "mcp-protocol-version", "mcp-method"}
"""Headers that also another origin may see; those of the listing and the session it may not."""


class Answer(NamedTuple):
    """The head of an answer and its body, unpacked, to be read once. `url` is who answered.

    Names of headers are in lower case. The head has at most the 100 kB that h11 reads.
    """

    url: Url
    status: int
    headers: Mapping[str, str]
    body: AsyncIterator[bytes]

    @property
    def kind(self) -> str:
        """The media type of the body, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@cache
def trusted() -> ssl.SSLContext:
    """The machine's certificates, read once."""
    return ssl.create_default_context()


class Web:
    """The one way out; to be entered before it is used.

    `allow_private` lets it connect to this machine and to private networks.
    """

    def __init__(self, *, allow_private: bool = False) -> None:
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=trusted(),
            max_connections=CONNECTIONS,
            keepalive_expiry=IDLE_SECONDS,
            network_backend=Guard(allow_private=allow_private),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with anyio.CancelScope(shield=True):
            await self._pool.aclose()

    @asynccontextmanager
    async def ask(
        self, method: str, url: Url, headers: Mapping[str, str], body: bytes = b""
    ) -> AsyncIterator[Answer]:
        """The answer, after redirects. Raises Stopped where there is none, or it breaks off."""
        with _troubles():
            response, url = await self._follow(method, url, headers, body)
        try:
            told = _headers(response)
            encoding = told.get("content-encoding", "").strip().lower()
            unpacked = inflated(_chunks(response), encoding)
            yield Answer(url, response.status, told, unpacked)
        finally:
            with anyio.CancelScope(shield=True):
                await response.aclose()

    async def _follow(
        self, method: str, url: Url, headers: Mapping[str, str], body: bytes
    ) -> tuple[httpcore2.Response, Url]:
        """Each redirect is a request of its own, to an address that is checked anew."""
        with anyio.fail_after(FIRST_BYTE_SECONDS):
            for _ in range(REDIRECTS + 1):
                request = _request(method, url, headers, body)
                response = await self._pool.handle_async_request(request)
                location = _headers(response).get("location")
                if response.status not in FOLLOWED or location is None:
                    return response, url
                await response.aclose()
                url, headers = _redirected(url, location, headers)
        raise Stopped(Reason.PROTOCOL_ERROR, f"it redirects more than {REDIRECTS} times")


def _request(method: str, url: Url, headers: Mapping[str, str], body: bytes) -> httpcore2.Request:
    own = {"host": url.authority, "user-agent": "toolrisk", "accept-encoding": OFFERED}
    length = {"content-length": str(len(body))} if method == "POST" else {}
    told = {**headers, **own, **length}
    return httpcore2.Request(
        method,
        httpcore2.URL(scheme=url.scheme, host=url.host, port=url.port, target=url.target),
        headers=[(name.encode(), value.encode()) for name, value in told.items()],
        content=body,
    )


async def _chunks(response: httpcore2.Response) -> AsyncIterator[bytes]:
    with _troubles():
        async for chunk in response.aiter_stream():
            yield chunk


def _headers(response: httpcore2.Response) -> dict[str, str]:
    """By their names in lower case; any byte is some character."""
    return {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
    }


def _redirected(
    url: Url, location: str, headers: Mapping[str, str]
) -> tuple[Url, Mapping[str, str]]:
    try:
        target = url.joined(location)
    except ValueError as error:
        raise Stopped(Reason.PROTOCOL_ERROR, f"a redirect leads nowhere: {error}") from error
    if (url.scheme, target.scheme) == ("https", "http"):
        raise Stopped(Reason.PROTOCOL_ERROR, f"a redirect leads out of https, to {target}")
    if url.origin == target.origin:
        return target, headers
    return target, {name: each for name, each in headers.items() if name.lower() in ANYWHERE}


@contextmanager
def _troubles() -> Iterator[None]:
    """What the pool raises, as reasons."""
    try:
        yield
    except (TimeoutError, httpcore2.TimeoutException) as error:
        detail = f"no answer within {FIRST_BYTE_SECONDS} s"
        raise Stopped(Reason.TIMED_OUT, detail) from error
    except httpcore2.ProtocolError as error:
        raise Stopped(Reason.PROTOCOL_ERROR, f"its HTTP is broken: {error}") from error
    except (httpcore2.NetworkError, OSError) as error:
        raise Stopped(Reason.UNREACHABLE, f"the connection failed: {error}") from error
