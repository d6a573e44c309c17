"""One file of Python."""

import ast
from collections.abc import Iterator, Sequence
from functools import cached_property

from crawler.introspection.source.frames import STAR, Decorated, Frame, Site
from crawler.introspection.source.python.definitions import Lowering
from crawler.introspection.source.python.walk import Walk
from crawler.introspection.source.syntax import Class


class PythonUnit:
    """One file. Raises SyntaxError, ValueError, RecursionError or MemoryError for what is none."""

    def __init__(self, path: str, source: bytes) -> None:
        self.path = path
        self._lowering = Lowering()
        self._tree = ast.parse(source)
        self.frame = Frame()
        self._lowering.collect(self._tree.body, [self.frame])

    @cached_property
    def _walked(self) -> tuple[dict[str, list[Site]], list[Decorated]]:
        walk = Walk(self._lowering)
        walk.statements(self._tree.body, (self.frame,))
        return walk.sites, walk.decorated

    def calls(self, word: str) -> Sequence[Site]:
        """The calls of what is named so, by its last name."""
        return self._walked[0].get(word, ())

    @property
    def decorated(self) -> Sequence[Decorated]:
        """The functions that have decorators."""
        return self._walked[1]

    @cached_property
    def imports(self) -> Sequence[str]:
        """The modules that are imported anywhere in it, also what may be a module of a package."""
        found = []
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Import):
                found += [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom):
                module = "." * node.level + (node.module or "")
                dot = "" if module.endswith(".") else "."
                found += [module, *(f"{module}{dot}{each.name}" for each in node.names)]
        return list(dict.fromkeys(found))

    def classes(self) -> Iterator[tuple[Class, tuple[Frame, ...]]]:
        """The classes at the top of the file, with its frame."""
        for node in self._tree.body:
            if isinstance(node, ast.ClassDef) and node.bases:
                yield self._lowering.class_of(node), (self.frame,)

    def all_exported(self) -> Sequence[str]:
        return [each for each in self.frame.names if not each.startswith("_") and each != STAR]

    def exported(self, name: str) -> Sequence[str]:
        """A module gives what it has."""
        return (name,)
