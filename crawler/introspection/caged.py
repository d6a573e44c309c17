"""The command that starts a server in our own cage, for the tiers that need nothing installed."""

import sys
from pathlib import Path

from crawler.introspection.cage import __file__ as _cage
from crawler.introspection.cage.namespaces import WORK
from crawler.introspection.cage.order import ALONE, NAMESPACES, NOTHING, Order
from crawler.introspection.scratch import Scratch
from crawler.introspection.visible import links, shown

_PROGRAM = str(Path(_cage).with_name("__main__.py"))


def in_namespaces(
    command: list[str], folder: Scratch, variables: Path, *, network: bool
) -> tuple[str, ...]:
    """With files, processes and, but for `network`, a network of its own."""
    names = [(_resolver(), "/etc/resolv.conf")] if network else []
    return _started(
        Order(
            hold=NAMESPACES,
            folder=WORK,
            environment=str(variables),
            command=command,
            shown=[*shown(folder), *names],
            links=links(),
            groups=list(map(str, folder.groups)),
            network=network,
        )
    )


def alone(
    command: list[str], folder: Scratch, variables: Path, *, network: bool
) -> tuple[str, ...]:
    """Among the user's processes and files, and kept from them by Landlock and a filter."""
    system = [(path, path) for _, path in links()]
    names = [(_resolver(), _resolver())] if network else []
    return _started(
        Order(
            hold=ALONE,
            folder=str(folder.home),
            environment=str(variables),
            command=command,
            shown=[*system, *shown(folder), *names],
            writable=[str(folder.home), str(folder.temporary)],
            groups=list(map(str, folder.groups)),
            network=network,
        )
    )


def watched(command: list[str], folder: Scratch, variables: Path) -> tuple[str, ...]:
    """Held by nothing, but within limits, and ended whole."""
    return _started(
        Order(
            hold=NOTHING,
            folder=str(folder.home),
            environment=str(variables),
            command=command,
            groups=list(map(str, folder.groups)),
        )
    )


def _resolver() -> str:
    """Which file names the machine's name servers: mostly a link to it is known."""
    return str(Path("/etc/resolv.conf").resolve())


def _started(order: Order) -> tuple[str, ...]:
    """By toolrisk's own interpreter, which reads no site packages and no variables."""
    return (str(Path(sys.executable).resolve()), "-I", "-S", _PROGRAM, *order.words())
