"""The child that becomes the server."""

import os

from crawler.introspection.cage import kernel
from crawler.introspection.cage.confine import confine
from crawler.introspection.cage.order import Order

CANNOT = 127
"""Exit code of what could not be started, as shells have it."""


def become(order: Order, environment: dict[bytes, bytes]) -> None:
    """Give up what the order does not grant, and run its command; never returns.

    The server dies with the process that watches it.
    """
    try:
        os.setsid()
        confine(order)
        kernel.prctl(kernel.PR_SET_PDEATHSIG, kernel.SIGKILL)
        for each in (kernel.SIGPIPE, kernel.SIGXFSZ):
            kernel.default_signal(each)
        os.chdir(order.folder)
        _run(order.command, environment)
    except OSError as error:
        give_up(error)


def _run(command: list[str], environment: dict[bytes, bytes]) -> None:
    """As `os.execvpe`, which imports a module that cannot be reached any more."""
    folders = os.fsdecode(environment.get(b"PATH", b"")).split(":")
    places = [""] if "/" in command[0] else [f"{each}/" for each in folders]
    for each in places[:-1]:
        try:
            os.execve(each + command[0], command, environment)
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            pass  # then in the next folder
    os.execve(places[-1] + command[0], command, environment)


def give_up(error: Exception) -> None:
    """Say why on stderr, in one line, and end; never returns."""
    os.write(2, f"toolrisk: cannot start it here: {error}\n".encode(errors="replace"))
    os._exit(CANNOT)
