"""What of the machine a sealed server sees: programs, libraries and certificates, read-only.

Nothing of the user's, and no name of the machine's users.
"""

from collections.abc import Iterator
from pathlib import Path

from crawler.introspection.runtimes import node
from crawler.introspection.scratch import Scratch

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32",
           "/etc/alternatives", "/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/ca-certificates",
           "/etc/pki/tls/certs", "/etc/pki/tls/openssl.cnf", "/etc/pki/ca-trust",
           "/etc/ld.so.cache", "/etc/nsswitch.conf", "/etc/mime.types")  # fmt: skip

_OWN_ETC = Path(__file__).parent / "etc"
"""Stands in for /etc/passwd, group and hosts, which name the machine's users."""

PATH = "/usr/local/bin:/usr/bin:/bin"


def links() -> list[tuple[str, str]]:
    """System folders that are links here, as most are on a merged system: target, path."""
    system = [Path(each) for each in SYSTEM]
    return [(str(each.readlink()), str(each)) for each in system if each.is_symlink()]


def shown(folder: Scratch) -> list[tuple[str, str]]:
    """What is shown, and where: the system, the installed package, and what else is to be."""
    system = [Path(each) for each in SYSTEM]
    here = [each for each in system if each.exists() and not each.is_symlink()]
    alike = dict.fromkeys([*here, *_interpreters(folder.prefix), folder.prefix, *folder.shown])
    own = [(str(each), f"/etc/{each.name}") for each in sorted(_OWN_ETC.iterdir())]
    return [*own, *((str(each), str(each)) for each in alike if each.exists())]


def programs(prefix: Path) -> str:
    """Where the server finds programs by name."""
    here = node()
    own = [here.program.parent] if here and not is_system(here.program) else []
    return ":".join([*(str(each) for each in (prefix / "bin", *own)), PATH])


def _interpreters(prefix: Path) -> Iterator[Path]:
    """The programs that run the server, with their libraries, where the system has neither.

    Never the whole folder that they stand in: it may be the user's home.
    """
    here = node()
    for program in [(prefix / "bin" / "python").resolve(), *([here.program] if here else [])]:
        yield from with_libraries(program)


def with_libraries(program: Path) -> Iterator[Path]:
    """A program with its libraries, where they are not the system's."""
    for part in (program, *(program.parent.parent / name for name in ("lib", "lib64"))):
        if part.exists() and not is_system(part):
            yield part


def is_system(path: Path) -> bool:
    return any(path.is_relative_to(each) for each in SYSTEM)
