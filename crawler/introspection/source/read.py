"""An installed prefix → the tools that its source names."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from crawler.introspection.source.budget import Budget, Exhausted
from crawler.introspection.source.files import Files
from crawler.introspection.source.javascript.package import NodePackage
from crawler.introspection.source.program import Program
from crawler.introspection.source.python.package import python_package
from crawler.introspection.source.python.reader import PythonReader
from crawler.introspection.source.python.unit import PythonUnit

Definition = dict[str, Any]

TOOLS = 2_000
"""Tools of one package."""


def read(prefix: Path, registry: str, name: str, budget: Budget) -> Iterator[Definition]:
    """Definitions of the tools, each name once, as they are found, until the budget ends."""
    seen = set[str]()
    try:
        for each in _tools(prefix, registry, name, budget):
            if each["name"] not in seen:
                yield each
            seen.add(each["name"])
            if len(seen) >= TOOLS:
                return
    except (Exhausted, RecursionError, MemoryError):
        return  # a bound, not a fault: what was found stands


def _tools(prefix: Path, registry: str, name: str, budget: Budget) -> Iterator[Definition]:
    files = Files(prefix)
    yield from (
        _python(files, prefix, name, budget) if registry == "pypi" else _node(files, name, budget)
    )


def _python(files: Files, prefix: Path, name: str, budget: Budget) -> Iterator[Definition]:
    package = python_package(files, prefix, name)
    if package is None:
        return
    program = Program(package, budget)
    for paths in (package.entries(), [*package.entries(), *package.everything()]):
        units = [each for each in program.reachable(paths) if isinstance(each, PythonUnit)]
        found = False
        for each in PythonReader(program, units).tools():
            found = True
            yield each
        if found:
            return


def _node(files: Files, name: str, budget: Budget) -> Iterator[Definition]:
    from crawler.introspection.source.javascript.reader import JavaScriptReader  # noqa: PLC0415, costs only whom it serves

    package = NodePackage(files, name)
    program = Program(package, budget)
    for paths, opened in (
        (package.entries(), frozenset[str]()),
        (package.everything(), frozenset[str]()),
        (package.entries(), package.dependencies()),
        (package.everything(), package.dependencies()),
    ):
        package.opened |= opened
        reader = JavaScriptReader(program, program.reachable(paths))
        found = False
        for each in chain(reader.tools(), reader.from_openapi(package.openapi())):
            found = True
            yield each
        if found:
            return
