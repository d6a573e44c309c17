"""Landlock: what of the file system a process and its children may touch, and whom else.

https://docs.kernel.org/userspace-api/landlock.html
"""

import os

from crawler.introspection.cage.kernel import system_call

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_PATH_BENEATH, _NET_PORT = 1, 2

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
READ = EXECUTE | READ_FILE | READ_DIR
_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
_DEVICE = WRITE_FILE | READ_FILE | IOCTL_DEV
_SPECIAL = 1 << 6 | 1 << 11
"""Making devices: never allowed."""

_BIND_TCP, _CONNECT_TCP = 1, 2
_SCOPED = 1 | 2
"""Abstract sockets and signals: none to a process outside."""

_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights on files the kernel knows, from a version of its interface on."""

NETWORK_FROM, SCOPE_FROM, TRUNCATE_FROM = 4, 6, 3


def version() -> int:
    """Of the kernel's interface; 0 where it has none, or has it switched off."""
    try:
        return system_call("landlock", _CREATE, None, 0, 1)
    except OSError:
        return 0


class Ruleset:
    """Everything that this kernel's Landlock knows is forbidden, but what is allowed here.

    Without `tcp` its rules leave the network alone.
    """

    def __init__(self, known: int, *, tcp: bool) -> None:
        self._all = (1 << max(_FILE_RIGHTS[each] for each in _FILE_RIGHTS if each <= known)) - 1
        ports = _BIND_TCP | _CONNECT_TCP if tcp and known >= NETWORK_FROM else 0
        scoped = _SCOPED if known >= SCOPE_FROM else 0
        handled = b"".join(each.to_bytes(8, "little") for each in (self._all, ports, scoped))
        size = 24 if scoped else 16 if ports else 8
        self._descriptor = system_call("landlock", _CREATE, handled, size, 0)

    def allow_reading(self, path: str) -> None:
        self._allow(path, READ)

    def allow_writing(self, path: str) -> None:
        self._allow(path, self._all & ~_SPECIAL)

    def allow_device(self, path: str) -> None:
        self._allow(path, _DEVICE)

    def allow_connecting(self, port: int) -> None:
        """Over TCP, to that port of any host. Needs version NETWORK_FROM."""
        rule = _CONNECT_TCP.to_bytes(8, "little") + port.to_bytes(8, "little")
        system_call("landlock", _ADD_RULE, self._descriptor, _NET_PORT, rule, 0)

    def enforce(self) -> None:
        """On this process and all that it starts, for good."""
        system_call("landlock", _RESTRICT, self._descriptor, 0)
        os.close(self._descriptor)

    def _allow(self, path: str, rights: int) -> None:
        """What is not there needs no rule."""
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            return
        if not os.path.isdir(path):
            rights &= _FILE
        rule = (rights & self._all).to_bytes(8, "little") + place.to_bytes(4, "little")
        system_call("landlock", _ADD_RULE, self._descriptor, _PATH_BENEATH, rule, 0)
        os.close(place)
