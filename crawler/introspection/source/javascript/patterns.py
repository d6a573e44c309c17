"""What a pattern such as `{a, b: [c]}` takes apart → names of a frame."""

from tree_sitter import Node

from crawler.introspection.source.frames import Frame, define
from crawler.introspection.source.javascript.expressions import Expressions
from crawler.introspection.source.javascript.nodes import children, part
from crawler.introspection.source.javascript.text import text_of
from crawler.introspection.source.syntax import Either, Expression, Item, Listed, Literal


class Patterns(Expressions):
    """Names that patterns define."""

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
            name = self.key(key)
            taken.append(name)
            self.bind(target, Item(value, name), frame)


def pattern_of(node: Node) -> tuple[Node | None, Node | None]:
    """A parameter's pattern and default, with or without types."""
    if node.type in ("required_parameter", "optional_parameter"):
        return part(node, "pattern"), part(node, "value")
    if node.type == "assignment_pattern":
        return part(node, "left"), part(node, "right")
    return node, None
