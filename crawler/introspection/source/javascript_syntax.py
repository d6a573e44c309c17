"""JavaScript's and TypeScript's syntax tree → expressions and frames, node by node, when wanted."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from tree_sitter import Node

from crawler.introspection.source.javascript_text import number_of, text_of, unescaped
from crawler.introspection.source.syntax import (
    ITEM,
    OPAQUE,
    Call,
    Class,
    Either,
    Expression,
    Field,
    Frame,
    Function,
    Growth,
    Imported,
    Item,
    Joined,
    Later,
    Listed,
    Literal,
    Mapped,
    Member,
    Name,
    Parameter,
    Spread,
)

T = TypeVar("T")

FUNCTIONS = frozenset({
    "arrow_function", "function_expression", "function_declaration", "method_definition",
    "generator_function", "generator_function_declaration", "function",
})  # fmt: skip
CLASSES = frozenset({"class", "class_declaration", "abstract_class_declaration"})
LOOPS = frozenset({"for_in_statement"})
INTEROP = frozenset({
    "__importStar", "__importDefault", "__toESM", "_interopRequireDefault",
    "_interopRequireWildcard", "__toCommonJS",
})  # fmt: skip
"""What compilers put around an import: https://www.typescriptlang.org/tsconfig/#esModuleInterop"""

GROWING = {"push": False, "unshift": False, "set": False}
_SKIN = frozenset({
    "parenthesized_expression", "await_expression", "as_expression", "satisfies_expression",
    "non_null_expression", "type_assertion", "instantiation_expression",
})  # fmt: skip
"""What stands around an expression and is not its value."""

_BRANCHES = frozenset({"if_statement", "try_statement", "switch_statement", "while_statement", "do_statement",
    "statement_block", "else_clause", "catch_clause", "finally_clause", "switch_body", "switch_case",
    "switch_default", "labeled_statement", "for_statement", "program", "export_statement",
    "class_static_block", "internal_module", "ambient_declaration"})  # fmt: skip


def once(make: Callable[[], T]) -> Callable[[], T]:
    """The same function, which makes its value the first time alone."""
    made: list[T] = []

    def give() -> T:
        if not made:
            made.append(make())
        return made[0]

    return give


def children(node: Node) -> list[Node]:
    """The parts of a node that mean something."""
    return [each for each in node.named_children if each.type != "comment"]


def part(node: Node, name: str) -> Node | None:
    return node.child_by_field_name(name)


class Lowering:
    """Nodes of one file → expressions; a function's node is always the same function."""

    def __init__(self, assigned: Callable[[str], Expression]) -> None:
        self._assigned = assigned
        self._functions: dict[int, Function] = {}
        self._classes: dict[int, Class] = {}
        self._loops: dict[int, Frame] = {}

    # --- expressions ---

    def expression(self, node: Node | None) -> Expression:  # noqa: C901, PLR0911, PLR0912, one case a kind
        if node is None:
            return OPAQUE
        kind = node.type
        if kind in _SKIN:
            return self.expression(next(iter(children(node)), None))
        if kind in ("identifier", "shorthand_property_identifier", "undefined"):
            return Name(text_of(node))
        if kind in FUNCTIONS:
            return self.function_of(node)
        if kind in CLASSES:
            return self.class_of(node)
        match kind:
            case "string":
                return Literal(unescaped(text_of(node)[1:-1]))
            case "template_string":
                return Joined((Literal(""), *self._template(node)))
            case "number":
                return Literal(number_of(text_of(node)))
            case "true" | "false" | "null":
                return Literal({"true": True, "false": False}.get(kind))
            case "this":
                return Name("this")
            case "array":
                return Listed(self._all(node))
            case "object":
                return Mapped(tuple(self._entries(node)))
            case "spread_element":
                return Spread(self.expression(next(iter(children(node)), None)))
            case "member_expression":
                return self._member(node)
            case "subscript_expression":
                return Item(
                    self.expression(part(node, "object")), self.expression(part(node, "index"))
                )
            case "call_expression" | "new_expression":
                return self.call(node)
            case "binary_expression":
                return self._binary(node)
            case "unary_expression":
                return self._unary(node)
            case "ternary_expression":
                options = (part(node, "consequence"), part(node, "alternative"))
                return Either(tuple(self.expression(each) for each in options))
            case "sequence_expression":
                return self.expression(children(node)[-1])
            case "assignment_expression":
                return self.expression(part(node, "right"))
        return OPAQUE

    def later(self, node: Node | None) -> Expression:
        return Later(once(lambda: self.expression(node)))

    def call(self, node: Node) -> Expression:
        callee = part(node, "function") or part(node, "constructor")
        given = part(node, "arguments")
        name = (
            ""
            if callee is None
            else text_of(callee)
            if callee.type in ("identifier", "import")
            else ""
        )
        if given is None:
            arguments: tuple[Expression, ...] = ()
        else:
            arguments = (
                (self.expression(given),) if given.type == "template_string" else self._all(given)
            )
        first = arguments[0] if arguments else None
        if (
            name in ("require", "import")
            and isinstance(first, Literal)
            and isinstance(first.value, str)
        ):
            return Imported(first.value)
        if name in INTEROP and first is not None:
            return first
        return Call(self.expression(callee), arguments, line=node.start_point[0] + 1)

    def _all(self, node: Node) -> tuple[Expression, ...]:
        return tuple(self.expression(each) for each in children(node))

    def _template(self, node: Node) -> Iterator[Expression]:
        at = node.start_byte + 1
        source, start = node.text or b"", node.start_byte
        for each in node.named_children:
            if each.type == "template_substitution":
                yield Literal(
                    unescaped(source[at - start : each.start_byte - start].decode(errors="replace"))
                )
                yield self.expression(next(iter(children(each)), None))
                at = each.end_byte
        yield Literal(unescaped(source[at - start : -1].decode(errors="replace")))

    def _entries(self, node: Node) -> Iterator[tuple[Expression | None, Expression]]:
        for each in children(node):
            if each.type == "pair":
                yield self._key(part(each, "key")), self.later(part(each, "value"))
            elif each.type == "spread_element":
                yield None, self.expression(next(iter(children(each)), None))
            elif each.type == "shorthand_property_identifier":
                yield Literal(text_of(each)), Name(text_of(each))
            elif each.type == "method_definition":
                yield self._key(part(each, "name")), self.function_of(each)

    def _key(self, node: Node | None) -> Expression:
        if node is None:
            return OPAQUE
        if node.type == "computed_property_name":
            return self.expression(next(iter(children(node)), None))
        return (
            self.expression(node) if node.type in ("string", "number") else Literal(text_of(node))
        )

    def _member(self, node: Node) -> Expression:
        name = part(node, "property")
        return Member(self.expression(part(node, "object")), text_of(name) if name else "")

    def _binary(self, node: Node) -> Expression:
        operator = part(node, "operator")
        sign = operator.type if operator else ""
        if sign not in ("+", "||", "??", "&&"):
            return OPAQUE
        parts: list[Node | None] = []
        inner: Node | None = node
        while inner is not None and inner.type == "binary_expression" and _sign(inner) == sign:
            parts.append(part(inner, "right"))
            inner = part(inner, "left")
        found = tuple(self.expression(each) for each in [inner, *reversed(parts)])
        if sign == "+":
            return Joined(found)
        return found[-1] if sign == "&&" else Either(found)

    def _unary(self, node: Node) -> Expression:
        operator = part(node, "operator")
        sign = operator.type if operator else ""
        inner = self.expression(part(node, "argument"))
        if isinstance(inner, Literal) and isinstance(inner.value, int | float):
            if sign == "-":
                return Literal(-inner.value)
            if sign == "!":
                return Literal(not inner.value)
        return Literal(None) if sign == "void" else OPAQUE

    # --- functions and classes ---

    def function_of(self, node: Node, *, getter: bool = False) -> Function:
        if node.id not in self._functions:
            name = part(node, "name")
            marks = {each.type for each in node.children if not each.is_named}
            parameters, patterns = self._parameters(node)
            made = Function(
                name=text_of(name) if name else "",
                parameters=parameters,
                body=once(lambda: self._body(node, patterns)),
                getter=getter or "get" in marks,
                static="static" in marks,
                line=node.start_point[0] + 1,
            )
            self._functions[node.id] = made
        return self._functions[node.id]

    def _parameters(self, node: Node) -> tuple[tuple[Parameter, ...], list[tuple[Node, str]]]:
        """The parameters, and the patterns that take some of them apart."""
        single, several = part(node, "parameter"), part(node, "parameters")
        nodes = [single] if single else children(several) if several else []
        found: list[Parameter] = []
        patterns: list[tuple[Node, str]] = []
        for index, each in enumerate(nodes):
            pattern, default = _pattern(each)
            if pattern is None:
                continue
            kind = "rest" if pattern.type == "rest_pattern" else "plain"
            inner = next(iter(children(pattern)), pattern) if kind == "rest" else pattern
            name = text_of(inner) if inner.type == "identifier" else f"{ITEM}{index}"
            if inner.type != "identifier":
                patterns.append((inner, name))
            value = self.later(default) if default is not None else None
            found.append(Parameter(name, value, kind=kind))
        return tuple(found), patterns

    def _body(self, node: Node, patterns: Sequence[tuple[Node, str]]) -> Frame:
        frame = Frame(function=self._functions[node.id])
        for pattern, name in patterns:
            self.bind(pattern, Name(name), frame)
        body = part(node, "body")
        if body is not None and body.type != "statement_block":
            frame.returns.append(((), self.later(body)))
        elif body is not None:
            self.collect(body, [frame])
        return frame

    def class_of(self, node: Node) -> Class:
        if node.id not in self._classes:
            name, body = part(node, "name"), part(node, "body")
            above = next(
                (each for each in node.named_children if each.type == "class_heritage"), None
            )
            bases = () if above is None else (self._base(above),)
            members = once(lambda: {} if body is None else self._members(body))
            self._classes[node.id] = Class(text_of(name) if name else "", bases, members)
        return self._classes[node.id]

    def _base(self, node: Node) -> Expression:
        first = next(iter(children(node)), None)
        if first is not None and first.type == "extends_clause":
            first = part(first, "value")
        return self.expression(first)

    def _members(self, body: Node) -> dict[str, Field]:
        found: dict[str, Field] = {}
        for each in children(body):
            name = part(each, "name") or part(each, "property")
            if name is None:
                continue
            key = self._key(name)
            said = str(key.value) if isinstance(key, Literal) else text_of(name)
            if each.type == "method_definition":
                if said == "constructor":
                    found |= self._late_fields(part(each, "body"))
                found[said] = Field(said, self.function_of(each))
            elif each.type in ("field_definition", "public_field_definition"):
                value = part(each, "value")
                if value is not None:
                    found[said] = Field(said, self.later(value))
        return found

    def _late_fields(self, body: Node | None) -> dict[str, Field]:
        """`this.name = value` in a constructor."""
        found: dict[str, Field] = {}
        for each in children(body) if body else ():
            inner = (
                next(iter(children(each)), None) if each.type == "expression_statement" else None
            )
            for node in _sequence(inner):
                left = part(node, "left") if node.type == "assignment_expression" else None
                of = (
                    part(left, "object")
                    if left is not None and left.type == "member_expression"
                    else None
                )
                if left is not None and of is not None and of.type == "this":
                    name = text_of(part(left, "property") or left)
                    found[name] = Field(name, self.later(part(node, "right")), late=True)
        return found

    # --- statements ---

    def loop_of(self, node: Node) -> Frame:
        """A loop's frame, which the statements around it have mostly made already."""
        if node.id not in self._loops:
            frame = Frame(source=self.expression(part(node, "right")))
            self._loops[node.id] = frame
            left = part(node, "left")
            if left is not None:
                self.bind(left, Name(ITEM), frame)
        return self._loops[node.id]

    def collect(self, node: Node, around: list[Frame]) -> None:
        """The names, changes and returns of statements, into the innermost of the frames."""
        for each in node.named_children:
            self.statement(each, around)

    def statement(self, node: Node, around: list[Frame]) -> None:  # noqa: C901, one case a kind
        inner = around[-1]
        match node.type:
            case "lexical_declaration" | "variable_declaration":
                for each in children(node):
                    self._declare(each, inner)
            case "function_declaration" | "generator_function_declaration":
                function = self.function_of(node)
                define(inner, function.name, function)
            case "class_declaration" | "abstract_class_declaration":
                defined = self.class_of(node)
                define(inner, defined.name, defined)
            case "enum_declaration":
                define(inner, text_of(part(node, "name") or node), self._enum(node))
            case "return_statement":
                value = next(iter(children(node)), None)
                around[0].returns.append((tuple(around[1:]), self.later(value)))
            case "expression_statement":
                for each in _sequence(next(iter(children(node)), None)):
                    self._effect(each, around)
            case "for_in_statement":
                body = part(node, "body")
                if body is not None:
                    self.statement(body, [*around, self.loop_of(node)])
            case kind if kind in _BRANCHES:
                self.collect(node, around)

    def _declare(self, node: Node, frame: Frame) -> None:
        name, value = part(node, "name"), part(node, "value")
        if name is None:
            return
        if value is not None:
            self.bind(name, self.later(value), frame)
        elif name.type == "identifier":
            said = text_of(name)
            define(frame, said, Later(once(lambda: self._assigned(said))))

    def bind(self, pattern: Node, value: Expression, frame: Frame) -> None:
        """The names of a pattern, each with the part of the value that it takes."""
        match pattern.type:
            case "identifier" | "shorthand_property_identifier_pattern":
                define(frame, text_of(pattern), value)
            case "array_pattern":
                for index, each in enumerate(children(pattern)):
                    if each.type == "rest_pattern":
                        rest = Item(value, Literal(index), rest=True)
                        self.bind(children(each)[0], rest, frame)
                    else:
                        self.bind(each, Item(value, Literal(index)), frame)
            case "object_pattern":
                self._bind_object(pattern, value, frame)
            case "assignment_pattern" | "object_assignment_pattern":
                left = part(pattern, "left")
                if left is not None:
                    self.bind(left, Either((value, self.later(part(pattern, "right")))), frame)

    def _bind_object(self, pattern: Node, value: Expression, frame: Frame) -> None:
        taken: list[Expression] = []
        for each in children(pattern):
            if each.type == "rest_pattern":
                self.bind(children(each)[0], Item(value, Listed(tuple(taken)), rest=True), frame)
                continue
            inner = part(each, "left") if each.type == "object_assignment_pattern" else each
            key = part(each, "key") if each.type == "pair_pattern" else inner
            target = part(each, "value") if each.type == "pair_pattern" else each
            if key is None or target is None:
                continue
            name = self._key(key)
            taken.append(name)
            self.bind(target, Item(value, name), frame)

    def _enum(self, node: Node) -> Expression:
        body = part(node, "body")
        found: list[tuple[Expression | None, Expression]] = []
        for each in children(body) if body else ():
            name = part(each, "name")
            if name is not None:
                found.append((self._key(name), self.later(part(each, "value"))))
        return Mapped(tuple(found))

    def _effect(self, node: Node, around: list[Frame]) -> None:
        if node.type == "binary_expression":
            self._effect(part(node, "right") or node, around) if _sign(node) == "&&" else None
        elif node.type == "assignment_expression":
            self._assign(node, around)
        elif node.type == "call_expression":
            self._called(node, around)
        elif node.type in _SKIN:
            for each in _sequence(next(iter(children(node)), None)):
                self._effect(each, around)

    def _assign(self, node: Node, around: list[Frame]) -> None:
        left, right = part(node, "left"), part(node, "right")
        if left is None or right is None:
            return
        of = part(left, "object")
        if left.type == "identifier":
            define(around[-1], text_of(left), self.later(right))
        elif left.type in ("object_pattern", "array_pattern"):
            self.bind(left, self.later(right), around[-1])
        elif of is not None and of.type == "identifier":
            key = part(left, "property")
            by = Literal(text_of(key)) if key is not None else self.expression(part(left, "index"))
            grow(around, text_of(of), self.later(right), by)

    def _called(self, node: Node, around: list[Frame]) -> None:
        callee, given = part(node, "function"), part(node, "arguments")
        if callee is None or given is None or given.type != "arguments":
            return
        arguments = children(given)
        of, name = part(callee, "object"), part(callee, "property")
        if callee.type == "super":
            found = self.call(node)
            if isinstance(found, Call):
                around[0].supers.append(found)
        elif of is not None and name is not None and of.type == "identifier":
            if text_of(name) in GROWING and arguments:
                self._push(text_of(of), text_of(name), arguments, around)
            elif (
                text_of(of) == "Object"
                and text_of(name) == "assign"
                and arguments[0].type == "identifier"
            ):
                for each in arguments[1:]:
                    grow(around, text_of(arguments[0]), self.later(each), spread=True)
        elif _is_export_list(arguments):
            grow(around, text_of(arguments[0]), self._getters(arguments[1]), spread=True)
        elif len(arguments) == 1 and (inner := _enum_body(callee)) is not None:
            self._compiled_enum(inner, arguments[0], around)

    def _push(self, of: str, method: str, arguments: Sequence[Node], around: list[Frame]) -> None:
        if method == "set":
            if len(arguments) > 1:
                grow(around, of, self.later(arguments[1]), self.expression(arguments[0]))
            return
        for each in arguments:
            spread = each.type == "spread_element"
            inner = children(each)[0] if spread else each
            grow(around, of, self.later(inner), spread=spread)

    def _getters(self, node: Node) -> Expression:
        """What a bundler's `export(target, {name: () => value})` adds."""
        entries: list[tuple[Expression | None, Expression]] = []
        for each in children(node):
            value = part(each, "value")
            if value is not None and value.type in FUNCTIONS:
                entries.append((self._key(part(each, "key")), self.function_of(value, getter=True)))
        return Mapped(tuple(entries))

    def _compiled_enum(self, function: Node, argument: Node, around: list[Frame]) -> None:
        """`(function (X) { X["A"] = "a"; })(X || (X = {}))`, as TypeScript writes an enum."""
        target = part(argument, "left") if argument.type == "binary_expression" else None
        body = part(function, "body")
        if target is None or body is None or target.type != "identifier":
            return
        for each in children(body):
            for node in _sequence(next(iter(children(each)), None)):
                left = part(node, "left") if node.type == "assignment_expression" else None
                key = part(left, "index") or part(left, "property") if left is not None else None
                if key is not None:
                    grow(around, text_of(target), self.later(part(node, "right")), self._key(key))


def define(frame: Frame, name: str, value: Expression) -> None:
    """One more definition of a name."""
    frame.names.setdefault(name, []).append(value)


def grow(
    around: Sequence[Frame],
    name: str,
    value: Expression,
    key: Expression | None = None,
    *,
    spread: bool = False,
) -> None:
    """A change of what a name holds, for whichever of the frames has the name."""
    for index, frame in enumerate(around):
        growth = Growth(tuple(around[index + 1 :]), value, key, spread)
        frame.grown.setdefault(name, []).append(growth)


def _sign(node: Node) -> str:
    operator = part(node, "operator")
    return operator.type if operator else ""


def _sequence(node: Node | None) -> list[Node]:
    """`a, b, c` one by one, without recursion."""
    if node is None:
        return []
    waiting, found = [node], []
    while waiting:
        each = waiting.pop()
        if each.type == "sequence_expression":
            waiting += reversed(children(each))
        else:
            found.append(each)
    return found


def _pattern(node: Node) -> tuple[Node | None, Node | None]:
    """A parameter's pattern and default, with or without types."""
    if node.type in ("required_parameter", "optional_parameter"):
        return part(node, "pattern"), part(node, "value")
    if node.type == "assignment_pattern":
        return part(node, "left"), part(node, "right")
    return node, None


def _is_export_list(arguments: Sequence[Node]) -> bool:
    if len(arguments) != 2 or arguments[0].type != "identifier" or arguments[1].type != "object":  # noqa: PLR2004
        return False
    values = [part(each, "value") for each in children(arguments[1])]
    return bool(values) and all(
        each is not None and each.type == "arrow_function" for each in values
    )


def _enum_body(callee: Node) -> Node | None:
    inner = children(callee)[0] if callee.type == "parenthesized_expression" else callee
    return inner if inner.type in ("function_expression", "arrow_function", "function") else None
