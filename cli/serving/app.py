"""A built site over HTTP, for this machine: its files, and nothing beside them.

Only what is a file within the folder, links followed, is given: no listing of a folder, no
hidden file. A name that leads here by a stranger's DNS is no name of this machine's.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ["127.0.0.1", "localhost"]

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",  # it may be built anew at any time
}
"""Of every answer. A static host may send the same (but for the last)."""


def app(folder: Path) -> Starlette:
    """The site in `folder`, wherever that leads when a file is asked for."""
    return Starlette(
        routes=[Mount("/", Files(folder))],
        middleware=[
            Middleware(Headed),
            Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False),
        ],
    )


class Files(StaticFiles):
    """The files of a site; a folder is its `index.html`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self.config_checked = True  # the folder is there once the first build is done

    async def get_response(self, path: str, scope: "Scope") -> "ASGIApp":  # type: ignore[override] # a Response is one
        if "\0" in path or any(part.startswith(".") for part in path.split("/") if part != "."):
            raise HTTPException(status_code=404)
        return await super().get_response(path, scope)


class Headed:
    """Every answer with `HEADERS`."""

    def __init__(self, app: "ASGIApp") -> None:
        self.app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        async def headed(message: "Message") -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, headed)
