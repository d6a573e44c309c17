"""Where each page lives: names of strangers → paths that every file system and host takes.

A tool's slug is made of a-z, 0-9, `_` and `-`, so the dot is ours alone and
`x.policy.json` can be no tool's page. A name that already is such a slug is its own; any
other gets a hash of the whole name behind what can be read of it, so that an address
depends on the name alone and stays when other tools come and go.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from itertools import count

from catalog.model.page import FILE, FOLDER
from catalog.model.tool import Tool

INDEX = "index.html"
REPORT = "report/index.html"
SEARCH = "search.html"
STYLE = "assets/style.css"

_FOLDER = re.compile(FOLDER)
_FILE = re.compile(FILE)
_READABLE = 60
_HASH = 10

_DEVICES = {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
RESERVED = frozenset({"index", "policy", "passport", "con", "prn", "aux", "nul"} | _DEVICES)
"""Our own file names, and names of devices on Windows, which no file can bear there."""


def server_address(slug: str) -> str:
    """The address of a server's page."""
    return f"servers/{_folder(slug)}/{INDEX}"


def tool_addresses(slug: str, tools: Sequence[Tool]) -> tuple[str, ...]:
    """The address of each tool's page on one server, all distinct whatever their order."""
    order = sorted(range(len(tools)), key=lambda at: _claim(tools[at]))
    taken: set[str] = set()
    given: dict[int, str] = {}
    for at in order:
        given[at] = _free_slug(tools[at], taken)
        taken.add(given[at])
    folder = _folder(slug)
    return tuple(f"servers/{folder}/{given[at]}.html" for at in range(len(tools)))


def json_address(page: str) -> str:
    """The same page as JSON."""
    return page.removesuffix(".html") + ".json"


def policy_address(page: str) -> str:
    """The policy of a tool's page, or of all tools on a server's page."""
    folder, _, file = page.rpartition("/")
    name = "policy.json" if file == INDEX else file.removesuffix(".html") + ".policy.json"
    return f"{folder}/{name}"


def folder_of(page: str) -> str:
    """The folder that a page is in."""
    return page.rpartition("/")[0]


def slug_of(page: str) -> str:
    """The folder's name alone, which is the server's slug wherever a host takes it."""
    return page.split("/")[1]


def tools_address(page: str, number: int) -> str:
    """The page of a server's tools with this number, where the server's own page is the first."""
    return page if number == 1 else f"{folder_of(page)}/tools.{number}.html"


def beside(page: str, name: str) -> str:
    """The address of a file in the folder of a page."""
    return f"{folder_of(page)}/{name}"


def root_from(page: str) -> str:
    """The way from a page up to the root of the site."""
    return "../" * page.count("/")


def safe_slug(name: str) -> str:
    """A slug for any text; different texts get different ones, but for a forged hash."""
    if _FILE.fullmatch(name) and name not in RESERVED:
        return name
    ascii_only = unicodedata.normalize("NFKD", name[:400]).encode("ascii", "ignore").decode()
    readable = re.sub(r"[^a-z0-9_]+", "-", ascii_only.lower()).strip("-_")[:_READABLE]
    whole = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]
    return f"{readable or 'x'}-{whole}"


def _folder(slug: str) -> str:
    """The slug that the catalog gave a server, unless some host would not take it."""
    if _FOLDER.fullmatch(slug) and slug.partition(".")[0] not in RESERVED:
        return slug
    return safe_slug(slug)


def _claim(tool: Tool) -> tuple[bool, str, str]:
    """Who comes first where two claim one slug: the tool whose very name it is."""
    return safe_slug(tool.name) != tool.name, tool.name, tool.digest


def _free_slug(tool: Tool, taken: set[str]) -> str:
    slug = safe_slug(tool.name)
    attempts = count(1)
    while slug in taken:
        slug = safe_slug(f"{tool.name}\0{tool.digest}\0{next(attempts)}")
    return slug
