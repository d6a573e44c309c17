"""What a module of JavaScript gives to others, as names of its frame: `export:NAME`.

https://tc39.es/ecma262/#sec-exports and https://nodejs.org/api/modules.html
"""

from collections.abc import Iterator

from tree_sitter import Node

from crawler.introspection.source.frames import STAR, Frame, define
from crawler.introspection.source.javascript.definitions import Lowering
from crawler.introspection.source.javascript.nodes import children, part
from crawler.introspection.source.javascript.text import text_of, unescaped
from crawler.introspection.source.syntax import Expression, Imported, Name


def add_exports(root: Node, lowering: Lowering, frame: Frame) -> None:
    """The imports and exports of a module, into the names of its frame."""
    for node in children(root):
        if node.type == "import_statement":
            _import(node, frame)
        elif node.type == "export_statement":
            _export(node, lowering, frame)
        elif node.type == "expression_statement":
            for each in _flat(node):
                _assigned(each, lowering, frame)


def _import(node: Node, frame: Frame) -> None:
    source = _source(node)
    clause = next((each for each in node.named_children if each.type == "import_clause"), None)
    if source is None or clause is None:
        return
    for each in children(clause):
        if each.type == "identifier":
            define(frame, text_of(each), Imported(source, "default"))
        elif each.type == "namespace_import":
            define(frame, text_of(children(each)[0]), Imported(source))
        elif each.type == "named_imports":
            for given, own in _specifiers(each):
                define(frame, own, Imported(source, given))


def _export(node: Node, lowering: Lowering, frame: Frame) -> None:
    source, value, declared = _source(node), part(node, "value"), part(node, "declaration")
    marks = {each.type for each in node.children}
    if value is not None:
        define(frame, "export:default", lowering.later(value))
    if declared is not None:
        _export_declared(declared, lowering, frame, is_default="default" in marks)
    for each in children(node):
        if each.type == "export_clause":
            for own, given in _specifiers(each):
                target: Expression = Imported(source, own) if source else Name(own)
                define(frame, f"export:{given}", target)
        elif each.type == "namespace_export" and source:
            define(frame, f"export:{text_of(children(each)[0])}", Imported(source))
    if source and "*" in marks:
        define(frame, STAR, Imported(source))


def _export_declared(node: Node, lowering: Lowering, frame: Frame, *, is_default: bool) -> None:
    for name in _declared(node):
        define(frame, "export:default" if is_default else f"export:{name}", Name(name))
    if is_default and part(node, "name") is None:
        define(frame, "export:default", lowering.expression(node))


def _declared(node: Node) -> Iterator[str]:
    if node.type in ("lexical_declaration", "variable_declaration"):
        for each in children(node):
            name = part(each, "name")
            if name is not None:
                yield text_of(name)
    elif (name := part(node, "name")) is not None:
        yield text_of(name)


def _specifiers(node: Node) -> Iterator[tuple[str, str]]:
    """`a as b` as (a, b)."""
    for each in children(node):
        name, alias = part(each, "name"), part(each, "alias")
        if name is not None:
            own = _word(name)
            yield own, _word(alias) if alias is not None else own


def _word(node: Node) -> str:
    return unescaped(text_of(node)[1:-1]) if node.type == "string" else text_of(node)


def _source(node: Node) -> str | None:
    source = part(node, "source")
    return None if source is None else unescaped(text_of(source)[1:-1])


def _flat(node: Node) -> Iterator[Node]:
    waiting = list(reversed(children(node)))
    while waiting:
        each = waiting.pop()
        if each.type == "sequence_expression":
            waiting += reversed(children(each))
        else:
            yield each


def _assigned(node: Node, lowering: Lowering, frame: Frame) -> None:
    if node.type == "call_expression":
        _called(node, lowering, frame)
        return
    left, right = part(node, "left"), part(node, "right")
    if node.type != "assignment_expression" or left is None or right is None:
        return
    path = text_of(left) if left.type == "member_expression" else ""
    if path == "module.exports":
        define(frame, "export:module", lowering.later(right))
    elif path.startswith(("exports.", "module.exports.")):
        name = path.rpartition(".")[2]
        if right.type == "assignment_expression":  # exports.a = exports.b = void 0
            _assigned(right, lowering, frame)
        elif right.type != "unary_expression":
            define(frame, f"export:{name}", lowering.later(right))


def _called(node: Node, lowering: Lowering, frame: Frame) -> None:
    """`__exportStar(require("x"), exports)`, `Object.defineProperty(exports, "x", {get})`."""
    callee, given = part(node, "function"), part(node, "arguments")
    if callee is None or given is None:
        return
    name, arguments = text_of(callee).rpartition(".")[2], children(given)
    if name == "__exportStar" and arguments:
        define(frame, STAR, lowering.expression(arguments[0]))
    elif name == "defineProperty" and len(arguments) == 3 and text_of(arguments[0]) == "exports":  # noqa: PLR2004
        for each in children(arguments[2]):
            key, value = part(each, "key"), part(each, "value")
            if key is not None and value is not None and text_of(key) == "get":
                getter = lowering.function_of(value, getter=True)
                for _, returned in getter.body().returns:
                    define(frame, f"export:{_word(arguments[1])}", returned)
