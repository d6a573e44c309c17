"""The ways in which Python servers register tools: one function a shape.

- `@server.tool`, `@server.tool(name=…)`, `server.tool(…)(function)`
- `server.add_tool(function, name=…)`, `Tool.from_function(function, name=…)`
- `Tool(name=…, description=…, inputSchema=…)`, wherever it stands
https://py.sdk.modelcontextprotocol.io and https://gofastmcp.com/servers/tools
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from crawler.introspection.source.draft import Draft
from crawler.introspection.source.evaluator import Evaluator
from crawler.introspection.source.python.docstrings import documented
from crawler.introspection.source.python.types import Types
from crawler.introspection.source.scope import Scope
from crawler.introspection.source.syntax import Call, Expression, Function, Member
from crawler.introspection.source.values import (
    UNKNOWN,
    Applied,
    Closure,
    External,
    Instance,
    Value,
    is_known,
    last_name,
)

SCHEMA_WORDS = ("inputSchema", "input_schema", "parameters")


class Registration(NamedTuple):
    """A call that may register a tool, evaluated in one scope."""

    callee: Expression
    owner: Value
    arguments: Sequence[Value]
    named: Mapping[str, Value]
    line: int


class Shapes:
    """Registrations → drafts."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self.types = Types(evaluator)
        self.words: Mapping[str, Callable[[Registration], Iterator[Draft]]] = {
            "tool": self._tool,
            "add_tool": self._add_tool,
            "from_function": self._from_function,
            "Tool": self._listed,
            "FunctionTool": self._listed,
        }

    def read(self, word: str, call: Call, scope: Scope) -> list[Draft]:
        """The tools that a call registers in a scope."""
        registration = self.registration(call, scope)
        return list(self.words[word](registration))

    def decorated(self, decorator: Expression, function: Function, scope: Scope) -> list[Draft]:
        """The tool that a decorator makes of a function."""
        call = decorator if isinstance(decorator, Call) else Call(decorator, ())
        if not isinstance(call.callee, Member) or call.callee.name != "tool":
            return []
        found = self.registration(call, scope)
        this = scope.bound.get("this")
        return [self._of_function(found, Closure(function, scope, this), found.named)]

    def registration(self, call: Call, scope: Scope) -> Registration:
        callee = call.callee.callee if isinstance(call.callee, Call) else call.callee
        owner = self._evaluator.value(callee.of, scope) if isinstance(callee, Member) else UNKNOWN
        arguments = self._evaluator.values(call.arguments, scope)
        named = {n: self._evaluator.value(v, scope) for n, v in call.named if n is not None}
        spread = [self._evaluator.value(v, scope) for n, v in call.named if n is None]
        for each in spread:
            named |= each if isinstance(each, dict) else {}
        if isinstance(call.callee, Call):  # server.tool(…)(function)
            outer = self.registration(call.callee, scope)
            return outer._replace(arguments=[*arguments, *outer.arguments], line=call.line)
        return Registration(callee, owner, arguments, named, call.line)

    def _tool(self, found: Registration) -> Iterator[Draft]:
        """`server.tool(function)` or `server.tool(…)(function)`; decorators are read as such."""
        if isinstance(found.callee, Member) and found.arguments and not _is_super(found.callee.of):
            function, *others = found.arguments
            if isinstance(function, Closure):
                rest = found._replace(arguments=others)
                yield self._of_function(rest, function, found.named)
            elif not isinstance(function, str):
                yield Draft(UNKNOWN)

    def _add_tool(self, found: Registration) -> Iterator[Draft]:
        given = found.arguments[0] if found.arguments else found.named.get("fn", UNKNOWN)
        if isinstance(given, Closure):
            rest = found._replace(arguments=found.arguments[1:])
            yield self._of_function(rest, given, found.named)
        elif isinstance(given, Instance):
            yield self._of_object(given, found)
        elif not is_known(given):
            yield Draft(UNKNOWN)

    def _from_function(self, found: Registration) -> Iterator[Draft]:
        given = found.arguments[0] if found.arguments else found.named.get("fn", UNKNOWN)
        if last_name(found.owner) not in ("Tool", "FunctionTool"):
            return
        if isinstance(given, Closure):
            rest = found._replace(arguments=found.arguments[1:], owner=UNKNOWN)
            yield self._of_function(rest, given, found.named)
        elif found.named.get("name"):
            yield Draft(found.named["name"], description=_described(found.named), line=found.line)

    def _listed(self, found: Registration) -> Iterator[Draft]:
        """A tool as the protocol has it, or a dictionary of one that is spread."""
        named = found.named
        schema = next((named[each] for each in SCHEMA_WORDS if each in named), UNKNOWN)
        yield Draft(
            name=named.get("name", UNKNOWN),
            title=named.get("title", UNKNOWN),
            description=_described(named),
            schema=schema,
            output=named.get("outputSchema", UNKNOWN),
            annotations=named.get("annotations", UNKNOWN),
            line=found.line,
        )

    def _of_object(self, given: Instance, found: Registration) -> Draft:
        """An object of the package's own class, by the attributes that tools have."""
        member = self._evaluator.member
        schemas = (member(given, each) for each in SCHEMA_WORDS)
        return Draft(
            name=found.named.get("name", member(given, "name")),
            description=member(given, "description"),
            schema=next((each for each in schemas if is_known(each)), UNKNOWN),
            owner=found.owner,
            line=found.line,
        )

    def _is_sdks(self, server: Value) -> bool:
        """Whether a server is of the SDK's own class, or of one below it."""
        made: Iterable[Value] = [server.callee] if isinstance(server, Applied) else []
        if isinstance(server, Instance):
            above = self._evaluator.ancestry(server.of)
            made = (self._evaluator.value(b, c.scope) for c in above for b in c.definition.bases)
        return any(isinstance(each, External) and each.path.startswith("mcp.") for each in made)

    def _of_function(
        self, found: Registration, closure: Closure, named: Mapping[str, Value]
    ) -> Draft:
        function = closure.function
        first = found.arguments[0] if found.arguments else None
        second = found.arguments[1] if len(found.arguments) > 1 else None
        document = documented(function, whole=self._is_sdks(found.owner))
        name = named.get("name") or (first if isinstance(first, str) else None)
        said = named.get("description") or (second if isinstance(second, str) else None)
        return Draft(
            name=name or function.name or UNKNOWN,
            title=named.get("title", UNKNOWN),
            description=said or document.description or UNKNOWN,
            schema=self.types.signature(closure, document.parameters),
            annotations=named.get("annotations", UNKNOWN),
            owner=found.owner,
            line=function.line or found.line,
        )


def _described(named: Mapping[str, Value]) -> Any:
    return named.get("description", UNKNOWN)


def _is_super(expression: Expression) -> bool:
    """Whether a method hands on to the class above: what it was called with is seen elsewhere."""
    return isinstance(expression, Call) and expression.callee_name == "super"
