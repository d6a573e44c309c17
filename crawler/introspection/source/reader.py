"""The registrations in some units → the tools that they register."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from crawler.introspection.source.draft import Draft
from crawler.introspection.source.frames import Site
from crawler.introspection.source.program import Program, Unit
from crawler.introspection.source.scope import Scope
from crawler.introspection.source.surroundings import Surroundings
from crawler.introspection.source.syntax import Call


class Shapes(Protocol):
    """The shapes of one language."""

    @property
    def words(self) -> Mapping[str, Any]: ...
    def read(self, word: str, call: Call, scope: Scope) -> list[Draft]: ...


class Reader:
    """Reads one site in the scopes that it can run in."""

    def __init__(self, program: Program, units: Sequence[Unit], shapes: Shapes) -> None:
        self.program = program
        self.around = Surroundings(program, units)
        self._shapes = shapes

    def registered(self, unit: Unit) -> Iterator[Draft]:
        """What the calls in a unit register."""
        for word in self._shapes.words:
            for site in unit.calls(word):
                try:
                    yield from self._read(unit, word, site)
                except RecursionError:  # its own; its neighbours may be flatter
                    continue

    def _read(self, unit: Unit, word: str, site: Site) -> list[Draft]:
        """As it stands, or where that names no tool, as its callers have it."""
        plain = self._in(self.around.plain(unit, site), word, site)
        named = [draft for draft in plain if draft.named]
        if len(named) == len(plain):
            return named
        return [*named, *self._in(self.around.called(unit, site), word, site)]

    def _in(self, scopes: Iterable[Scope], word: str, site: Site) -> list[Draft]:
        return [draft for scope in scopes for draft in self._shapes.read(word, site.call, scope)]
