"""Pure: what a check found → the lock that agrees to it, and what differs from an older one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from catalog.model.checked import CheckedServer, CheckedTool
from catalog.model.lock import Acceptance, Lock, LockedServer, LockedTool, writable
from catalog.model.matter import Kind, Matter
from catalog.reading import digest_of
from publisher.gate.acceptable import acceptable
from publisher.gate.matters import of_server, of_tool
from publisher.gate.together import across, locked

OWN = "command "
"""How the offer of a program of a machine begins: each machine has it elsewhere."""

Known = Mapping[str, Sequence[LockedTool]]
"""Tools by name; a server may give one name to several."""


def lock_of(servers: Sequence[CheckedServer], former: Lock) -> Lock:
    """The lock that agrees to all that was seen; of a server that was not, what it said before.

    Of what was accepted that stays which is still there.
    """
    before = {each.name: each for each in former.servers}
    unseen = [each for each in servers if each.skipped]
    kept = [before[name] for each in unseen if (name := writable(each.server)) in before]
    made = [
        _locked(each, before.get(writable(each.server))) for each in servers if not each.skipped
    ]
    combinations = {*map(locked, across(servers)), *(former.combinations if unseen else ())}
    there = {each.digest for each in acceptable(servers)} | {
        tool.digest for each in kept for tool in each.tools
    }
    return Lock(
        servers=tuple(sorted((*made, *kept), key=lambda each: each.name)),
        combinations=tuple(sorted(combinations, key=lambda each: (each.name, each.tools))),
        accepted=_sorted(each for each in former.accepted if each.digest in there),
    )


def accepting(lock: Lock, accepted: Sequence[Acceptance]) -> Lock:
    """The lock with these, each in the place of an older word on the same."""
    said = {each.tool for each in accepted}
    others = (each for each in lock.accepted if each.tool not in said)
    return lock.model_copy(update={"accepted": _sorted((*others, *accepted))})


def differences(servers: Sequence[CheckedServer], lock: Lock) -> Iterator[Matter]:
    """What is new, changed, raised or gone. Of a server that was not seen none of it is known."""
    before = {each.name: each for each in lock.servers}
    for each in servers:
        known = before.pop(writable(each.server), None)
        if not each.skipped:
            yield from _new(each) if known is None else _changed(each, known)
    for left in before.values():
        words = "is in the lock, and is configured no more"
        yield Matter(kind=Kind.GONE, server=left.name, tool=None, risk=None, words=words)


def _new(server: CheckedServer) -> Iterator[Matter]:
    words = "is not in the lock, nor is its server"
    for each in server.tools:
        yield of_tool(Kind.NEW, server, each, words)
    if not server.tools:
        yield of_server(Kind.NEW, server, "is not in the lock", digest_of(server.offer))


def _changed(server: CheckedServer, known: LockedServer) -> Iterator[Matter]:
    yield from _of_itself(server, known)
    tools: Known = _by_name(known.tools)
    for each in server.tools:
        yield from _of_tool(server, each, tools.get(writable(each.tool.name), ()))
    names = {writable(each.tool.name) for each in server.tools}
    for name in sorted(tools.keys() - names) if not server.unread else ():
        words = "is in the lock, and is offered no more"
        yield of_server(Kind.GONE, server, words).model_copy(update={"tool": name})


def _of_itself(server: CheckedServer, known: LockedServer) -> Iterator[Matter]:
    if _moved(known.offer, writable(server.offer)):
        words = f"is another one: {writable(server.offer)}, in the lock {known.offer}"
        yield of_server(Kind.CHANGED, server, words, digest_of(server.offer))
    elif known.start and server.start and known.start != server.start:
        words = "is started with other words or variables than in the lock"
        yield of_server(Kind.CHANGED, server, words, server.start)
    if known.says and server.says and known.says != server.says:
        words = "tells the agent something else than in the lock"
        yield of_server(Kind.CHANGED, server, words, server.says)


def _of_tool(
    server: CheckedServer, each: CheckedTool, known: Sequence[LockedTool]
) -> Iterator[Matter]:
    if not known:
        yield of_tool(Kind.NEW, server, each, "is not in the lock")
        return
    same = [one for one in known if one.digest == each.tool.digest]
    if not same:
        yield of_tool(Kind.CHANGED, server, each, "has another definition than in the lock")
    then = max((one.risk for one in same or known), key=lambda risk: risk.rank)
    if each.verdict.risk.rank > then.rank:
        words = f"has risen from {then} to {each.verdict.risk}"
        yield of_tool(Kind.RAISED, server, each, words)


def _moved(then: str, now: str) -> bool:
    return then != now and not (then.startswith(OWN) and now.startswith(OWN))


def _by_name(tools: Iterable[LockedTool]) -> dict[str, list[LockedTool]]:
    found: dict[str, list[LockedTool]] = defaultdict(list)
    for each in tools:
        found[each.name].append(each)
    return found


def _locked(server: CheckedServer, then: LockedServer | None) -> LockedServer:
    """Of a saved list it is not known what the server says: then what it said before stands."""
    tools = {
        LockedTool(
            name=writable(each.tool.name),
            category=each.verdict.category,
            risk=each.verdict.risk,
            digest=each.tool.digest,
        )
        for each in server.tools
    }
    return LockedServer(
        name=writable(server.server),
        offer=writable(server.offer),
        package=server.package and writable(server.package),
        start=server.start,
        says=server.says or (then and then.says),
        tools=tuple(sorted(tools, key=lambda each: (each.name, each.digest))),
    )


def _sorted(accepted: Iterable[Acceptance]) -> tuple[Acceptance, ...]:
    return tuple(sorted(accepted, key=lambda each: (each.tool, each.digest)))
