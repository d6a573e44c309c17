"""Sets that grow together. Tarjan's union-find, near linear."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Disjoint(Generic[T]):
    """Which things are one; what was never named is alone."""

    def __init__(self) -> None:
        self._parents: dict[T, T] = {}

    def root(self, item: T) -> T:
        """What stands for all that are one with it."""
        parents = self._parents
        while (parent := parents.get(item, item)) != item:
            parents[item] = parents.get(parent, parent)
            item = parents[item]
        return item

    def join(self, items: Iterable[T]) -> None:
        """Make all of them one."""
        first: T | None = None
        for each in items:
            root = self.root(each)
            if first is None:
                first = root
            elif root != first:
                self._parents[root] = first
