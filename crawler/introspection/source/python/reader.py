"""A Python package → the tools that its source names."""

from collections.abc import Iterator, Sequence
from typing import Any

from crawler.introspection.source.draft import Draft
from crawler.introspection.source.frames import Site
from crawler.introspection.source.program import Program
from crawler.introspection.source.python.shapes import Shapes
from crawler.introspection.source.python.unit import PythonUnit
from crawler.introspection.source.reader import Reader
from crawler.introspection.source.syntax import Call
from crawler.introspection.source.values import Value

MOUNTS = ("mount", "import_server")


class PythonReader:
    """Finds the registrations in some units, and what they register."""

    def __init__(self, program: Program, units: Sequence[PythonUnit]) -> None:
        self._program = program
        self._units = units
        self._shapes = Shapes(program.evaluator)
        self._reader = Reader(program, units, self._shapes)
        self._prefixes: dict[int, tuple[Value, str]] = {}

    def tools(self) -> Iterator[dict[str, Any]]:
        """Definitions, in the order of the files."""
        self._prefixes = dict(self._mounted())
        for unit in self._units:
            for draft in self._drafts(unit):
                if draft.named:
                    prefix = self._prefix(draft.owner)
                    yield draft.definition(prefix, unit.path, self._shapes.types.json)

    def _drafts(self, unit: PythonUnit) -> Iterator[Draft]:
        for each in unit.decorated:
            for decorator in each.decorators:
                site = Site(Call(decorator, ()), each.frames)
                for scope in self._reader.around.plain(unit, site):
                    yield from self._shapes.decorated(decorator, each.function, scope)
        yield from self._reader.registered(unit)

    def _mounted(self) -> Iterator[tuple[int, tuple[Value, str]]]:
        """By the identity of a server: the one that it is mounted on, and the prefix."""
        for unit in self._units:
            for word in MOUNTS:
                for site in unit.calls(word):
                    for scope in self._reader.around.plain(unit, site):
                        yield from self._mount(site.call, scope)

    def _mount(self, call: Call, scope: Any) -> Iterator[tuple[int, tuple[Value, str]]]:
        """`outer.mount(server, prefix)`, in either order, or with the prefix by name."""
        found = self._shapes.registration(call, scope)
        given = [*found.arguments, *(found.named.get(each) for each in ("server",))]
        words = (found.named.get(each) for each in ("prefix", "namespace"))
        prefix = next((each for each in (*words, *given) if isinstance(each, str)), "")
        for each in given:
            if each is not None and not isinstance(each, str):
                yield id(each), (found.owner, prefix)

    def _prefix(self, server: Value) -> str:
        """What all the servers that a server is mounted on put before its tools' names."""
        prefix, seen = "", set[int]()
        while id(server) in self._prefixes and id(server) not in seen:
            seen.add(id(server))
            server, more = self._prefixes[id(server)]
            prefix = f"{more}_{prefix}" if more else prefix
        return prefix
