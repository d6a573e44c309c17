"""A package as one program: its files as units, and what their imports give."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from crawler.introspection.source.budget import Budget
from crawler.introspection.source.evaluator import Evaluator
from crawler.introspection.source.frames import STAR, Decorated, Frame, Site
from crawler.introspection.source.scope import Scope
from crawler.introspection.source.syntax import Class, Imported
from crawler.introspection.source.values import (
    UNKNOWN,
    External,
    ModuleValue,
    Value,
    is_known,
)


class Unit(Protocol):
    """One file, parsed."""

    @property
    def path(self) -> str: ...
    @property
    def frame(self) -> Frame: ...
    @property
    def imports(self) -> Sequence[str]:
        """The modules that it names, as it names them."""

    def calls(self, word: str) -> Sequence[Site]:
        """The calls of what is named so, by its last name."""

    def classes(self) -> Iterable[tuple[Class, tuple[Frame, ...]]]:
        """Its classes that have bases, with the frames around them."""

    def exported(self, name: str) -> Sequence[str]:
        """The names in its frame that stand for what others import under `name`."""

    def all_exported(self) -> Sequence[str]:
        """The names that others can import, but for those that it takes over whole."""

    @property
    def decorated(self) -> Sequence[Decorated]:
        """Its functions that have decorators."""


class Package(Protocol):
    """Where the files of a package are, in one language."""

    @property
    def builders(self) -> frozenset[str]:
        """Methods whose calls are kept as they are, wherever they are defined."""

    def entries(self) -> Sequence[str]:
        """The files that are started."""

    def everything(self) -> Sequence[str]:
        """All its files."""

    def find(self, module: str, path: str) -> str | None:
        """The file that a module's name means in a file; None for what is outside."""

    def outside(self, module: str, path: str) -> str:
        """How something outside is called, whatever the file calls it."""

    def parse(self, path: str) -> Unit | None:
        """A file as a unit; None where it cannot be read."""


class Program:
    """The units that were asked for, and the evaluator that sees them all."""

    def __init__(self, package: Package, budget: Budget) -> None:
        self.package = package
        self.budget = budget
        self.evaluator = Evaluator(budget, self._resolve, package.builders)
        self._units: dict[str, Unit | None] = {}
        self._scopes: dict[str, Scope] = {}
        self._asked = set[tuple[str, str]]()

    def unit(self, path: str) -> Unit | None:
        """The unit of a file; parsed once."""
        if path not in self._units:
            self.budget.spend()
            self._units[path] = self.package.parse(path)
        return self._units[path]

    def reachable(self, entries: Iterable[str]) -> list[Unit]:
        """The units that the entries import, and those that these import."""
        waiting, found = list(entries), dict[str, Unit]()
        while waiting:
            path = waiting.pop(0)
            unit = None if path in found else self.unit(path)
            if unit is not None:
                found[path] = unit
                targets = (self.package.find(each, path) for each in unit.imports)
                waiting += [each for each in targets if each is not None]
        return list(found.values())

    def top(self, unit: Unit) -> Scope:
        """The scope of a module."""
        if unit.path not in self._scopes:
            self._scopes[unit.path] = Scope(unit.frame, None, unit.path)
        return self._scopes[unit.path]

    def _resolve(self, path: str, wanted: Imported) -> Value:
        file = wanted.module if wanted.module == path else self.package.find(wanted.module, path)
        unit = None if file is None else self.unit(file)
        if unit is None:
            outside = self.package.outside(wanted.module, path)
            return External(f"{outside}.{wanted.name}" if wanted.name else outside)
        if wanted.name is None:
            return ModuleValue(unit.path)
        if wanted.name == STAR:
            return {name: self._given(unit, name) for name in unit.all_exported()}
        question = (unit.path, wanted.name)
        if question in self._asked:  # modules that take over one another
            return UNKNOWN
        self._asked.add(question)
        try:
            return self._given(unit, wanted.name)
        finally:
            self._asked.discard(question)

    def _given(self, unit: Unit, name: str) -> Value:
        """What a module gives under a name: its own, what it takes over whole, a module in it."""
        scope = self.top(unit)
        for each in unit.exported(name):
            if each in scope.frame.names or each in scope.bound:
                value = self.evaluator.look_up(each, scope)
                if not isinstance(value, External) or value.path != each:
                    return value
        for star in scope.frame.names.get(STAR, ()):
            value = self.evaluator.member(self.evaluator.value(star, scope), name)
            if is_known(value):
                return value
        inner = self.package.find(f"{unit.path}\0{name}", unit.path)
        return UNKNOWN if inner is None else ModuleValue(inner)
