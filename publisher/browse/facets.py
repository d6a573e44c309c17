"""Every list that the site has: what is in it, its name, its address."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, get_args

from catalog.taxonomy import (
    CATEGORY_MEANING,
    EFFECT_MEANING,
    RISK_MEANING,
    Category,
    Effect,
    Reason,
    Risk,
)
from classifier.together import COMBINATIONS
from classifier.warnings.alarm import load_alarms
from publisher.addresses import safe_slug
from publisher.browse.tally import Tallies
from publisher.browse.topics import ABSTAINED, EVERY, UNGRADED, Topic
from publisher.browse.values import FacetGroup, FacetLine, Kind
from publisher.words import browse as words
from publisher.words.grade import LETTERS, NOT_GRADED_MEANS
from publisher.words.server import WHY_SKIPPED

MOST = 60
"""Lists of one kind whose names come from outside."""


class Facet(NamedTuple):
    """A list by its topic; `search` finds the same, where search can."""

    by: Kind
    topic: Topic
    name: str
    meaning: str
    search: str | None = None

    @property
    def folder(self) -> str:
        """Where its pages are: it stays while the topic is called so."""
        return f"browse/{self.by}/{safe_slug(self.topic.value.lower().replace(' ', '-'))}"


def facets(tallies: Tallies) -> list[Facet]:
    """All lists. Those of a fixed vocabulary are there with nothing in them, too."""
    kinds: tuple[Kind, ...] = get_args(Kind)
    return [facet for by in kinds for facet in FACETS[by](tallies)]


def groups(tallies: Tallies) -> tuple[FacetGroup, ...]:
    """All lists by kind, each with how much is in it."""
    kinds: tuple[Kind, ...] = get_args(Kind)
    found = ((by, [_line(each, tallies) for each in FACETS[by](tallies)]) for by in kinds)
    return tuple(FacetGroup(by=by, lines=tuple(lines)) for by, lines in found if lines)


def _line(facet: Facet, tallies: Tallies) -> FacetLine:
    tally = tallies.of(facet.topic)
    servers, skipped = tallies.seen(tally)
    return FacetLine(
        name=facet.name,
        meaning=facet.meaning,
        address=f"{facet.folder}/index.html",
        tools=tally.tools,
        servers=servers,
        skipped=skipped,
    )


def _servers(_: Tallies) -> Iterator[Facet]:
    yield Facet("server", Topic("server", EVERY), words.ALL_SERVERS, "")


def _categories(_: Tallies) -> Iterator[Facet]:
    for each in reversed(Category):
        search = f"category:{each.lower()}"
        yield Facet("category", Topic("category", each), each, CATEGORY_MEANING[each], search)
    topic = Topic("category", ABSTAINED)
    yield Facet("category", topic, words.UNCLASSIFIED, words.UNCLASSIFIED_MEANING)


def _risks(_: Tallies) -> Iterator[Facet]:
    for each in reversed(Risk):
        yield Facet("risk", Topic("risk", each), each, RISK_MEANING[each], f"risk:{each}")


def _effects(_: Tallies) -> Iterator[Facet]:
    for each in Effect:
        yield Facet("effect", Topic("effect", each), each, EFFECT_MEANING[each], f"effect:{each}")


def _grades(_: Tallies) -> Iterator[Facet]:
    for letter, meaning in LETTERS.items():
        yield Facet("grade", Topic("grade", letter), letter, meaning, f"grade:{letter.lower()}")
    yield Facet("grade", Topic("grade", UNGRADED), words.UNGRADED, NOT_GRADED_MEANS)


def _combinations(_: Tallies) -> Iterator[Facet]:
    for name, meaning, _abilities in COMBINATIONS:
        yield Facet("combination", Topic("combination", name), name, meaning)


def _registries(tallies: Tallies) -> Iterator[Facet]:
    for name in _found("registry", tallies):
        yield Facet("registry", Topic("registry", name), name, "")


def _warnings(tallies: Tallies) -> Iterator[Facet]:
    """The alarms of this version, then those that verdicts of others knew."""
    known = {each.id: each.why for each in load_alarms()}
    for name in dict.fromkeys([*known, *_found("warning", tallies)]):
        yield Facet("warning", Topic("warning", name), name, known.get(name, ""))


def _skipped(_: Tallies) -> Iterator[Facet]:
    for each in Reason:
        yield Facet("skipped", Topic("skipped", each), each, WHY_SKIPPED[each])


FACETS: Mapping[Kind, Callable[[Tallies], Iterator[Facet]]] = {
    "server": _servers,
    "category": _categories,
    "risk": _risks,
    "effect": _effects,
    "grade": _grades,
    "combination": _combinations,
    "registry": _registries,
    "warning": _warnings,
    "skipped": _skipped,
}


def _found(by: Kind, tallies: Tallies) -> list[str]:
    return sorted(each.value for each in tallies.topics() if each.by == by)[:MOST]
