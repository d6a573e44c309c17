"""JavaScript's expressions → ours."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from tree_sitter import Node

from crawler.introspection.source.javascript.nodes import (
    CLASSES,
    FUNCTIONS,
    SKIN,
    children,
    part,
    sign_of,
)
from crawler.introspection.source.javascript.text import number_of, text_of, unescaped
from crawler.introspection.source.once import once
from crawler.introspection.source.syntax import (
    OPAQUE,
    Call,
    Class,
    Either,
    Expression,
    Function,
    Imported,
    Item,
    Joined,
    Later,
    Listed,
    Literal,
    Mapped,
    Member,
    Name,
    Spread,
)

INTEROP = frozenset({
    "__importStar", "__importDefault", "__toESM", "_interopRequireDefault",
    "_interopRequireWildcard", "__toCommonJS",
})  # fmt: skip
"""What compilers put around an import: https://www.typescriptlang.org/tsconfig/#esModuleInterop"""


class Expressions(ABC):
    """What an expression is; functions and classes are left to others."""

    @abstractmethod
    def function_of(self, node: Node, *, getter: bool = False) -> Function:
        """The function of a node: always the same one."""

    @abstractmethod
    def class_of(self, node: Node) -> Class:
        """The class of a node: always the same one."""

    def expression(self, node: Node | None) -> Expression:  # noqa: C901, PLR0911, PLR0912, one case a kind
        if node is None:
            return OPAQUE
        kind = node.type
        if kind in SKIN:
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
                return Listed(self.all(node))
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
                (self.expression(given),) if given.type == "template_string" else self.all(given)
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

    def all(self, node: Node) -> tuple[Expression, ...]:
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
                yield self.key(part(each, "key")), self.later(part(each, "value"))
            elif each.type == "spread_element":
                yield None, self.expression(next(iter(children(each)), None))
            elif each.type == "shorthand_property_identifier":
                yield Literal(text_of(each)), Name(text_of(each))
            elif each.type == "method_definition":
                yield self.key(part(each, "name")), self.function_of(each)

    def key(self, node: Node | None) -> Expression:
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
        while inner is not None and inner.type == "binary_expression" and sign_of(inner) == sign:
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
