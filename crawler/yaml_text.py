"""A stranger's YAML: without references, which can make a page of a line, and not too deep.

Every scalar is a text, as it stands there: `1.10` is a version, and no number.
"""

from typing import Any

import yaml

from crawler.payload import DEPTH


def read_yaml(payload: bytes) -> Any:
    """The value of one document; raises ValueError for what is none, or not a plain one."""
    try:
        _check(payload)
        return yaml.load(payload, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes only texts, lists and maps
    except yaml.YAMLError as error:
        line = str(error).splitlines()[0] if str(error) else "unreadable"
        raise ValueError(f"it is no YAML: {line[:120]}") from error


def _check(payload: bytes) -> None:
    depth = 0
    for event in yaml.parse(payload, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.AliasEvent):
            raise ValueError("it refers to other parts of itself")  # noqa: TRY004 - what readers promise
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH:
            raise ValueError(f"it is nested more than {DEPTH} deep")
