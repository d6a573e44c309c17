"""Pure: short, readable and unique addresses for servers, from their ids alone.

`io.github.owner/name` becomes `owner-name`, `com.exa/exa` becomes `exa`. Ids whose
address would be the same all get a piece of their digest, so that no server's address
depends on which came first. Only what is proven goes before what is not.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable
from urllib.parse import unquote

LENGTH = 80
"""Characters of an address before its digest: a file name has room for 255 bytes."""

DIGITS = (0, 6, 16, 64)
"""Of the digest, by how often an address turned out to be wanted by another."""

RESERVED = frozenset({"assets", "aux", "con", "index", "nul", "prn", "servers", "tools"})
"""Names that the site or an operating system has another use for."""

_FORGE = re.compile(r"(?:io|com)\.git(?:hub|lab)\.")
_SCHEME = re.compile(r"pkg:[a-z0-9]+/|[a-z0-9-]+:")
_WORD = re.compile(r"[^\W_]+")


def slugs(identities: Iterable[str], taken: Collection[str] = ()) -> dict[str, str]:
    """An address of `[a-z0-9.-]` for each id; the order of the ids is of no matter.

    None of those that are `taken` is given again.
    """
    clashes = dict.fromkeys(identities, 0)
    while True:
        given = {each: _address(each, count) for each, count in clashes.items()}
        wanted = Counter(given.values())
        wanted.update(taken)
        clashing = [each for each, address in given.items() if _taken(address, wanted)]
        if not clashing:
            return given
        clashes |= {each: clashes[each] + 1 for each in clashing}


def readable(name: str) -> str:
    """The last part of a name as a title: `io.github.owner/redis-mcp` becomes `Redis MCP`."""
    words = _WORD.findall(name.rpartition("/")[2])
    return " ".join(
        "MCP" if each.lower() == "mcp" else each[0].upper() + each[1:] for each in words
    )


def _address(identity: str, clashes: int) -> str:
    """What an id is read as; with ever more of its digest, then of others of it."""
    namespace, _, name = _SCHEME.sub("", unquote(identity.casefold()), count=1).rpartition("/")
    forge = _FORGE.match(namespace)
    owner = namespace[forge.end() :] if forge else namespace.partition(".")[2] or namespace
    named_after_owner = name == owner or name.startswith(f"{owner}-")
    plain = _safe(name if named_after_owner else f"{owner}-{name}")
    more = clashes - len(DIGITS)
    salted = f"{more}:{identity}" if more > 0 else identity
    digest = hashlib.sha256(salted.encode()).hexdigest()[: DIGITS[min(clashes, len(DIGITS) - 1)]]
    if not digest:
        return plain
    return f"{plain.replace('.', '-') if _is_reserved(plain) else plain}-{digest}"


def _safe(text: str) -> str:
    dashed = re.sub(r"[^a-z0-9.]+", "-", text)
    return re.sub(r"[-.]{2,}", "-", dashed)[:LENGTH].strip("-.") or "server"


def _taken(address: str, wanted: Counter[str]) -> bool:
    return wanted[address] > 1 or _is_reserved(address)


def _is_reserved(address: str) -> bool:
    """An ending does not help: Windows takes `con.txt` for the console as well."""
    return address.partition(".")[0] in RESERVED
