"""Pure: the tools of several servers that are worse together than each server's are alone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from catalog.model.checked import CheckedServer, Place
from catalog.model.grade import Combination
from catalog.model.lock import LockedCombination, writable
from catalog.reading import digest_of
from classifier.together import COMBINATIONS, Verdicts, assess_server


def across(servers: Sequence[CheckedServer]) -> Iterator[Combination]:
    """The combinations that need two servers or more; tools are named `server/tool`.

    Of tools that were seen: those of a server that could not be asked are not among them. A
    server that has it all alone is left out, and hides nothing of what the others have.
    """
    alone = {
        each.server: {one.name for one in assess_server(_verdicts([each])).combinations}
        for each in servers
        if not each.skipped
    }
    for name, *_ in COMBINATIONS:
        rest = [each for each in servers if name not in alone.get(each.server, {name})]
        yield from (
            each for each in assess_server(_verdicts(rest)).combinations if each.name == name
        )


def locked(combination: Combination) -> LockedCombination:
    """As it stands in a lock."""
    tools = (tuple(sorted({writable(name) for name in names})) for names in combination.tools)
    return LockedCombination(name=combination.name, tools=tuple(tools))


def covers(known: LockedCombination, found: LockedCombination) -> bool:
    """Whether what was agreed to has all that is there now."""
    return (
        known.name == found.name
        and len(known.tools) == len(found.tools)
        and all(set(now) <= set(then) for now, then in zip(found.tools, known.tools, strict=True))
    )


def digest_of_tools(combination: Combination, servers: Sequence[CheckedServer]) -> str:
    """The digest of all the definitions that make it, so that it changes with any of them."""
    digests: dict[str, list[str]] = defaultdict(list)  # a name may stand for several definitions
    for server in servers:
        for each in server.tools:
            digests[f"{server.server}/{each.tool.name}"].append(each.tool.digest)
    made = [
        sorted([writable(each), *sorted(digests[each])] for each in names)
        for names in combination.tools
    ]
    return digest_of([combination.name, made])


def place_of(combination: Combination, servers: Sequence[CheckedServer]) -> Place | None:
    """Where the first of its servers is configured."""
    made = {name for names in combination.tools for name in names}
    for server in servers:
        if server.places and any(
            f"{server.server}/{each.tool.name}" in made for each in server.tools
        ):
            return server.places[0]
    return None


def _verdicts(servers: Sequence[CheckedServer]) -> Verdicts:
    return [
        (f"{server.server}/{each.tool.name}", each.verdict)
        for server in servers
        for each in server.tools
    ]
