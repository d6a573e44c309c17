"""The cards of a catalog → the tables of the report. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from catalog.model.card import Declared, ServerCard, ToolCard
from catalog.taxonomy import Action, Category, Effect, Reason, Risk
from classifier.together import COMBINATIONS
from publisher.browse.facets import MOST
from publisher.browse.tally import Tallies
from publisher.browse.topics import Topic
from publisher.ecosystem.spread import TOKENS, TOOLS, bucketed
from publisher.ecosystem.values import Count, Table
from publisher.words import report as words
from publisher.words.grade import LETTERS


class Looked(NamedTuple):
    """What was looked at, and what was not."""

    tools: Sequence[ToolCard]
    servers: Sequence[ServerCard]
    every: Sequence[ServerCard]
    tallies: Tallies


def looked(tallies: Tallies) -> Looked:
    """The tools that servers were seen to offer, and these servers."""
    return Looked(
        tools=[each for each in tallies.tools if not each.unverified],
        servers=[each for each in tallies.servers if each.skipped is None],
        every=tallies.servers,
        tallies=tallies,
    )


class Whole(NamedTuple):
    """What a table counts out of."""

    unit: Literal["tools", "servers"]
    of: int

    def table(
        self, slug: str, said: tuple[str, str], rows: Iterable[Count], *, exclusive: bool = True
    ) -> Table:
        """A table of such rows; `said` are its title and its note."""
        return Table(
            slug=slug, title=said[0], note=said[1], unit=self.unit, of=self.of,
            exclusive=exclusive, rows=tuple(rows),
        )  # fmt: skip


def tables(seen: Looked) -> Iterator[Table]:
    """Every table, in the order of the report."""
    yield from _of_tools(seen, Whole("tools", len(seen.tools)))
    yield from _of_servers(seen, Whole("servers", len(seen.servers)))
    every = Whole("servers", len(seen.every))
    yield every.table("servers-by-registry", words.REGISTRY, _registries(seen), exclusive=False)
    yield every.table("servers-not-looked-at", words.SKIPPED, _skipped(seen))


def _of_tools(seen: Looked, tools: Whole) -> Iterator[Table]:
    yield tools.table("tools-by-category", words.CATEGORY, _categories(seen))
    yield tools.table("tools-by-risk", words.RISK, _risks(each.risk for each in seen.tools))
    effects = (Count(name=each, count=_of(seen, "effect", each)) for each in Effect)
    yield tools.table("tools-by-effect", words.EFFECT, effects, exclusive=False)
    yield tools.table("tools-by-action", words.ACTION, _actions(seen))
    yield tools.table("tools-declared", words.DECLARED, _declared(seen))
    yield tools.table("tools-with-a-warning", words.WARNING, _warnings(seen), exclusive=False)


def _of_servers(seen: Looked, servers: Whole) -> Iterator[Table]:
    yield servers.table("servers-by-worst-risk", words.WORST, _worst(seen))
    yield servers.table("servers-by-grade", words.GRADE, _grades(seen))
    together = _together(seen)
    yield servers.table("servers-by-combination", words.COMBINATION, together, exclusive=False)
    sizes = bucketed([each.tools for each in seen.servers], TOOLS)
    yield servers.table("servers-by-tools", words.TOOLS_EACH, sizes)
    tokens = bucketed([each.tokens for each in seen.servers], TOKENS)
    yield servers.table("servers-by-tokens", words.TOKENS_EACH, tokens)


def _of(seen: Looked, by: Literal["effect", "warning"], value: str) -> int:
    return seen.tallies.of(Topic(by, value)).tools


def _categories(seen: Looked) -> Iterator[Count]:
    found = Counter(None if each.abstained else each.category for each in seen.tools)
    yield from (Count(name=each, count=found[each]) for each in reversed(Category))
    yield Count(name=words.UNCLASSIFIED, count=found[None])


def _risks(risks: Iterable[Risk | None]) -> Iterator[Count]:
    found = Counter(risks)
    for each in reversed(Risk):
        yield Count(name=each, count=found[each], risk=each)


def _worst(seen: Looked) -> Iterator[Count]:
    yield from _risks(worst_of(each) for each in seen.servers)
    yield Count(name=words.NO_TOOLS, count=sum(not each.tools for each in seen.servers))


def worst_of(server: ServerCard) -> Risk | None:
    """The risk of its worst tool; None where it has none."""
    return next((each for each in reversed(Risk) if server.by_risk[each.rank]), None)


def _actions(seen: Looked) -> Iterator[Count]:
    found = Counter(each.action for each in seen.tools)
    return (Count(name=each, count=found[each]) for each in Action)


def _declared(seen: Looked) -> Iterator[Count]:
    found = Counter(each.declared for each in seen.tools)
    kinds: tuple[Declared, ...] = get_args(Declared)
    return (Count(name=words.DECLARED_AS[each], count=found[each]) for each in kinds)


def _grades(seen: Looked) -> Iterator[Count]:
    found = Counter(each.grade for each in seen.servers)
    yield from (Count(name=each, count=found[each]) for each in LETTERS)
    yield Count(name=words.NO_GRADE, count=found[None])


def _together(seen: Looked) -> Iterator[Count]:
    found = Counter(name for each in seen.servers for name in each.combinations)
    return (Count(name=name, count=found[name]) for name, *_ in COMBINATIONS)


def _registries(seen: Looked) -> Iterator[Count]:
    found = Counter(name for each in seen.every for name in each.registries)
    return (Count(name=name, count=found[name]) for name in sorted(found)[:MOST])


def _skipped(seen: Looked) -> Iterator[Count]:
    found = Counter(each.skipped for each in seen.every)
    return (Count(name=each, count=found[each]) for each in Reason if found[each])


def _warnings(seen: Looked) -> Iterator[Count]:
    found = sorted(each.value for each in seen.tallies.topics() if each.by == "warning")
    return (Count(name=each, count=_of(seen, "warning", each)) for each in found[:MOST])
