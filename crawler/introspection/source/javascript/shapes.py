"""The ways in which JavaScript servers register tools: one function a shape.

- `server.tool(name, description, shape, annotations, callback)`, in part
- `server.registerTool(name, {title, description, inputSchema, annotations}, callback)`
- `server.addTool({name, description, parameters})`
- `server.setRequestHandler(ListToolsRequestSchema, () => ({tools: […]}))`
https://github.com/modelcontextprotocol/typescript-sdk and https://github.com/punkpeye/fastmcp
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from crawler.introspection.source.draft import Draft
from crawler.introspection.source.evaluator import Evaluator
from crawler.introspection.source.javascript import zod, zod_shapes
from crawler.introspection.source.scope import Scope
from crawler.introspection.source.syntax import Call, Name
from crawler.introspection.source.values import (
    UNKNOWN,
    Applied,
    Closure,
    Instance,
    Value,
    is_text,
    last_name,
)

SCHEMA_WORDS = ("inputSchema", "parameters", "input_schema", "schema", "paramsSchema", "args")
LIST = "ListToolsRequestSchema"
HINTS = frozenset({"readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"})


class JavaScriptShapes:
    """Registrations → drafts."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self.words: Mapping[str, Callable[[Sequence[Value], int], Iterator[Draft]]] = {
            "tool": self._tool,
            "registerTool": self._registered,
            "registerToolTask": self._registered,
            "registerAppTool": self._registered_app,
            "addTool": self._added,
            "addTools": self._all_added,
            "setRequestHandler": self._handled,
        }

    def read(self, word: str, call: Call, scope: Scope) -> list[Draft]:
        """The tools that a call registers in a scope.

        A function of the package's own that is called like a method of the SDK's registers
        what it calls in turn, which is read where that stands.
        """
        own = isinstance(call.callee, Name) and self._evaluator.value(call.callee, scope)
        if isinstance(own, Closure):
            return []
        arguments = self._evaluator.values(call.arguments, scope)
        return list(self.words[word](arguments, call.line))

    def json(self, value: Value) -> Any:
        """What a schema of zod means as JSON."""
        return zod.read(value)

    def of_object(self, given: Value, line: int) -> Draft:
        """A tool that is described by an object."""
        member = self._evaluator.member
        schemas = (member(given, each) for each in SCHEMA_WORDS)
        first = next((each for each in schemas if _is_schema(each)), UNKNOWN)
        return Draft(
            name=member(given, "name"),
            title=member(given, "title"),
            description=member(given, "description"),
            schema=as_schema(first),
            output=as_schema(member(given, "outputSchema")),
            annotations=member(given, "annotations"),
            line=line,
        )

    def _tool(self, arguments: Sequence[Value], line: int) -> Iterator[Draft]:
        if not arguments:
            return
        name, *others = arguments
        if isinstance(name, dict | Instance):
            yield self.of_object(name, line)
        elif others and not isinstance(name, Closure):
            objects = [each for each in others if _is_fields(each)]
            hints = [each for each in objects if isinstance(each, dict) and HINTS & each.keys()]
            schemas = [each for each in objects if each not in hints]
            yield Draft(
                name=name,
                description=next((each for each in others if isinstance(each, str)), UNKNOWN),
                schema=as_schema(schemas[0]) if schemas else UNKNOWN,
                annotations=hints[0] if hints else UNKNOWN,
                line=line,
            )

    def _registered(self, arguments: Sequence[Value], line: int) -> Iterator[Draft]:
        if not arguments:
            return
        name, *others = arguments
        if isinstance(name, dict | Instance):
            yield self.of_object(name, line)
        elif others:
            draft = self.of_object(others[0], line)
            yield Draft(
                name, draft.title, draft.description, draft.schema, draft.output,
                draft.annotations, line=line,
            )  # fmt: skip

    def _registered_app(self, arguments: Sequence[Value], line: int) -> Iterator[Draft]:
        """As `registerTool`, with the server first."""
        yield from self._registered(arguments[1:], line)

    def _added(self, arguments: Sequence[Value], line: int) -> Iterator[Draft]:
        if arguments and isinstance(arguments[0], dict | Instance):
            yield self.of_object(arguments[0], line)
        else:
            yield from self._tool(arguments, line)

    def _all_added(self, arguments: Sequence[Value], line: int) -> Iterator[Draft]:
        for each in arguments[0] if arguments and isinstance(arguments[0], list) else ():
            yield self.of_object(each, line)

    def _handled(self, arguments: Sequence[Value], line: int) -> Iterator[Draft]:
        """Whatever handler gives `tools`; in minified code nothing else tells which it is."""
        if len(arguments) < 2 or not isinstance(arguments[1], Closure):  # noqa: PLR2004
            return
        given = self._evaluator.call(arguments[1], (), {})
        tools = self._evaluator.member(given, "tools")
        if isinstance(tools, list):
            for each in tools:
                yield self.of_object(each, line)
        elif last_name(arguments[0]) == LIST or (isinstance(given, dict) and "tools" in given):
            yield Draft(UNKNOWN)


def as_schema(value: Value) -> Value:
    """A raw shape of zod as the object that it stands for; JSON Schema as it is."""
    fields = zod_shapes.shape_of(value) if not isinstance(value, dict) else value
    if isinstance(value, dict) and not any(map(zod_shapes.is_schema, value.values())):
        return value
    if isinstance(fields, dict) and not is_json_schema(fields):
        return zod.object_of(fields)
    return value


def is_json_schema(value: dict[str, Value]) -> bool:
    """Whether an object is a schema itself, and no collection of fields."""
    return is_text(value.get("type")) or isinstance(value.get("properties"), dict)


def _is_schema(value: Value) -> bool:
    """Whether it says anything of a schema; a callback of the same name does not."""
    return isinstance(value, dict | Applied) or zod_shapes.shape_of(value) is not None


def _is_fields(value: Value) -> bool:
    """Whether it can be a schema or annotations, and is no callback."""
    return isinstance(value, dict) or zod_shapes.shape_of(value) is not None
