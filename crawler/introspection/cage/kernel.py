"""The few system calls that Python has no words for. Imported by a program that starts in a hurry.

Numbers are of x86-64 and arm64; both know the newer calls, from 424 on, by the same ones.
https://man7.org/linux/man-pages/man2/syscalls.2.html
"""

import ctypes
import os

from crawler.introspection.cage.calls import MACHINE

SIGKILL, SIGPIPE, SIGCHLD, SIGXFSZ = 9, 13, 17, 25

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP = 1, 4, 22
PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 24, 36, 38

_CLONE, _PIVOT_ROOT, _CAPSET = (220, 41, 91) if MACHINE == "aarch64" else (56, 155, 126)
_CLOSE_RANGE, _MOUNT_SETATTR = 436, 442

_libc = ctypes.CDLL(None, use_errno=True) if MACHINE else ctypes.pythonapi  # none on Windows


def system_call(name: str, number: int, *arguments: int | bytes | None) -> int:
    """Raises OSError, with the call's name, when the kernel refuses."""
    words = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    return _checked(name, _libc.syscall(ctypes.c_long(number), *words))


def prctl(option: int, value: int) -> None:
    padded = map(ctypes.c_ulong, (value, 0, 0, 0))
    _checked(f"prctl {option}", _libc.prctl(option, *padded))


def install_filter(program: bytes) -> None:
    """The seccomp filter, on this process and all that it starts, for good."""
    code = ctypes.create_string_buffer(program, len(program))

    class Filter(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    given = Filter(len(program) // 8, ctypes.addressof(code))
    mode_filter = ctypes.c_ulong(2)
    _checked("seccomp", _libc.prctl(PR_SET_SECCOMP, mode_filter, ctypes.byref(given), 0, 0))


def clone(flags: int) -> int:
    """As `os.fork`, with the child in new namespaces. For a process of one thread."""
    return system_call("clone", _CLONE, flags | SIGCHLD, 0, 0, 0, 0)


def mount(source: str, target: str, kind: str, flags: int = 0, options: str = "") -> None:
    words = (os.fsencode(each) for each in (source, target, kind))
    _checked(f"mount {target}", _libc.mount(*words, ctypes.c_ulong(flags), options.encode()))


def set_mount_attributes(path: str, attributes: int, *, recursive: bool = True) -> None:
    """On the mount at `path`, and on all below it; attributes that they have stay."""
    at_fdcwd, at_recursive = -100, 0x8000
    wanted = attributes.to_bytes(8, "little") + bytes(24)
    how = at_recursive if recursive else 0
    name, place = f"mount_setattr {path}", os.fsencode(path)
    system_call(name, _MOUNT_SETATTR, at_fdcwd, place, how, wanted, len(wanted))


def pivot_root(new: str, old: str) -> None:
    system_call("pivot_root", _PIVOT_ROOT, os.fsencode(new), os.fsencode(old))


def detach(path: str) -> None:
    lazily = 2
    _checked("umount2", _libc.umount2(os.fsencode(path), lazily))


def set_hostname(name: bytes) -> None:
    _checked("sethostname", _libc.sethostname(name, ctypes.c_size_t(len(name))))


def raise_loopback() -> None:
    """Bring up the loopback of the own network namespace: a server may talk to itself."""
    af_inet, sock_dgram, siocsifflags, up_and_running = 2, 2, 0x8914, 0x41
    socket = _checked("socket", _libc.socket(af_inet, sock_dgram, 0))
    request = b"lo".ljust(16, b"\0") + up_and_running.to_bytes(2, "little") + bytes(22)
    _checked("ioctl", _libc.ioctl(socket, ctypes.c_ulong(siocsifflags), request))
    os.close(socket)


def bound_capabilities() -> None:
    """No program that is started from here on can get any."""
    last = int(_read("/proc/sys/kernel/cap_last_cap", "40"))
    for capability in range(last + 1):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except PermissionError:  # an ordinary user, who has none to drop
            return


def drop_capabilities() -> None:
    version_3, own = 0x20080522, 0
    header = version_3.to_bytes(4, "little") + own.to_bytes(4, "little")
    system_call("capset", _CAPSET, header, bytes(24))


def default_signal(number: int) -> None:
    """Undo what Python, or whoever started it, does about a signal."""
    _libc.signal(number, None)


def close_descriptors_from(first: int) -> None:
    system_call("close_range", _CLOSE_RANGE, first, 0xFFFFFFFF, 0)


def _read(path: str, otherwise: str) -> str:
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return otherwise


def _checked(name: str, result: int) -> int:
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), name)
    return result
