"""Cards, counted once for all pages that tell of the whole catalog. Pure."""

from array import array
from collections.abc import Iterator, Sequence

from catalog.model.card import ServerCard, ToolCard
from catalog.taxonomy import Risk
from publisher.browse.ranking import gravest_first
from publisher.browse.topics import Topic, of_server, of_tool
from publisher.site.shelf import Cards

GRAVEST = 50
"""Tools that are kept of each topic, each of another server."""

RISKS = tuple(Risk)
NOT_THERE, NO_TOOL = 0, 1
"""What stands for a server in place of the worst risk of its tools; risks follow."""


class Tally:
    """What falls under one topic; servers by their places among all, which are by address."""

    def __init__(self, servers: int) -> None:
        self.tools = 0
        self.unverified = 0
        self.gravest: list[ToolCard] = []
        self._counts = array("I", bytes(4 * servers))
        self._worst = bytearray(servers)

    def add_server(self, place: int) -> None:
        """Count a server, whatever its tools are."""
        self._worst[place] = max(self._worst[place], NO_TOOL)

    def add_tool(self, tool: ToolCard, place: int) -> None:
        """Count a tool of the server at this place; the gravest tools come first."""
        if tool.unverified:
            self.unverified += 1
        else:
            self.tools += 1
        if self._worst[place] <= NO_TOOL:
            self._worst[place] = NO_TOOL + 1 + tool.risk.rank
            if len(self.gravest) < GRAVEST:
                self.gravest.append(tool)
        self._counts[place] += 1

    def places(self) -> list[int]:
        """The servers that fall under the topic, or have a tool that does, by address."""
        return [place for place, worst in enumerate(self._worst) if worst]

    def at(self, place: int) -> tuple[int, Risk | None]:
        """How many tools of this server, and the risk of the worst of them."""
        worst = self._worst[place] - NO_TOOL - 1
        return self._counts[place], RISKS[worst] if worst >= 0 else None


class Tallies:
    """The tallies of all topics; `servers` are by address, `tools` the gravest first."""

    def __init__(self, cards: Cards) -> None:
        self.servers: Sequence[ServerCard] = sorted(cards.servers, key=lambda each: each.address)
        self.tools = gravest_first(cards.tools)
        self._tallies: dict[Topic, Tally] = {}
        of_servers = {each.address: self._server(place) for place, each in enumerate(self.servers)}
        for tool in self.tools:
            place, whole = of_servers[tool.server_address]
            for topic in of_tool(tool):
                self._tally(topic).add_tool(tool, place)
            for tally in whole:
                tally.add_tool(tool, place)

    def of(self, topic: Topic) -> Tally:
        """The tally of a topic; empty where nothing falls under it."""
        return self._tallies.get(topic) or Tally(len(self.servers))

    def topics(self) -> Iterator[Topic]:
        """Everything that something falls under, in no order that means anything."""
        return iter(self._tallies)

    def seen(self, tally: Tally) -> tuple[int, int]:
        """Servers of a tally that were looked at, and those that could not be."""
        skipped = [self.servers[place].skipped is not None for place in tally.places()]
        return len(skipped) - sum(skipped), sum(skipped)

    def _server(self, place: int) -> tuple[int, list[Tally]]:
        tallies = [self._tally(topic) for topic in of_server(self.servers[place])]
        for tally in tallies:
            tally.add_server(place)
        return place, tallies

    def _tally(self, topic: Topic) -> Tally:
        if topic not in self._tallies:
            self._tallies[topic] = Tally(len(self.servers))
        return self._tallies[topic]
