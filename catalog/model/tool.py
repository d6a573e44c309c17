"""A tool's definition, exactly as its server gave it."""

from collections.abc import Iterable, Mapping
from typing import Any

from catalog.model.value import Value


class Tool(Value):
    """The specification's fields of one tool, and the whole definition they came from.

    `definition` is the parsed JSON with unknown fields kept. A field of the wrong type
    is absent here, still there in `definition`, and named in `warnings`.
    `digest` is `sha256:` over the RFC 8785 bytes of `definition`, or `sha256-raw:` over
    the bytes received where RFC 8785 does not apply.
    """

    name: str
    title: str | None = None
    description: str | None = None
    input_schema: Any = None
    output_schema: Any = None
    annotations: Mapping[str, Any] = {}
    definition: Mapping[str, Any]
    digest: str
    warnings: tuple[str, ...] = ()


class Malformed(Value):
    """An entry of a tool list that is not a tool; kept so that it is counted and shown."""

    position: int
    reason: str
    excerpt: str


SIBLINGS = 1_000
"""Names of a server's other tools that are told of: a longer list says nothing more, and each
tool's verdict is made with the whole list."""


def siblings(names: Iterable[str]) -> tuple[str, ...]:
    """The names as a Context has them: sorted, each once, the first SIBLINGS."""
    kept: set[str] = set()
    for name in names:
        kept.add(name)
        if len(kept) == 2 * SIBLINGS:  # so that no more are held, however many there are
            kept = set(sorted(kept)[:SIBLINGS])
    return tuple(sorted(kept)[:SIBLINGS])


class Context(Value):
    """What a client sees beside the tool itself: weaker evidence than its own words.

    `siblings` are the names of the server's tools, as `siblings()` makes them, given only for
    a tool that has no description. `instructions` are the server's to the agent: only
    warnings are made of them.
    """

    title: str | None = None
    description: str | None = None
    instructions: str | None = None
    siblings: tuple[str, ...] = ()
