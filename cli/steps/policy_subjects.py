"""Whose tools a policy is about, with the verdicts on them: of the catalog, a file, or a client."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from catalog.errors import NothingFound
from catalog.model.checked import CheckedServer
from catalog.model.classification import Classification
from catalog.model.policy import Policy
from catalog.model.server import Server
from catalog.model.tool import Tool
from catalog.store import policies as policy_store
from catalog.store import verdicts as verdict_store
from catalog.store.catalog import Catalog
from cli.steps.complaints import Complaints
from cli.steps.find import find, find_tool
from cli.steps.ruled_file import judge
from publisher.policy.profile import Profile
from publisher.policy.recommend import recommend

PLAIN = "tools"
"""What a server is called whose name nobody said."""

Judged = tuple[Tool, Classification]


class Subject(NamedTuple):
    """One server's tools with their verdicts; `name` is what a client or gateway calls it.

    It is not `whole` where only some of them were asked for.
    """

    name: str
    server: str
    tools: tuple[Judged, ...]
    unverified: bool = False
    whole: bool = True

    def policy(self, profile: Profile) -> Policy:
        """What the profile recommends for it."""
        policy = recommend(self.name, self.tools, profile, unverified=self.unverified)
        return policy.model_copy(update={"server": self.server})


def of_catalog(catalog: Catalog, named: Sequence[str]) -> tuple[Subject, ...]:
    """Of all that is named as `SERVER` or `SERVER/TOOL`, each server once.

    Raises NothingFound where there is no such server or tool, or no verdict yet.
    """
    found: dict[str, Subject] = {}
    for each in named:
        one = _of_server(catalog, each)
        known = found.get(one.name, one)
        tools = tuple(_each_once((*known.tools, *one.tools)))
        found[one.name] = known._replace(tools=tools, whole=known.whole or one.whole)
    return tuple(found.values())


def of_file(name: str, complaints: Complaints) -> tuple[Subject, ...]:
    """Of a file's tools, one for each server that it names.

    Adds a complaint for each bad entry. Raises NothingFound where no tool is left.
    """
    found: dict[str, list[Judged]] = {}
    servers: dict[str, str] = {}
    for judged in judge(name, complaints):
        called = judged.entry.server or PLAIN
        servers.setdefault(called, judged.entry.server)
        found.setdefault(called, []).append((judged.tool, judged.verdict))
    return tuple(Subject(called, servers[called], tuple(tools)) for called, tools in found.items())


def of_client(servers: Iterable[CheckedServer]) -> tuple[Subject, ...]:
    """Of the servers that a client's configuration names; those alone whose tools are known."""
    return tuple(
        Subject(
            each.server,
            each.server,
            tuple((one.tool, one.verdict) for one in each.tools),
            unverified=each.skipped is not None,
        )
        for each in servers
        if each.tools or not each.skipped
    )


def _of_server(catalog: Catalog, named: str) -> Subject:
    server, tool = find(catalog, named)
    if policy_store.find(catalog, server.id) is None:
        raise NothingFound(f"{server.slug} has no policy yet; run `toolrisk classify` first")
    found = (
        verdict_store.of_server(catalog, server.id)
        if tool is None
        else find_tool(catalog, server, tool)
    )
    judged = [(each.tool, each.classification) for each in found if each.classification]
    if len(judged) < len(found):
        raise NothingFound(f"{_unjudged(server, tool)} has no verdict yet; run `toolrisk classify`")
    unverified = any(each.unverified for each in found)
    return Subject(server.slug, server.id, tuple(judged), unverified, tool is None)


def _unjudged(server: Server, tool: str | None) -> str:
    return server.slug if tool is None else f"{server.slug}/{tool[:80]}"


def _each_once(judged: Iterable[Judged]) -> Iterator[Judged]:
    seen = set()
    for tool, verdict in judged:
        if tool.digest not in seen:
            seen.add(tool.digest)
            yield tool, verdict
