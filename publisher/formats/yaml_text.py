"""YAML written by the line, with a digest behind what is ours, and a user's YAML read strictly.

Every text that is written stands in double quotes, ASCII only: no name can end its own quoting,
be taken for a number, a reference or a comment, or look like another line.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from catalog.errors import InputError
from publisher.formats.bounds import DEPTH, bounded
from publisher.formats.spelling import quoted, unicode, whole

KEY = 1_000
"""Characters of a quoted key; YAML wants the colon within 1,024."""

_OURS = re.compile(r"[ ]# (?:(sha256(?:-raw)?:[0-9a-f]{64})|toolrisk)\s*$")


def sentence(text: str) -> str:
    """A text for people, quoted; what cannot be written in it is replaced by U+FFFD."""
    return quoted(whole(text))


def key_sized(text: str) -> bool:
    """Whether the text can be a key."""
    return unicode(text) and len(quoted(text)) <= KEY


def signed(line: str, digest: str) -> str:
    """The line with the digest that tells that it is ours; `toolrisk` for one that has none."""
    return f"{line}  # {digest}"


def is_ours(line: str) -> bool:
    """Whether the line was signed."""
    return _OURS.search(line) is not None


def signature(line: str) -> str | None:
    """The digest behind a line of ours."""
    found = _OURS.search(line)
    return found[1] if found else None


def read_yaml(text: str, kind: str) -> yaml.MappingNode:
    """The nodes of one document, with the lines that they stand on.

    Raises InputError for what is no `kind`: no YAML, no mapping, too large or too deep, two keys
    of one name, or an alias, which can make a page of a line.
    """
    try:
        _check(bounded(text, kind), kind)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise InputError(f"no {kind}: {_where(error)}") from None
    except UnicodeEncodeError:
        raise InputError(f"no {kind}: it is no Unicode text") from None
    if not isinstance(root, yaml.MappingNode):
        raise InputError(f"no {kind}: it is no mapping of keys to values")
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
            raise InputError(f"no {kind}: line {line} is nested more than {DEPTH} deep")


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
            raise InputError(f"no {kind} that can be read: line {line}: a key is a name")
        if key.value in seen:
            raise InputError(f"no {kind}: line {line}: {key.value[:80]!a} stands there twice")
        seen.add(key.value)


def plain(node: yaml.Node) -> Any:
    """What the node holds: texts, lists and mappings; every scalar as it stands there."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(each) for each in node.value]
    return None if node.tag == "tag:yaml.org,2002:null" else node.value
