"""The formats that policies can be written in: each file in targets/ is one.

A target has

- `SUFFIX` of the files that it makes;
- `STACKS`: whether one document holds the policies of several servers;
- `ABILITIES`: what the format can say (see `abilities`);
- `render(stack)`: the document of adapted policies, sorted and stable, ending with a newline;
- `read(text)`: the rules that such a document has, by server ("" where the format names none),
  so that two can be compared. Raises InputError for a text that is no such document;
- `merge(theirs, stack)`: a document of the user's with these policies in the place of those
  that it had of ours, and everything else as it was. It narrows what the user allowed, and
  widens nothing that the user closed. Raises InputError as `read` does.
"""

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import NamedTuple

from catalog.errors import NothingFound
from catalog.model.policy import Policy, Rule
from publisher import targets
from publisher.abilities import Abilities
from publisher.adapt import Stack, adapt
from publisher.words.losses import told

RECOMMENDED = "policylayer"
"""The format that the catalogue shows."""


class Target(NamedTuple):
    """One policy format."""

    name: str
    suffix: str
    stacks: bool
    abilities: Abilities
    render: Callable[[Stack], str]
    read: Callable[[str], Mapping[str, tuple[Rule, ...]]]
    merge: Callable[[str, Stack], str]


class Export(NamedTuple):
    """A document, and in sentences what of the policies its format could not say."""

    text: str
    losses: tuple[str, ...]


@cache
def names() -> tuple[str, ...]:
    """The names of all targets, sorted."""
    files = pkgutil.iter_modules(targets.__path__)
    return tuple(sorted(each.name.replace("_", "-") for each in files if not each.ispkg))


@cache
def find(name: str) -> Target:
    """The target of that name. Raises NothingFound, naming those there are."""
    if name not in names():
        raise NothingFound(f"no policy target {name!r}; there are: {', '.join(names())}")
    module = import_module(f"{targets.__name__}.{name.replace('-', '_')}")
    return Target(
        name, module.SUFFIX, module.STACKS, module.ABILITIES,
        module.render, module.read, module.merge,
    )  # fmt: skip


def export(target: Target, stack: Stack, theirs: str | None = None) -> Export:
    """The policies as the target's document; `theirs` is a document to merge them into."""
    adapted = adapt(stack, target.abilities)
    text = target.render(adapted.stack) if theirs is None else target.merge(theirs, adapted.stack)
    return Export(text, (*told(adapted.losses), *target.abilities.remarks))


def recommended(policy: Policy) -> Export:
    """One server's policy in the format that the catalogue shows."""
    return export(find(RECOMMENDED), {"": policy})
