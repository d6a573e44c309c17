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
from publisher.words.browse import GRADED


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


def tables(seen: Looked) -> Iterator[Table]:
    """Every table, in the order of the report."""
    categories = Counter(None if each.abstained else each.category for each in seen.tools)
    rows = [Count(name=each, count=categories[each]) for each in reversed(Category)]
    rows.append(Count(name=words.UNCLASSIFIED, count=categories[None]))
    yield _tools("tools-by-category", words.CATEGORY, seen, rows)
    yield _tools("tools-by-risk", words.RISK, seen, _risks(each.risk for each in seen.tools))
    effects = (Count(name=each, count=_of(seen, "effect", each)) for each in Effect)
    yield _tools("tools-by-effect", words.EFFECT, seen, effects, exclusive=False)
    yield _tools("tools-by-action", words.ACTION, seen, _actions(seen))
    yield _tools("tools-declared", words.DECLARED, seen, _declared(seen))
    warned = _names(seen.tallies, "warning")
    yield _tools("tools-with-a-warning", words.WARNING, seen, warned, exclusive=False)
    yield _servers("servers-by-worst-risk", words.WORST, seen, _worst(seen))
    yield _servers("servers-by-grade", words.GRADE, seen, _grades(seen))
    together = _together(seen)
    yield _servers("servers-by-combination", words.COMBINATION, seen, together, exclusive=False)
    sizes = bucketed([each.tools for each in seen.servers], TOOLS)
    yield _servers("servers-by-tools", words.TOOLS_EACH, seen, sizes)
    tokens = bucketed([each.tokens for each in seen.servers], TOKENS)
    yield _servers("servers-by-tokens", words.TOKENS_EACH, seen, tokens)
    yield _every("servers-by-registry", words.REGISTRY, seen, _registries(seen), exclusive=False)
    yield _every("servers-not-looked-at", words.SKIPPED, seen, _skipped(seen), exclusive=True)


def _tools(
    slug: str, said: tuple[str, str], seen: Looked, rows: Iterable[Count], *, exclusive: bool = True
) -> Table:
    return _table(slug, said, "tools", len(seen.tools), rows, exclusive=exclusive)


def _servers(
    slug: str, said: tuple[str, str], seen: Looked, rows: Iterable[Count], *, exclusive: bool = True
) -> Table:
    return _table(slug, said, "servers", len(seen.servers), rows, exclusive=exclusive)


def _every(
    slug: str, said: tuple[str, str], seen: Looked, rows: Iterable[Count], *, exclusive: bool
) -> Table:
    return _table(slug, said, "servers", len(seen.every), rows, exclusive=exclusive)


def _table(
    slug: str,
    said: tuple[str, str],
    unit: Literal["tools", "servers"],
    of: int,
    rows: Iterable[Count],
    *,
    exclusive: bool,
) -> Table:
    title, note = said
    return Table(
        slug=slug, title=title, note=note, unit=unit, of=of, exclusive=exclusive, rows=tuple(rows)
    )


def _of(seen: Looked, by: Literal["effect"], value: str) -> int:
    return seen.tallies.of(Topic(by, value)).tools


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
    yield from (Count(name=each, count=found[each]) for each in GRADED)
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


def _names(tallies: Tallies, by: Literal["warning"]) -> Iterator[Count]:
    found = sorted(each.value for each in tallies.topics() if each.by == by)
    return (Count(name=each, count=tallies.of(Topic(by, each)).tools) for each in found[:MOST])
