"""System calls that no server needs to list its tools, refused by a filter made by hand.

The filter is classic BPF over `struct seccomp_data`: the call's number at 0, the
architecture at 4, the arguments from 16 on, eight bytes each.
https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
"""

import errno
import struct

from crawler.introspection.cage.calls import (
    ARCHITECTURES,
    CLONE,
    CLONE3,
    IOCTL,
    MACHINE,
    OTHERS,
    PRLIMIT,
    REFUSED,
    SENDMMSG,
    SENDMSG,
    SENDTO,
    SIGNALS,
    SOCKET,
    SOCKETPAIR,
)

AF_UNIX, AF_INET, AF_INET6, AF_NETLINK = 1, 2, 10, 16

_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _AND, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE = 0, 4
_NEW_NAMESPACES = 0x7E020000
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_SOCK_STREAM, _SOCK_DGRAM, _TYPE_MASK = 1, 2, 0xF
_PROTOCOLS = (0, 6)  # the usual one of the family, and TCP by name
_MSG_FASTOPEN = 0x20000000
_X32 = 0x40000000

Instruction = tuple[int, int, int, int]
Program = list[Instruction]


def families(*, own_network: bool, network: bool, unix: bool) -> tuple[int, ...]:
    """Of sockets that may be made; never vsock, packet, bluetooth or the kernel's own."""
    internet = (AF_INET, AF_INET6) if own_network or network else ()
    return ((AF_UNIX,) if unix else ()) + internet + ((AF_NETLINK,) if own_network else ())


def program(
    sockets: tuple[int, ...],
    *,
    alone: bool = False,
    shared: bool = False,
    signals: bool = True,
    machine: str = MACHINE,
) -> bytes:
    """The filter, as the kernel and bubblewrap take it.

    `sockets` are the families of those that may be made. `alone` where no namespace hides
    the user's other processes, files and objects: then calls on those are refused too.
    `shared` where the network is the machine's: then it is for plain TCP alone, which is all
    that Landlock narrows. Without `signals` none is sent. Raises KeyError on a machine whose
    numbers are not known.
    """
    architecture = ARCHITECTURES[machine]
    column = list(ARCHITECTURES).index(machine)
    refused = REFUSED | (OTHERS if alone else {}) | ({} if signals else SIGNALS)
    numbers = sorted({number[column] for number in refused.values()} - {-1})
    return b"".join(
        struct.pack("<HBBI", *each)
        for each in [
            (_LOAD, 0, 0, _ARCHITECTURE),
            *_unless(architecture, [(_RETURN, 0, 0, _KILL)]),
            (_LOAD, 0, 0, _NUMBER),
            (_AT_LEAST, 0, 1, _X32),
            *_refuse(errno.ENOSYS),
            *_on(CLONE3, _refuse(errno.ENOSYS)),  # its flags lie in memory: `clone` is tried next
            *_on(CLONE[column], _clone()),
            *_on(IOCTL[column], _ioctl()),
            *_on(SOCKET[column], _socket(sockets, shared=shared)),
            *(_fast_open(column) if shared else []),
            *(_alone(column) if alone else []),
            *(part for number in numbers for part in _on(number, _refuse(errno.EPERM))),
            *_allow(),
        ]
    )


def _alone(column: int) -> Program:
    """Limits of others' processes, and pairs of datagram sockets, which can be turned to any."""
    pair = [
        _argument(1), (_AND, 0, 0, _TYPE_MASK), *_on(_SOCK_DGRAM, _refuse(errno.EACCES)), *_allow()
    ]  # fmt: skip
    limit = [_argument(0), *_on(0, _allow()), *_refuse(errno.EPERM)]
    return [*_on(SOCKETPAIR[column], pair), *_on(PRLIMIT[column], limit)]


def _clone() -> Program:
    return [_argument(0), (_ANY_BIT, 0, 1, _NEW_NAMESPACES), *_refuse(errno.EPERM), *_allow()]


def _ioctl() -> Program:
    """Typing into the terminal is refused, should there be one."""
    typed = [part for each in (_TIOCSTI, _TIOCLINUX) for part in _on(each, _refuse(errno.EPERM))]
    return [_argument(1), *typed, *_allow()]


def _socket(families: tuple[int, ...], *, shared: bool) -> Program:
    """What is refused looks like what it is: a network that is not there."""
    internet = _plain_tcp() if shared else _allow()
    return [
        _argument(0),
        *(
            part
            for each in families
            for part in _on(each, internet if each in (AF_INET, AF_INET6) else _allow())
        ),
        *(part for each in (AF_INET, AF_INET6) for part in _on(each, _refuse(errno.ENETUNREACH))),
        *_on(AF_UNIX, _refuse(errno.EACCES)),
        *_refuse(errno.EAFNOSUPPORT),
    ]


def _plain_tcp() -> Program:
    """No datagrams, and no relative of TCP that Landlock does not know."""
    return [
        _argument(1),
        (_AND, 0, 0, _TYPE_MASK),
        *_unless(_SOCK_STREAM, _refuse(errno.EACCES)),
        _argument(2),
        *(part for each in _PROTOCOLS for part in _on(each, _allow())),
        *_refuse(errno.EACCES),
    ]


def _fast_open(column: int) -> Program:
    """Connecting by sending, which Landlock did not always see."""
    return [
        part
        for call, position in ((SENDTO, 3), (SENDMSG, 2), (SENDMMSG, 3))
        for part in _on(
            call[column],
            [
                _argument(position),
                (_ANY_BIT, 0, 1, _MSG_FASTOPEN),
                *_refuse(errno.EPERM),
                *_allow(),
            ],
        )
    ]


def _argument(position: int) -> Instruction:
    """Its low half, which is all of what these calls look at."""
    return (_LOAD, 0, 0, 16 + 8 * position)


def _on(value: int, body: Program) -> Program:
    """Where the loaded value is this one; `body` ends the filter."""
    return [(_EQUAL, 0, len(body), value), *body]


def _unless(value: int, body: Program) -> Program:
    return [(_EQUAL, len(body), 0, value), *body]


def _refuse(code: int) -> Program:
    return [(_RETURN, 0, 0, _ERRNO | code)]


def _allow() -> Program:
    return [(_RETURN, 0, 0, _ALLOW)]
