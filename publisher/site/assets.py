"""What all pages share: one stylesheet, the script of the copy buttons, the icon.

The stylesheet is written in files of one concern each, and served as one.
"""

from collections.abc import Iterator
from importlib.resources import files

from publisher.addresses import STYLE
from publisher.site.piece import File

SHEETS = ("tokens", "text", "frame", "marks", "page", "tables", "search", "print")
"""Later ones say what the earlier ones do not, or say otherwise on a small screen or paper."""

AS_THEY_ARE = ("assets/copy.js", "assets/search.js", "assets/icon.svg")


def assets() -> Iterator[File]:
    """Every file that is the same whatever the catalog holds."""
    folder = files("publisher.site").joinpath("assets")
    sheets = (folder.joinpath(f"style/{name}.css").read_bytes() for name in SHEETS)
    yield File(STYLE, b"".join(sheets))
    for address in AS_THEY_ARE:
        yield File(address, files("publisher.site").joinpath(address).read_bytes())
