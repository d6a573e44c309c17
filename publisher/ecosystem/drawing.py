"""pygal, which draws, without what it leaves in Python's imports.

One hook is for its maps, of a form that Python warns of at each import that comes after it;
the other is that of importlib-metadata, which puts itself in the place of Python's own way
to find what is installed.
"""

import sys
from importlib.machinery import PathFinder

_hooks = list(sys.meta_path)
_finds = vars(PathFinder).get("find_distributions")

from pygal import Config, HorizontalBar  # noqa: E402 - between the two looks at the hooks
from pygal.style import Style  # noqa: E402 - likewise

sys.meta_path[:] = _hooks
if _finds is not None:
    PathFinder.find_distributions = _finds  # type: ignore[method-assign]  # as it was

__all__ = ["Config", "HorizontalBar", "Style"]
