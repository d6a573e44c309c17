"""A JSON file as a module: it gives what it holds."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Self

from crawler.introspection.source.frames import Decorated, Frame, Site
from crawler.introspection.source.syntax import (
    Class,
    Expression,
    Listed,
    Literal,
    Mapped,
    Member,
    Name,
)

DEPTH = 60
MODULE = "export:module"


class JsonUnit:
    """A file of data."""

    imports: Sequence[str] = ()
    decorated: Sequence[Decorated] = ()

    def __init__(self, path: str, value: Any) -> None:
        self.path = path
        self.value = value
        self.frame = Frame(
            names={MODULE: [_expression(value, 0)], "export:default": [Name(MODULE)]}
        )

    @classmethod
    def read(cls, path: str, data: bytes) -> Self | None:
        """None for what is no JSON."""
        try:
            return cls(path, json.loads(data))
        except (ValueError, RecursionError):
            return None

    def calls(self, word: str) -> Sequence[Site]:  # noqa: ARG002, data calls nothing
        return ()

    def classes(self) -> Iterable[tuple[Class, tuple[Frame, ...]]]:
        return ()

    def all_exported(self) -> Sequence[str]:
        return list(self.value) if isinstance(self.value, dict) else ()

    def exported(self, name: str) -> Sequence[str]:
        key = f"export:{name}"
        self.frame.names.setdefault(key, [Member(Name(MODULE), name)])
        return (key,)


def _expression(value: Any, depth: int) -> Expression:
    if depth > DEPTH:
        return Literal(None)
    if isinstance(value, dict):
        return Mapped(tuple((Literal(k), _expression(v, depth + 1)) for k, v in value.items()))
    if isinstance(value, list):
        return Listed(tuple(_expression(each, depth + 1) for each in value))
    return Literal(value)
