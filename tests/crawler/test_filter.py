"""The filter of system calls, run here as the kernel would, for both kinds of machine."""

import errno
import struct

import pytest

from crawler.introspection.cage import calls, seccomp
from crawler.introspection.cage.calls import ARCHITECTURES

ALLOWED, KILLED = 0x7FFF0000, 0x80000000
UNIX, INET, VSOCK = 1, 2, 40
STREAM, DATAGRAM, CLOSE_ON_EXEC = 1, 2, 0o2000000
MPTCP = 262
NEW_USER, SIGCHLD = 0x10000000, 17
MACHINES = list(ARCHITECTURES)


def answer(program: bytes, architecture: int, number: int, *arguments: int) -> int:
    """What classic BPF returns for one call."""
    padded = [*arguments, 0, 0, 0, 0, 0, 0][:6]
    data = struct.pack("<IIQ6Q", number, architecture, 0, *padded)
    instructions = list(struct.iter_unpack("<HBBI", program))
    at, loaded = 0, 0
    while True:
        code, if_true, if_false, value = instructions[at]
        at += 1
        match code:
            case 0x20:
                loaded = struct.unpack_from("<I", data, value)[0]
            case 0x54:
                loaded &= value
            case 0x15:
                at += if_true if loaded == value else if_false
            case 0x35:
                at += if_true if loaded >= value else if_false
            case 0x45:
                at += if_true if loaded & value else if_false
            case 0x06:
                return int(value)
            case _:
                raise AssertionError(f"no such instruction: {code:#x}")


def refused(code: int) -> int:
    return 0x00050000 | code


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_call_of_the_lists_is_refused(machine: str) -> None:
    column, architecture = MACHINES.index(machine), ARCHITECTURES[machine]
    program = seccomp.program((UNIX,), alone=True, signals=False, machine=machine)
    for name, numbers in (calls.REFUSED | calls.OTHERS | calls.SIGNALS).items():
        if numbers[column] >= 0:
            said = answer(program, architecture, numbers[column])
            assert said == refused(errno.EPERM), name


def test_what_is_not_refused_is_allowed(machine: str) -> None:
    column, architecture = MACHINES.index(machine), ARCHITECTURES[machine]
    program = seccomp.program((UNIX, INET), machine=machine)
    lists = calls.REFUSED.values()
    special = {calls.CLONE3, *(each[column] for each in (calls.CLONE, calls.IOCTL, calls.SOCKET))}
    for number in set(range(470)) - special - {each[column] for each in lists}:
        assert answer(program, architecture, number) == ALLOWED, number


def test_arguments_decide(machine: str) -> None:
    column, architecture = MACHINES.index(machine), ARCHITECTURES[machine]
    program = seccomp.program((UNIX, INET), machine=machine)

    def said(call: tuple[int, int], *arguments: int) -> int:
        return answer(program, architecture, call[column], *arguments)

    assert said(calls.CLONE, SIGCHLD) == ALLOWED
    assert said(calls.CLONE, SIGCHLD | NEW_USER) == refused(errno.EPERM)
    assert said(calls.SOCKET, INET, DATAGRAM) == ALLOWED
    assert said(calls.SOCKET, VSOCK) == refused(errno.EAFNOSUPPORT)
    assert said(calls.IOCTL, 0, 0x5412) == refused(errno.EPERM)
    assert said(calls.IOCTL, 0, 0x5413) == ALLOWED
    assert said((calls.CLONE3, calls.CLONE3)) == refused(errno.ENOSYS)


def test_a_shared_network_is_for_plain_tcp(machine: str) -> None:
    column, architecture = MACHINES.index(machine), ARCHITECTURES[machine]
    program = seccomp.program((UNIX, INET), shared=True, machine=machine)

    def said(call: tuple[int, int], *arguments: int) -> int:
        return answer(program, architecture, call[column], *arguments)

    assert said(calls.SOCKET, INET, STREAM | CLOSE_ON_EXEC) == ALLOWED
    assert said(calls.SOCKET, INET, DATAGRAM | CLOSE_ON_EXEC) == refused(errno.EACCES)
    assert said(calls.SOCKET, INET, STREAM, MPTCP) == refused(errno.EACCES)
    assert said(calls.SOCKET, UNIX, DATAGRAM) == ALLOWED
    for call, position in ((calls.SENDTO, 3), (calls.SENDMSG, 2), (calls.SENDMMSG, 3)):
        fast_open = [0] * position + [0x20000000]
        assert said(call, *fast_open) == refused(errno.EPERM)
        assert said(call) == ALLOWED


def test_alone_only_streams_come_in_pairs_and_only_own_limits_are_set(machine: str) -> None:
    column, architecture = MACHINES.index(machine), ARCHITECTURES[machine]
    program = seccomp.program((), alone=True, machine=machine)

    def said(call: tuple[int, int], *arguments: int) -> int:
        return answer(program, architecture, call[column], *arguments)

    assert said(calls.SOCKETPAIR, UNIX, STREAM | CLOSE_ON_EXEC) == ALLOWED
    assert said(calls.SOCKETPAIR, UNIX, DATAGRAM | CLOSE_ON_EXEC) == refused(errno.EACCES)
    assert said(calls.SOCKET, INET, STREAM) == refused(errno.ENETUNREACH)
    assert said(calls.SOCKET, UNIX, STREAM) == refused(errno.EACCES)
    assert said(calls.PRLIMIT, 0) == ALLOWED
    assert said(calls.PRLIMIT, 1) == refused(errno.EPERM)


def test_calls_of_another_machine_end_the_process() -> None:
    program = seccomp.program((UNIX,), machine="x86_64")
    assert answer(program, 0x40000003, 11) == KILLED  # of 32 bits, with numbers of their own
    assert answer(program, ARCHITECTURES["x86_64"], 0x40000000 + 101) == refused(errno.ENOSYS)
