"""The processes that wait for the server's end, and see that nothing of it stays."""

import os
import select

from crawler.introspection.cage import kernel, namespaces
from crawler.introspection.cage.family import end
from crawler.introspection.cage.order import ALONE, Order
from crawler.introspection.cage.start import CANNOT, become

Environment = dict[bytes, bytes]

_REAP_MILLISECONDS = 1000

_TYPE, _PIPE = 0o170000, 0o010000
"""Of a file, as `stat` has it."""


def in_namespaces(order: Order, environment: Environment) -> int:
    """Runs the server in namespaces, which end with their first process; returns its exit code.

    The first process dies with this one, and this one with whoever started it.
    """
    mapped, tell = os.pipe()
    if os.geteuid() == 0:
        _hand_over_pipes()
    kernel.prctl(kernel.PR_SET_PDEATHSIG, kernel.SIGKILL)
    if _orphaned(order):
        return CANNOT
    first = kernel.clone(namespaces.flags(network=order.network))
    if first == 0:
        os.close(tell)
        os._exit(_first_process(order, environment, mapped))
    namespaces.map_users(first)
    os.write(tell, b".")
    _let_go_of_pipes()
    return _code(os.waitpid(first, 0)[1])


def with_family(order: Order, environment: Environment) -> int:
    """Runs the server among the user's processes; returns its exit code.

    Orphans become this process's children. When the server ends, or whoever started this
    does, all of them are killed.
    """
    if order.hold == ALONE and os.geteuid() == 0:
        for each in order.writable:
            os.chown(each, namespaces.NOBODY, namespaces.NOBODY)
        _hand_over_pipes()
    starter = os.pidfd_open(os.getppid())
    if _orphaned(order):
        return CANNOT
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    server = os.fork()
    if server == 0:
        become(order, environment)
    _let_go_of_pipes()
    code = _until_the_end(server, starter)
    end(os.getpid())
    return code


def _orphaned(order: Order) -> bool:
    """Whether whoever started this was killed before its end could be watched."""
    return os.getppid() != order.starter


def _first_process(order: Order, environment: Environment, mapped: int) -> int:
    """Builds the sandbox, starts the server in it, and buries its orphans."""
    kernel.prctl(kernel.PR_SET_PDEATHSIG, kernel.SIGKILL)
    if not os.read(mapped, 1):
        return 1  # whoever was to name the users is gone
    os.close(mapped)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    namespaces.build(order)
    server = os.fork()
    if server == 0:
        become(order, environment)
    _let_go_of_pipes()
    while True:
        process, status = os.wait()
        if process == server:
            return _code(status)


def _until_the_end(server: int, starter: int) -> int:
    """Of the server, or of whoever started this."""
    ends = select.poll()
    for each in (starter, os.pidfd_open(server)):
        ends.register(each, select.POLLIN)
    while True:
        ended = [descriptor for descriptor, _ in ends.poll(_REAP_MILLISECONDS)]
        code = _buried(server)
        if code is not None or starter in ended:
            return code or 0


def _buried(server: int) -> int | None:
    """Takes the exit codes of all that have ended; the server's, if it is among them."""
    code = None
    try:
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            code = _code(ended[1]) if ended[0] == server else code
    except ChildProcessError:
        pass
    return code


def _hand_over_pipes() -> None:
    """So that an unprivileged server may open /dev/stdout. What is no pipe stays root's."""
    for each in (0, 1, 2):
        if os.fstat(each).st_mode & _TYPE == _PIPE:
            os.fchown(each, namespaces.NOBODY, namespaces.NOBODY)


def _let_go_of_pipes() -> None:
    """Only the server holds them: when it closes its output, that is seen."""
    os.closerange(0, 3)


def _code(status: int) -> int:
    """As shells have it: 128 and the number of the signal that killed it."""
    code = os.waitstatus_to_exitcode(status)
    return 128 - code if code < 0 else code
