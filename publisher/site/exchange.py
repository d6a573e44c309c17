"""Two folders, or two files, change places in one step: whoever looks finds one or the other.

The names and numbers are those of renameat2(2) on Linux and renamex_np(2) on macOS.
"""

import ctypes
import errno
import os
from pathlib import Path

HERE = -100
"""AT_FDCWD: names are seen from where the process stands."""

EXCHANGE = 2
"""RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS."""

CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV)
"""What a system says that knows no such step, or whose file system does not."""


def put_in_place(new: Path, target: Path) -> bool:
    """Make `new` what stands at `target`; tells whether something else stands at `new` now.

    Where the system cannot exchange two folders, `target` is missing for a moment between
    two renames. Raises OSError; `target` is then as it was.
    """
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        new.replace(target)
        return False
    try:
        _exchange(new, target)
    except OSError as error:
        if error.errno not in CANNOT:
            raise
        _in_two_steps(new, target)
    return True


def _exchange(one: Path, other: Path) -> None:
    system = ctypes.CDLL(None, use_errno=True)  # the C library, also where it has neither
    names = os.fsencode(one), os.fsencode(other)
    if hasattr(system, "renameat2"):
        failed = system.renameat2(HERE, names[0], HERE, names[1], EXCHANGE)
    elif hasattr(system, "renamex_np"):
        failed = system.renamex_np(*names, EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, "cannot exchange two folders", str(other))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))


def _in_two_steps(new: Path, target: Path) -> None:
    aside = new.with_name(f"{new.name}.old")
    target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        aside.rename(target)
        raise
    aside.rename(new)
