"""Pure: what of a check a person can accept, and the digest that this then holds for."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalog.model.checked import CheckedServer
from catalog.model.lock import writable
from catalog.reading import digest_of
from catalog.taxonomy import Risk
from publisher.gate.together import across, digest_of_tools

TOGETHER = Risk.HIGH
"""How grave a combination is, and a server that steers the agent by its own texts."""


class Acceptable(NamedTuple):
    """A tool as `server/tool`; a server, for what it says of itself; or a combination."""

    about: str
    risk: Risk
    digest: str


def acceptable(servers: Sequence[CheckedServer]) -> Iterator[Acceptable]:
    """All that there is; a name may stand for several definitions."""
    for server in servers:
        for each in server.tools:
            about = writable(f"{server.server}/{each.tool.name}")
            yield Acceptable(about, each.verdict.risk, each.tool.digest)
        if server.alarms:
            yield Acceptable(writable(server.server), TOGETHER, digest_of_own(server))
    for together in across(servers):
        yield Acceptable(together.name, TOGETHER, digest_of_tools(together, servers))


def digest_of_own(server: CheckedServer) -> str:
    """The digest of what warns in the texts of the server itself."""
    return digest_of([[each.rule, each.field, each.quote] for each in server.alarms])
