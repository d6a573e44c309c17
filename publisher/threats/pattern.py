"""What is documented of attacks on agents, and whose tools offer the access that each abuses.

The patterns stand in patterns.toml, with links to whoever documented them. That a tool offers
access of such a kind says what the tool is for, never that it is vulnerable.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated, Literal, get_args

from pydantic import Field, PlainSerializer, StringConstraints

from catalog.model.value import Value
from catalog.taxonomy import Category, Effect, Trait

SHOWN = 6
"""Patterns on a tool's page."""

Ability = Effect | Trait | Category
ORDER: tuple[Ability, ...] = (*Effect, *Trait, *Category)


def ordered(access: Collection[Ability]) -> list[Ability]:
    """The abilities in the order of the taxonomy: a set has one of its own in every process."""
    return sorted(access, key=ORDER.index)


Access = Annotated[
    frozenset[Ability], Field(min_length=1), PlainSerializer(ordered, return_type=list[Ability])
]
Kind = Literal["incident", "cve", "technique", "pattern", "risk", "guidance", "scoring"]
"""What was documented; what has happened stands before what could."""


class Pattern(Value):
    """One documented way to abuse what an agent may do.

    `access` are kinds of access that it abuses: a tool offers one where all abilities of it
    are the tool's. It is empty where no single tool's abilities decide: the pattern is about
    any server, a login, or a flaw in one program.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.:-]{1,40}$")]
    name: str
    source: str
    year: int
    kind: Kind
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s\"<>]+$")]
    summary: str
    access: tuple[Access, ...] = ()

    def fit(self, abilities: frozenset[Ability]) -> int:
        """How closely its access is what these abilities give; 0 where it is not at all."""
        return max((len(each) for each in self.access if each <= abilities), default=0)


class _File(Value):
    pattern: tuple[Pattern, ...]


@cache
def patterns() -> Mapping[str, Pattern]:
    """Every pattern by its id, in the order of the file."""
    text = files("publisher.threats").joinpath("patterns.toml").read_text(encoding="utf-8")
    found = _File.model_validate(tomllib.loads(text)).pattern
    return {each.id: each for each in found}


def patterns_of(
    effects: Sequence[Effect], traits: Sequence[Trait], category: Category
) -> tuple[Pattern, ...]:
    """The patterns that abuse access of the kind that such a tool offers, the closest first."""
    return _fitting(frozenset((*effects, *traits, category)))


def named(ids: Sequence[str]) -> Iterator[Pattern]:
    """The patterns of these ids; another version may have known some that are not here."""
    return (patterns()[each] for each in ids if each in patterns())


@lru_cache(maxsize=4096)
def _fitting(abilities: frozenset[Ability]) -> tuple[Pattern, ...]:
    fitting = [each for each in patterns().values() if each.fit(abilities)]
    fitting.sort(key=lambda each: (-each.fit(abilities), get_args(Kind).index(each.kind)))
    return tuple(fitting[:SHOWN])
