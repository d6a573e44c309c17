"""Kinds and parts of the nodes that tree-sitter makes of JavaScript and TypeScript."""

from tree_sitter import Node

FUNCTIONS = frozenset({
    "arrow_function", "function_expression", "function_declaration", "method_definition",
    "generator_function", "generator_function_declaration", "function",
})  # fmt: skip


CLASSES = frozenset({"class", "class_declaration", "abstract_class_declaration"})
LOOPS = frozenset({"for_in_statement"})


SKIN = frozenset({
    "parenthesized_expression", "await_expression", "as_expression", "satisfies_expression",
    "non_null_expression", "type_assertion", "instantiation_expression",
})  # fmt: skip
"""What stands around an expression and is not its value."""


def children(node: Node) -> list[Node]:
    """The parts of a node that mean something."""
    return [each for each in node.named_children if each.type != "comment"]


def part(node: Node, name: str) -> Node | None:
    return node.child_by_field_name(name)


def sign_of(node: Node) -> str:
    operator = part(node, "operator")
    return operator.type if operator else ""


def sequence(node: Node | None) -> list[Node]:
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
