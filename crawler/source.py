"""Pure: which registry is meant by a word: a name, an address, or a name at an address.

Being in the folder `registries` is being registered: a `.py` file there is a registry's
spider, a `.json` file a page in the official registry's format, read by the official spider
over `file:`.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

from catalog.errors import NothingFound, UsageError
from catalog.model.value import Value

FOLDER = Path(__file__).parent / "registries"

OFFICIAL = "official"
"""The spider of every address that has no registry's name."""

_NAMED = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,60})=(.*)", re.DOTALL)
_API = re.compile(r"(?:/v0(?:\.\d+)?)?(?:/servers)?/*$")


class Source(Value):
    """What is crawled, under the name that its listings bear; `address` was given by hand."""

    name: str
    registry: str
    address: str | None = None


def page_of(registry: str) -> Path | None:
    """The page of ours that is this registry; None where it has a spider of its own."""
    page = FOLDER / f"{registry}.json"
    return page if page.exists() else None


def registries() -> tuple[str, ...]:
    """The names of all registries."""
    files = [*FOLDER.glob("*.py"), *FOLDER.glob("*.json")]
    return tuple(sorted(each.stem for each in files if each.stem != "__init__"))


def source_of(word: str) -> Source:
    """The source of `NAME`, `URL` or `NAME=URL`.

    Where the name is no registry's, what is at the address speaks the official one's API.
    Raises NothingFound for a name that is no registry's, UsageError for what is no address.
    """
    named = _NAMED.fullmatch(word)
    if named:
        name, address = named[1], _address(named[2])
        registry = name if name in registries() else OFFICIAL
        return Source(name=name, registry=registry, address=address)
    if "://" in word:
        address = _address(word)
        parts = urlsplit(address)
        name = f"{parts.netloc}{_API.sub('', parts.path)}"
        return Source(name=name, registry=OFFICIAL, address=address)
    if word not in registries():
        known = ", ".join([*registries(), "clients"])
        raise NothingFound(
            f"no registry is named {word[:80]!r}; there are {known}, "
            "or give the address of one that speaks the official API"
        )
    return Source(name=word, registry=word)


def _address(url: str) -> str:
    """The address; one with a password or a question in it would be kept, so it is refused."""
    try:
        parts = urlsplit(url)
        plain = parts.port != 0 and not (parts.username or parts.password)
    except ValueError:
        plain, parts = False, urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        raise UsageError(f"{url[:80]!r} is no address of a registry; give http(s)://HOST/PATH")
    if parts.query or parts.fragment or not url.isascii() or not url.isprintable() or " " in url:
        raise UsageError(f"{url[:80]!r} has more than a host and a path; give http(s)://HOST/PATH")
    return url.rstrip("/")
