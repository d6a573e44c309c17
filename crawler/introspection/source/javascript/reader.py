"""A JavaScript package → the tools that its source names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from crawler.introspection.source import openapi
from crawler.introspection.source.draft import Draft
from crawler.introspection.source.javascript.shapes import SCHEMA_WORDS, JavaScriptShapes
from crawler.introspection.source.javascript.unit import JavaScriptUnit
from crawler.introspection.source.program import Program, Unit
from crawler.introspection.source.reader import Reader
from crawler.introspection.source.values import is_known

OPENAPI = ("operationId", "methods", '"API"', "openapi")
"""Words of a server that makes its tools of an OpenAPI document; minifying leaves them."""


RUN = frozenset({"execute", "handler", "run", "callback"})
"""What a tool has that is called by the key that it stands under, and no mere schema has."""


class JavaScriptReader:
    """Finds the registrations in some units, and what they register."""

    def __init__(self, program: Program, units: Sequence[Unit]) -> None:
        self._program = program
        self._units = [each for each in units if isinstance(each, JavaScriptUnit)]
        self._shapes = JavaScriptShapes(program.evaluator)
        self._reader = Reader(program, units, self._shapes)
        self._unclear = False

    def tools(self) -> Iterator[dict[str, Any]]:
        """Definitions: what is registered, and where that is unclear, what looks like a tool."""
        found = False
        for unit in self._units:
            for draft in self._reader.registered(unit):
                if draft.named:
                    found = True
                    yield draft.definition("", unit.path, self._shapes.json)
                else:
                    self._unclear = True
        by_hand = any(each.answers("tools/list") for each in self._units)
        if found and not self._unclear and not by_hand:
            return
        for unit in self._units:
            for draft in self._alike(unit):
                if draft.named and is_known(draft.description):
                    yield draft.definition("", unit.path, self._shapes.json)

    def from_openapi(self, documents: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """What openapi-mcp-server makes of the package's own documents, where it is part of it.

        It calls a tool by the only API that it knows and the operation:
        https://github.com/makenotion/notion-mcp-server
        """
        made = [each for each in self._units if all(map(each.has, OPENAPI))]
        for document in documents if made else ():
            for draft in openapi.drafts(document):
                if draft.named:
                    yield draft.definition("API-", made[0].path, self._shapes.json)

    def _alike(self, unit: JavaScriptUnit) -> Iterator[Draft]:
        """Objects with a name, be it the key that they stand under, and an input schema."""
        for word in SCHEMA_WORDS[:2]:
            for each in unit.objects(word):
                scope = self._program.top(unit)
                for frame in each.frames[1:]:
                    scope = self._reader.around.unknown(unit, frame, scope)
                given = self._program.evaluator.value(each.value, scope)
                draft = self._shapes.of_object(given, each.line)
                if not draft.named and RUN & given.keys():
                    draft = replace(draft, name=self._program.evaluator.value(each.key, scope))
                if word == SCHEMA_WORDS[0] or RUN & given.keys():
                    yield draft
