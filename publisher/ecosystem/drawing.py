"""pygal, which draws, without the hook for its maps that it leaves in Python's imports.

The hook is of a form that Python warns of, at each import that comes after it.
"""

import sys

from pygal import Config, HorizontalBar, PluginImportFixer
from pygal.style import Style

sys.meta_path[:] = [each for each in sys.meta_path if not isinstance(each, PluginImportFixer)]

__all__ = ["Config", "HorizontalBar", "Style"]
