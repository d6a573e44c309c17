"""pygal, which draws, without the hook for its maps that it leaves in Python's imports.

The hook is of a form that Python warns of, at each import that comes after it.
"""

import sys

_hooks = list(sys.meta_path)

from pygal import Config, HorizontalBar  # noqa: E402 - between the two looks at the hooks
from pygal.style import Style  # noqa: E402 - likewise

sys.meta_path[:] = _hooks

__all__ = ["Config", "HorizontalBar", "Style"]
