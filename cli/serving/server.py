"""An HTTP server of this machine alone, that runs while something else is done."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn

from catalog.errors import InputError
from cli.serving.app import app

HOST = "127.0.0.1"


@contextmanager
def serving(folder: Path, port: int) -> Iterator[str]:
    """The address at which the site in `folder` can be read; port 0 takes any that is free.

    Raises InputError where the port is taken.
    """
    with _listening(port) as listener:
        server = uvicorn.Server(
            uvicorn.Config(
                app(folder),
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=1,
            )
        )
        thread = Thread(target=server.run, args=([listener],), name="serve")
        thread.start()
        try:
            yield f"http://{HOST}:{listener.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join()


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise InputError(
            f"{HOST}:{port}: {error.strerror}; name another port with --port, or 0 for any"
        ) from error
