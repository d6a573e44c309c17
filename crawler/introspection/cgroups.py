"""Control groups, where they can be had: memory and processes of a whole server, not of each.

Version 2 where a group is delegated to this user, as systemd does for a session; version 1,
or 2, as root. A group bears the name of its server's scratch folder.
https://docs.kernel.org/admin-guide/cgroup-v2.html
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from crawler.introspection.cage.family import SIGKILL, signal_each
from crawler.introspection.cage.limits import LIMITS, MEGABYTE

MEMORY_BYTES = 3072 * MEGABYTE
"""Of all of a server's processes and its folders in memory."""

END_SECONDS = 2
"""How long the kernel may take to let go of a group whose processes were killed."""

_ROOT = Path("/sys/fs/cgroup")
_OWN = Path("/proc/self/cgroup")

_V2 = {
    "memory.max": MEMORY_BYTES,
    "memory.swap.max": 0,
    "pids.max": LIMITS["nproc"],
}
_V1 = {
    "memory": {"memory.limit_in_bytes": MEMORY_BYTES},
    "pids": {"pids.max": LIMITS["nproc"]},
}


def make(name: str) -> tuple[Path, ...]:
    """The groups that a server's first process is to join; none where none can be had."""
    made = [_first(_made(place / name, limits) for place in places) for places, limits in _places()]
    return tuple(each for each in made if each)


def named(name: str) -> tuple[Path, ...]:
    """Groups of that name that a killed run left."""
    groups = (place / name for places, _ in _places() for place in places)
    return tuple(each for each in groups if each.is_dir())


def remove(groups: Iterable[Path]) -> None:
    """End what still runs in them, and remove them."""
    end = time.monotonic() + END_SECONDS
    for group in groups:
        while group.is_dir() and time.monotonic() < end:
            signal_each(_members(group), SIGKILL)
            with suppress(OSError):  # a process of it has not ended yet
                group.rmdir()
                break
            time.sleep(0.01)


def _members(group: Path) -> list[int]:
    try:
        return [int(each) for each in (group / "cgroup.procs").read_text().split() if each != "0"]
    except OSError:
        return []


def _places() -> Iterator[tuple[list[Path], Mapping[str, int]]]:
    """Where groups may be made, nearest first, with the limits that are set on them there."""
    for line in _lines():
        _, controllers, path = line.split(":", 2)
        if not controllers and (_ROOT / "cgroup.controllers").exists():
            yield _ancestors(_ROOT, path), _V2
        for each in _V1.keys() & set(controllers.split(",")):
            yield [_ROOT / each / path.lstrip("/")], _V1[each]


def _lines() -> list[str]:
    try:
        return _OWN.read_text().splitlines()
    except OSError:  # no Linux, or one without
        return []


def _ancestors(root: Path, path: str) -> list[Path]:
    """A group that holds processes grants nothing to groups within: one above it may."""
    own = root / path.lstrip("/")
    return [own, *(each for each in own.parents if each.is_relative_to(root))]


def _made(group: Path, limits: Mapping[str, int]) -> Path | None:
    try:
        group.mkdir()
    except OSError:
        return None
    try:
        for name, most in limits.items():
            if name != "memory.swap.max" or (group / name).exists():  # not in every kernel
                (group / name).write_text(str(most))
    except OSError:
        group.rmdir()
        return None
    return group


def _first(groups: Iterable[Path | None]) -> Path | None:
    return next((each for each in groups if each), None)
