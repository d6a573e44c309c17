"""A machine of the server's own: its files, its processes, its network, its users.

The root is a small tmpfs into which is mounted, read-only, what the server may see; the
rest is not there. All is made by the first process of the new namespaces, which has no
rights outside of them.
"""

import os

from crawler.introspection.cage import kernel
from crawler.introspection.cage.limits import FOLDER_BYTES, FOLDER_FILES
from crawler.introspection.cage.order import Order

NOBODY = 65534

HOME, WORK = "/home/sandbox", "/home/sandbox/work"
WRITABLE = (HOME, "/tmp", "/dev/shm")  # noqa: S108, its own
DEVICES = ("null", "zero", "full", "random", "urandom")

NEWNS, NEWCGROUP, NEWUTS, NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000

_BASE = "/tmp"  # noqa: S108, any folder that is there on every machine
_OLD = "/.old"
_NOSUID, _NODEV, _NOEXEC = 2, 4, 8
_BIND, _RECURSIVE, _PRIVATE = 4096, 16384, 1 << 18
_READ_ONLY = 1 | 2 | 4
"""As `mount_setattr` has it: read-only, no set-user-ID programs, no devices."""
_READ_ONLY_DEVICES = 1 | 2


def flags(*, network: bool) -> int:
    """For `clone`. The machine's own network is kept only where it is allowed."""
    own = NEWUSER | NEWNS | NEWPID | NEWIPC | NEWUTS | NEWCGROUP
    return own if network else own | NEWNET


def map_users(process: int) -> None:
    """Name the users of the new namespaces; by the process outside, which may.

    An ordinary user is nobody inside. Root is itself while the first process builds, as
    whom it reads what only root can; the server runs as the machine's real nobody.
    """
    if os.geteuid() == 0:
        users = groups = f"0 0 1\n{NOBODY} {NOBODY} 1"
    else:
        _write(f"/proc/{process}/setgroups", "deny")
        users, groups = f"{NOBODY} {os.geteuid()} 1", f"{NOBODY} {os.getegid()} 1"
    _write(f"/proc/{process}/gid_map", groups)
    _write(f"/proc/{process}/uid_map", users)


def build(order: Order) -> None:
    """Leave the machine's root for one that shows only what the order does."""
    kernel.mount("", "/", "", _PRIVATE | _RECURSIVE)
    kernel.mount("root", _BASE, "tmpfs", _NOSUID | _NODEV, "mode=755,size=1m")
    os.mkdir(_BASE + _OLD)
    kernel.pivot_root(_BASE, _BASE + _OLD)
    os.chdir("/")
    _make_devices()
    _make_room()
    for target, path in order.links:
        _folder(path)
        os.symlink(target, path)
    for source, path in order.shown:
        _show(source, path)
    _show_processes()
    kernel.detach(_OLD)
    os.rmdir(_OLD)
    _close(order)


def _close(order: Order) -> None:
    """Nothing can be added to what there is now; the network is the own loopback, if any."""
    for path, attributes in (("/", _READ_ONLY), ("/dev", _READ_ONLY_DEVICES)):
        kernel.set_mount_attributes(path, attributes, recursive=False)
    kernel.set_hostname(b"sandbox")
    if not order.network:
        kernel.raise_loopback()


def _show(source: str, path: str) -> None:
    inside = _OLD + source
    if not os.path.exists(inside):
        return
    _place(path, folder=os.path.isdir(inside))
    kernel.mount(inside, path, "", _BIND | _RECURSIVE)
    kernel.set_mount_attributes(path, _READ_ONLY)


def _place(path: str, *, folder: bool) -> None:
    """Something to mount upon."""
    if folder:
        os.makedirs(path, exist_ok=True)
        return
    _folder(path)
    with open(path, "a"):
        pass


def _folder(path: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)


def _make_devices() -> None:
    os.mkdir("/dev")
    kernel.mount("dev", "/dev", "tmpfs", _NOSUID | _NOEXEC, "mode=755,size=1m")
    for each in DEVICES:
        _place(f"/dev/{each}", folder=False)
        kernel.mount(f"{_OLD}/dev/{each}", f"/dev/{each}", "", _BIND)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        os.symlink(f"/proc/self/fd/{number}", f"/dev/{name}")
    os.symlink("/proc/self/fd", "/dev/fd")


def _make_room() -> None:
    """Before anything is shown: the prefix may stand below /tmp."""
    for each in WRITABLE:
        os.makedirs(each, exist_ok=True)
        options = f"mode=700,uid={NOBODY},gid={NOBODY},size={FOLDER_BYTES}"
        kernel.mount("own", each, "tmpfs", _NOSUID | _NODEV, f"{options},nr_inodes={FOLDER_FILES}")
    os.mkdir(WORK)
    os.chown(WORK, NOBODY, NOBODY)


def _show_processes() -> None:
    """The own ones alone. In a container the kernel may refuse it: then none are shown."""
    os.makedirs("/proc", exist_ok=True)
    try:
        kernel.mount("proc", "/proc", "proc", _NOSUID | _NODEV | _NOEXEC)
    except PermissionError:
        return
    kernel.set_mount_attributes("/proc", _READ_ONLY)


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)
