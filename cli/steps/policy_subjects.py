"""Whose tools a policy is about, with their rules: of the catalog, a file, or a client."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catalog.errors import NothingFound
from catalog.model.checked import CheckedServer
from catalog.model.classification import Classification
from catalog.model.policy import Policy, ToolRule
from catalog.model.server import Server
from catalog.model.tool import Tool
from catalog.model.verdict import Verdict
from catalog.store import policies as policy_store
from catalog.store import verdicts as verdict_store
from catalog.store.catalog import Catalog
from cli.steps.complaints import Complaints
from cli.steps.find import find, find_tool
from cli.steps.ruled_file import judge
from publisher.policy.profile import Profile
from publisher.policy.recommend import policy_of, recommend_rule

PLAIN = "tools"
"""What a server is called whose name nobody said."""

Judged = tuple[Tool, Classification]


class Wish(NamedTuple):
    """By which profile rules are wanted, and of which tool, if any, the whole story.

    `name` is what the user's client calls the server, where the user says so.
    """

    profile: Profile
    explained: str | None = None
    name: str | None = None


class Subject(NamedTuple):
    """One server's rules; `name` is what a client or gateway calls it.

    It is not `whole` where only some tools were asked for. `judged` are the tools of which the
    whole story is wanted: of a large file's others nothing but the rules is kept.
    """

    name: str
    server: str
    rules: tuple[ToolRule, ...]
    judged: tuple[Judged, ...]
    unverified: bool
    whole: bool

    @property
    def policy(self) -> Policy:
        """What is recommended for it."""
        return policy_of(self.name, self.rules).model_copy(update={"server": self.server})


class Gathering:
    """One server's tools as they come, each definition once."""

    def __init__(self, name: str, server: str, wish: Wish, *, unverified: bool = False) -> None:
        self._name, self._server, self._wish = wish.name or name, server, wish
        self._unverified = unverified
        self._rules: dict[str, ToolRule] = {}
        self._judged: list[Judged] = []
        self.whole = False

    def add(self, tool: Tool, verdict: Classification) -> None:
        if tool.digest in self._rules:
            return
        self._rules[tool.digest] = recommend_rule(
            tool, verdict, self._wish.profile, self._name, unverified=self._unverified
        )
        if self._wish.explained in (tool.name, f"{self._name}/{tool.name}"):
            self._judged.append((tool, verdict))

    def subject(self) -> Subject:
        rules, judged = tuple(self._rules.values()), tuple(self._judged)
        return Subject(self._name, self._server, rules, judged, self._unverified, self.whole)


def of_catalog(catalog: Catalog, named: Sequence[str], wish: Wish) -> tuple[Subject, ...]:
    """Of all that is named as `SERVER` or `SERVER/TOOL`, each server once.

    Raises NothingFound where there is no such server or tool, or no verdict yet.
    """
    found: dict[str, Gathering] = {}
    for each in named:
        server, tool = find(catalog, each)
        verdicts = _verdicts(catalog, server, tool)
        unverified = any(one.unverified for one in verdicts)
        made = Gathering(server.slug, server.id, wish, unverified=unverified)
        gathered = found.setdefault(server.id, made)
        gathered.whole |= tool is None
        for one in verdicts:
            if one.classification is None:
                raise NothingFound(
                    f"{_unjudged(server, tool)} has no verdict yet; run `toolrisk classify`"
                )
            gathered.add(one.tool, one.classification)
    return tuple(each.subject() for each in found.values())


def of_file(name: str, complaints: Complaints, wish: Wish) -> tuple[Subject, ...]:
    """Of a file's tools, one for each server that it names.

    Adds a complaint for each bad entry. Raises NothingFound where no tool is left.
    """
    found: dict[str, Gathering] = {}
    for judged in judge(name, complaints):
        server = judged.entry.server
        gathered = found.setdefault(server or PLAIN, Gathering(server or PLAIN, server, wish))
        gathered.whole = True
        gathered.add(judged.tool, judged.verdict)
    return tuple(each.subject() for each in found.values())


def of_client(servers: Iterable[CheckedServer], wish: Wish) -> tuple[Subject, ...]:
    """Of the servers that a client's configuration names; those alone whose tools are known."""
    return tuple(_of_checked(each, wish) for each in servers if each.tools or not each.skipped)


def _of_checked(server: CheckedServer, wish: Wish) -> Subject:
    unverified = server.skipped is not None
    gathered = Gathering(server.server, server.server, wish, unverified=unverified)
    gathered.whole = True
    for each in server.tools:
        gathered.add(each.tool, each.verdict)
    return gathered.subject()


def _verdicts(catalog: Catalog, server: Server, tool: str | None) -> tuple[Verdict, ...]:
    if policy_store.find(catalog, server.id) is None:
        raise NothingFound(f"{server.slug} has no policy yet; run `toolrisk classify` first")
    if tool is not None:
        return find_tool(catalog, server, tool)
    return verdict_store.of_server(catalog, server.id)


def _unjudged(server: Server, tool: str | None) -> str:
    return server.slug if tool is None else f"{server.slug}/{tool[:80]}"
