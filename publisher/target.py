"""The formats that a Policy can be written in: each file in targets/ is one.

A target has `SUFFIX` (of the files it makes), `render(policy)` (the document, sorted and
stable, ending with a newline) and `loses(policy)` (what the format cannot say of this
policy, and what became of it).
"""

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from catalog.errors import NothingFound
from catalog.model.policy import Policy
from publisher import targets


class Target(NamedTuple):
    """One policy format."""

    name: str
    suffix: str
    render: Callable[[Policy], str]
    loses: Callable[[Policy], tuple[str, ...]]


def names() -> tuple[str, ...]:
    """The names of all targets, sorted."""
    files = pkgutil.iter_modules(targets.__path__)
    return tuple(sorted(each.name.replace("_", "-") for each in files))


def find(name: str) -> Target:
    """The target of that name. Raises NothingFound, naming those there are."""
    if name not in names():
        raise NothingFound(f"no policy target {name!r}; there are: {', '.join(names())}")
    module = import_module(f"{targets.__name__}.{name.replace('-', '_')}")
    return Target(name, module.SUFFIX, module.render, module.loses)
