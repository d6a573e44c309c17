"""A user's YAML, read strictly: its nodes, with the lines that they stand on."""

from collections.abc import Iterator
from typing import Any

import yaml

from catalog.errors import InputError
from publisher.formats.bounds import DEPTH, bounded

Pair = tuple[yaml.Node, yaml.Node]
"""A key and its value."""


def read_yaml(text: str, kind: str) -> yaml.MappingNode:
    """The nodes of one document, with the lines that they stand on.

    Raises InputError for what is no `kind`: no YAML, no mapping, too large or too deep, two keys
    of one name, or an alias, which can make a page of a line.
    """
    try:
        _check(bounded(text, kind), kind)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise InputError(f"no {kind}: {_where(error)}; correct it there") from None
    except UnicodeEncodeError:
        raise InputError(f"no {kind}: it is no Unicode text; name another file") from None
    if not isinstance(root, yaml.MappingNode):
        raise InputError(f"no {kind}: it is no mapping of keys to values; name another file")
    for node in _mappings(root):
        _no_twins(node, kind)
    return root


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"line {mark.line + 1}: {problem}" if mark else str(problem)


def _check(text: str, kind: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise InputError(f"no {kind} that can be read: line {line} is an alias; write it out")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH:
            raise InputError(
                f"no {kind}: line {line} is nested more than {DEPTH} deep; name another file"
            )


def _mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _mappings(each)


def _no_twins(node: yaml.MappingNode, kind: str) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
            raise InputError(
                f"no {kind} that can be read: line {line}: a key is a name; write it so"
            )
        if key.value in seen:
            raise InputError(
                f"no {kind}: line {line}: {key.value[:80]!a} stands there twice; keep one"
            )
        seen.add(key.value)


def plain(node: yaml.Node | None) -> Any:
    """What the node holds: texts, lists and mappings; every scalar as it stands there."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(each) for each in node.value]
    return None if node is None or node.tag == "tag:yaml.org,2002:null" else node.value


def named_nodes(node: yaml.Node) -> Iterator[tuple[str, Pair]]:
    """The names in a mapping, with the key and the value; of what is no mapping, none."""
    if isinstance(node, yaml.MappingNode):
        yield from ((key.value, (key, value)) for key, value in node.value)


def find(mapping: yaml.Node, key: str) -> Pair | None:
    """The key of that name and its value."""
    return next((pair for name, pair in named_nodes(mapping) if name == key), None)


def member(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """What the mapping has under the key; None for none, and of what is no mapping."""
    found = find(node, key) if node else None
    return found[1] if found else None


def items(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """What the list has; nothing where it is none."""
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
