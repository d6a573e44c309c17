"""What a stranger's server may touch: by tier, from command to sealed command.

Only the start is sealed: installing needs the network, and runs no code of the package.
"""

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from catalog.model.value import Value
from crawler.introspection import caged
from crawler.introspection.bubblewrap import wrap
from crawler.introspection.cage import landlock
from crawler.introspection.cage.calls import ARCHITECTURES, MACHINE
from crawler.introspection.cage.namespaces import HOME
from crawler.introspection.cage.order import packed
from crawler.introspection.scratch import Scratch, scratch_at_once
from crawler.introspection.text import last_line
from crawler.introspection.visible import PATH, programs

BUBBLEWRAP_CURE = "install bubblewrap 0.8 or newer (apt install bubblewrap)"
CURE = f"{BUBBLEWRAP_CURE}, or name --sandbox none to start servers unsealed"
ELSEWHERE = (
    "servers are sealed on Linux only: run toolrisk there (a virtual machine or a container "
    "will do), or name --sandbox none to start servers unsealed"
)
NAMES_OVER_TCP = {"RES_OPTIONS": "use-vc"}
"""For the C library: the cage has no UDP. https://man7.org/linux/man-pages/man5/resolv.conf.5.html"""

PROBE_SECONDS = 10
OLDEST_LANDLOCK = landlock.TRUNCATE_FROM
"""Before it, of Linux 6.2, files that may not be written could still be emptied."""


class Tier(StrEnum):
    """How a server is held: the first that works, unless one is named."""

    BUBBLEWRAP = "bubblewrap"
    LANDLOCK = "landlock"
    """Our own cage, nothing to install: namespaces, and Landlock within them."""
    LANDLOCK_ALONE = "landlock alone"
    """The cage where namespaces are not to be had.

    What the server may read, write, call and signal is limited, and it has no sockets. Not
    hidden: that a file or a process is there, with its size and times. Not bounded: its
    disk space in all, and, without control groups, its memory in all. It may change no
    mode, owner or time of a file, which some servers want.
    """
    NONE = "none"
    """Unsealed, because somebody asked for it by name. Within limits, and ended whole."""
    MISSING = "missing"
    """No sandbox works here, and nobody asked for none: nothing is started."""


SEALED = (Tier.BUBBLEWRAP, Tier.LANDLOCK, Tier.LANDLOCK_ALONE)
"""In the order in which they are tried."""


LEAKS = {
    Tier.LANDLOCK_ALONE: "not hidden: that a file or a process is there; not bounded: disk space "
    "in all; bubblewrap, or user namespaces, would do both"
}
"""What a tier lets through, in words."""


class Sealed(Value):
    """A command, complete: its whole environment and the folder that it starts in."""

    command: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path


def detect(tiers: Sequence[Tier] = SEALED) -> Tier:
    """The best of these that works on this machine."""
    return next((each for each in tiers if fault(each) is None), Tier.MISSING)


@cache
def fault(tier: Tier) -> str | None:
    """What stands in the way of a tier, in the words of what failed; None where it works."""
    if unfit := _unfit(tier):
        return unfit
    with scratch_at_once() as folder:
        folder.prefix.mkdir()
        sealed = seal(tier, _probe(tier), folder, {})
        try:
            subprocess.run(
                sealed.command, env=dict(sealed.environment), cwd=sealed.folder,
                stdin=subprocess.DEVNULL, capture_output=True, check=True, text=True,
                timeout=PROBE_SECONDS,
            )  # fmt: skip
        except subprocess.CalledProcessError as error:
            return last_line(error.stderr) or f"exit code {error.returncode}"
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
    return None


def cure() -> str:
    """What to do where no sandbox works."""
    return CURE if sys.platform == "linux" else ELSEWHERE


def network_tier(tier: Tier) -> Tier:
    """In which tier a server is started that is allowed the network; MISSING where in none."""
    if landlock.version() < landlock.NETWORK_FROM:
        return Tier.MISSING
    caged_tiers = (Tier.LANDLOCK, Tier.LANDLOCK_ALONE)
    return tier if tier in caged_tiers else detect(caged_tiers)


def seal(
    tier: Tier,
    command: Sequence[str],
    folder: Scratch,
    environment: Mapping[str, str],
    *,
    network: bool = False,
) -> Sealed:
    """The command as this tier starts it; of the caller's environment nothing is passed on.

    Bubblewrap has no network to give: a server that needs it is started in our own cage.
    """
    words = list(command)
    if tier is Tier.NONE and sys.platform != "linux":
        inner = _unsealed(folder, environment)
        return Sealed(command=tuple(words), environment=inner, folder=folder.home)
    if tier in (Tier.BUBBLEWRAP, Tier.LANDLOCK):
        inner = _inner(folder, environment, HOME, "/tmp")  # noqa: S108, its own tmpfs
    else:
        inner = _unsealed(folder, environment)
    if network:
        inner |= NAMES_OVER_TCP
    variables = _kept(inner, folder)
    match tier:
        case Tier.BUBBLEWRAP:
            sealed = wrap(words, folder, variables)
        case Tier.LANDLOCK:
            sealed = caged.in_namespaces(words, folder, variables, network=network)
        case Tier.LANDLOCK_ALONE:
            sealed = caged.alone(words, folder, variables, network=network)
        case _:
            sealed = caged.watched(words, folder, variables)
    return Sealed(command=sealed, environment={"PATH": PATH}, folder=folder.root)


def _unfit(tier: Tier) -> str | None:
    """What can be told without trying."""
    if sys.platform != "linux":
        return "this is no Linux"
    if tier is Tier.BUBBLEWRAP:
        return None
    if MACHINE not in ARCHITECTURES:
        return f"not known for {MACHINE} processors, only for {' and '.join(ARCHITECTURES)}"
    if tier is Tier.LANDLOCK_ALONE and landlock.version() < OLDEST_LANDLOCK:
        return "the kernel has no Landlock, or one older than Linux 6.2"
    return None


def _probe(tier: Tier) -> list[str]:
    """Alone, root's servers are nobody, who must be able to reach the interpreter."""
    python = str(Path(sys.executable).resolve())
    return [python, "-I", "-S", "-c", ""] if tier is Tier.LANDLOCK_ALONE else ["true"]


def _unsealed(folder: Scratch, environment: Mapping[str, str]) -> dict[str, str]:
    return _inner(folder, environment, str(folder.home), str(folder.temporary))


def _inner(
    folder: Scratch, environment: Mapping[str, str], home: str, temporary: str
) -> dict[str, str]:
    """What the server sees; the listing's variables cannot displace the sandbox's."""
    return {
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        **environment,
        "HOME": home,
        "TMPDIR": temporary,
        "PATH": programs(folder.prefix),
    }


def _kept(environment: Mapping[str, str], folder: Scratch) -> Path:
    """The server's variables in a file that only this user reads."""
    with tempfile.NamedTemporaryFile(dir=folder.root, prefix="variables-", delete=False) as file:
        file.write(packed(dict(environment)))
    return Path(file.name)
