"""The last steps before the server's own program: everything is given up, for good."""

import os
import resource

from crawler.introspection.cage import kernel, landlock, seccomp
from crawler.introspection.cage.limits import LIMITS, PORTS
from crawler.introspection.cage.namespaces import DEVICES, NOBODY, WRITABLE
from crawler.introspection.cage.order import ALONE, NAMESPACES, NOTHING, Order


def confine(order: Order) -> None:
    """Take from this process what the order does not grant."""
    becomes_nobody = order.hold != NOTHING and os.geteuid() == 0
    user = NOBODY if becomes_nobody else os.getuid()
    _limit(0 if order.hold == NAMESPACES else threads_of(user))
    if order.hold == NOTHING:
        return
    kernel.bound_capabilities()
    if becomes_nobody:
        _become_nobody()
    kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    known = landlock.version()
    if known:
        _ruleset(order, known).enforce()
    _filter(order, known)


def _limit(others: int) -> None:
    """Of this process; `others` are processes of the user that it will be, which the kernel
    counts as well: of a server beside it that starts all that it may, too."""
    for name, most in LIMITS.items():
        kind = getattr(resource, f"RLIMIT_{name.upper()}")
        wanted = most + others if name == "nproc" else most
        allowed = resource.getrlimit(kind)[1]
        bounded = wanted if allowed == resource.RLIM_INFINITY else min(wanted, allowed)
        resource.setrlimit(kind, (bounded, bounded))


def threads_of(user: int) -> int:
    """How many processes and threads the user runs now."""
    found = 0
    for each in os.listdir("/proc"):
        if each.isdecimal():
            try:
                tasks = os.stat(f"/proc/{each}/task")
            except OSError:
                continue  # it is gone
            found += tasks.st_nlink - 2 if tasks.st_uid == user else 0
    return found


def _become_nobody() -> None:
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def _ruleset(order: Order, known: int) -> landlock.Ruleset:
    """Inside namespaces everything that is there may be read."""
    shares_network = order.network or order.hold == ALONE
    rules = landlock.Ruleset(known, tcp=shares_network)
    alone = order.hold == ALONE
    for each in [source for source, path in order.shown if source == path] if alone else ["/"]:
        rules.allow_reading(each)
    for each in order.writable if alone else WRITABLE:
        rules.allow_writing(each)
    for each in DEVICES:
        rules.allow_device(f"/dev/{each}")
    if order.network and known >= landlock.NETWORK_FROM:
        for port in PORTS:
            rules.allow_connecting(port)
    return rules


def _filter(order: Order, known: int) -> None:
    alone = order.hold == ALONE
    own_network = not (alone or order.network)
    sockets = seccomp.families(own_network=own_network, network=order.network, unix=not alone)
    signals = not alone or known >= landlock.SCOPE_FROM
    kernel.install_filter(
        seccomp.program(sockets, alone=alone, shared=order.network, signals=signals)
    )
