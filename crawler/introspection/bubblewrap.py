"""The command that starts a server in bubblewrap, with the cage's filter of system calls."""

from pathlib import Path
from shlex import quote

from crawler.introspection.cage import seccomp
from crawler.introspection.cage.calls import ARCHITECTURES, MACHINE
from crawler.introspection.cage.limits import FOLDER_BYTES, LIMITS
from crawler.introspection.cage.namespaces import NOBODY, WORK, WRITABLE
from crawler.introspection.scratch import Scratch
from crawler.introspection.visible import links, shown

PRLIMIT = ("prlimit", *(f"--{name}={most}" for name, most in LIMITS.items()))
"""Sets the limits inside, where only the server's own processes count."""

_VARIABLES, _FILTER = 8, 9
"""The descriptors from which bubblewrap reads the server's variables, and the filter."""


def wrap(command: list[str], folder: Scratch, variables: Path) -> tuple[str, ...]:
    """The shell opens what bubblewrap reads; both are closed when the server starts."""
    filtered = MACHINE in ARCHITECTURES
    opened = [f"{_VARIABLES}<{quote(str(variables))}"]
    if filtered:
        opened.append(f"{_FILTER}<{quote(str(_filter(folder)))}")
    joined = [f"echo 0 >{quote(str(each))}/cgroup.procs" for each in folder.groups]
    script = "; ".join(["set -e", *joined, f"exec {' '.join(opened)}", 'exec "$@"'])
    seccomp_option = ["--seccomp", str(_FILTER)] if filtered else []
    sealed = [*_bubblewrap(folder), *seccomp_option, "--", *PRLIMIT, "--", *command]
    return ("sh", "-c", script, "sh", *sealed)


def _filter(folder: Scratch) -> Path:
    sockets = seccomp.families(own_network=True, network=False, unix=True)
    path = folder.root / "filter"
    path.write_bytes(seccomp.program(sockets))
    return path


def _bubblewrap(folder: Scratch) -> list[str]:
    """No network, no user, no way to new namespaces; everything of the machine read-only.

    Not --as-pid-1: bubblewrap's own first process dies with ours, which a server in its
    place could switch off. What that process shows in /proc is the clean environment.
    The server's variables are set inside: LD_PRELOAD is never bubblewrap's own. They come
    from a file: a command line can be read by every user.
    """
    nobody = str(NOBODY)
    return [
        "bwrap", "--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent",
        "--new-session", "--cap-drop", "ALL", "--uid", nobody, "--gid", nobody,
        "--hostname", "sandbox", "--proc", "/proc", "--dev", "/dev",
        *(word for path in WRITABLE
          for word in ("--size", str(FOLDER_BYTES), "--tmpfs", path)),
        *(word for pair in links() for word in ("--symlink", *pair)),
        *(word for pair in shown(folder) for word in ("--ro-bind", *pair)),
        "--dir", WORK, "--chdir", WORK, "--clearenv",
        # Last, as what stands there is made by then; root's /proc/sys is the machine's.
        "--remount-ro", "/proc", "--remount-ro", "/dev", "--remount-ro", "/",
        "--args", str(_VARIABLES),
    ]  # fmt: skip
