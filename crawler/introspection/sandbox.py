"""What a stranger's server may touch: one tier, one pure function from command to sealed command.

Only the start is sealed: installing needs the network, and runs no code of the package.
"""

import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from catalog.model.value import Value
from crawler.introspection.runtimes import node
from crawler.introspection.scratch import Scratch
from crawler.introspection.text import last_line

CURE = (
    "install bubblewrap 0.8 or newer (apt install bubblewrap), "
    "or name --sandbox none to start servers unsealed"
)

MEGABYTE = 1 << 20
LIMITS = (
    "prlimit", "--nproc=512", "--nofile=1024", "--core=0", "--cpu=120",
    f"--fsize={256 * MEGABYTE}", f"--data={2048 * MEGABYTE}",
)  # fmt: skip
"""Processes, files, CPU seconds, bytes of one file and of memory. Node does not start with a
smaller address space; fewer processes hang its threads. Set inside, where only the
server's own processes count."""

FOLDER_BYTES = 256 * MEGABYTE
"""How much a server may write to its home, to /tmp and to /dev/shm; it can write nowhere else."""

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32",
           "/etc/alternatives", "/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/ca-certificates",
           "/etc/pki/tls/certs", "/etc/pki/tls/openssl.cnf", "/etc/pki/ca-trust",
           "/etc/ld.so.cache", "/etc/nsswitch.conf")  # fmt: skip
"""Read-only inside: programs, libraries and certificates, nothing of the user's."""

_OWN_ETC = Path(__file__).parent / "etc"
"""Stands in for /etc/passwd, group and hosts, which name the machine's users."""

_HOME = "/home/sandbox"
_PATH = "/usr/local/bin:/usr/bin:/bin"


class Tier(StrEnum):
    """How a server is held; issue 4 sets Landlock between the first two."""

    BUBBLEWRAP = "bubblewrap"
    NONE = "none"
    """Unsealed, because somebody asked for it by name."""
    MISSING = "missing"
    """No sandbox works here, and nobody asked for none: nothing is started."""


class Sealed(Value):
    """A command, complete: its whole environment and the folder that it starts in."""

    command: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path


def detect() -> Tier:
    """The best sandbox that works on this machine."""
    return Tier.MISSING if fault() else Tier.BUBBLEWRAP


@cache
def fault() -> str | None:
    """What stands in bubblewrap's way, in its own words; None where it works."""
    with tempfile.TemporaryDirectory(prefix="toolrisk-") as root:
        folder = Scratch(root=Path(root))
        folder.prefix.mkdir()
        sealed = seal(Tier.BUBBLEWRAP, ["true"], folder, {})
        try:
            subprocess.run(
                sealed.command, env=dict(sealed.environment), cwd=root,
                capture_output=True, check=True, text=True, timeout=10,
            )  # fmt: skip
        except subprocess.CalledProcessError as error:
            return last_line(error.stderr) or f"exit code {error.returncode}"
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
    return None


def seal(
    tier: Tier, command: Sequence[str], folder: Scratch, environment: Mapping[str, str]
) -> Sealed:
    """The command as this tier starts it; of the caller's environment nothing is passed on."""
    if tier is Tier.BUBBLEWRAP:
        inner = _inner_environment(folder, environment, _HOME, "/tmp")  # noqa: S108, its own tmpfs
        return Sealed(
            command=(*_bubblewrap(folder, inner), *LIMITS, "--", *command),
            environment={"PATH": _PATH},
            folder=folder.root,
        )
    inner = _inner_environment(folder, environment, str(folder.home), str(folder.temporary))
    return Sealed(command=tuple(command), environment=inner, folder=folder.home)


def _inner_environment(
    folder: Scratch, environment: Mapping[str, str], home: str, temporary: str
) -> dict[str, str]:
    """What the server sees; the listing's variables cannot displace the sandbox's."""
    here = node()
    own = [here.program.parent] if here and not _is_system(here.program) else []
    programs = [str(each) for each in (folder.prefix / "bin", *own)]
    return {
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        **environment,
        "HOME": home,
        "TMPDIR": temporary,
        "PATH": ":".join([*programs, _PATH]),
    }


def _bubblewrap(folder: Scratch, environment: Mapping[str, str]) -> list[str]:
    """No network, no user, no way to new namespaces; everything of the machine read-only.

    Not --as-pid-1: bubblewrap's own first process dies with ours, which a server in its
    place could switch off. What that process shows in /proc is the clean environment.
    The server's variables are set inside: LD_PRELOAD is never bubblewrap's own.
    """
    size = ("--size", str(FOLDER_BYTES))
    return [
        "bwrap", "--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent",
        "--new-session", "--cap-drop", "ALL", "--uid", "65534", "--gid", "65534",
        "--hostname", "sandbox", "--proc", "/proc", "--dev", "/dev",
        *size, "--tmpfs", "/dev/shm",  # noqa: S108, likewise
        *size, "--tmpfs", "/tmp", *size, "--tmpfs", _HOME,  # noqa: S108, a fresh one
        *(word for path in _SYSTEM for word in _mount(Path(path))),
        *(word for path in sorted(_OWN_ETC.iterdir())
          for word in ("--ro-bind", str(path), f"/etc/{path.name}")),
        *(word for path in _interpreters(folder.prefix)
          for word in ("--ro-bind", str(path), str(path))),
        "--ro-bind", str(folder.prefix), str(folder.prefix),
        "--dir", f"{_HOME}/work", "--chdir", f"{_HOME}/work", "--clearenv",
        # Last, as what stands there is made by then; root's /proc/sys is the machine's.
        "--remount-ro", "/proc", "--remount-ro", "/dev", "--remount-ro", "/",
        *(word for name, value in environment.items() for word in ("--setenv", name, value)),
        "--",
    ]  # fmt: skip


def _mount(path: Path) -> Iterable[str]:
    """A system folder as it is here: most are links into /usr on a merged system."""
    if path.is_symlink():
        return ("--symlink", str(path.readlink()), str(path))
    return ("--ro-bind", str(path), str(path)) if path.exists() else ()


def _interpreters(prefix: Path) -> list[Path]:
    """The programs that run the server, with their libraries, where the system has neither.

    Never the whole folder that they stand in: it may be the user's home.
    """
    here = node()
    programs = [(prefix / "bin" / "python").resolve(), *([here.program] if here else [])]
    parts = (
        part
        for program in programs
        for part in (program, *(program.parent.parent / name for name in ("lib", "lib64")))
    )
    return [part for part in parts if part.exists() and not _is_system(part)]


def _is_system(path: Path) -> bool:
    return any(path.is_relative_to(each) for each in _SYSTEM)
