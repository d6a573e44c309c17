"""Pure: which words of a configuration may be somebody's secret. Only their names are kept.

A word that may be one is replaced by a variable, which is filled with a dummy when the server
is started, unless the user names it. To veil too much costs a start; too little, a key.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit, urlunsplit

from catalog.model.listing import Argument, Input

_NAMED = re.compile(
    r"key|token|secret|passw|pwd|auth|cred|bearer|cookie|session|signature|\bsas\b|pat$|dsn|header",
    re.IGNORECASE,
)
"""Flags and variables that are named like secrets."""

_SHAPED = re.compile(
    r"sk-|sk_|pk_|rk_|gh[pousr]_|github_pat_|glpat-|xox[a-z]-|AKIA|ASIA|AIza|ya29\.|eyJ|ntn_|sbp_|"
    r"secret_|npm_|pypi-|hf_|dop_v1_|shpat_|SG\.|Bearer |Basic ",
)
"""How the keys of well-known services begin."""

_LONG = 12
"""From how many characters letters mixed with digits are taken for a key."""

_FLAG = re.compile(r"--?[\w.-]+")
_PAIR = re.compile(r"(--?[\w.-]+|[A-Za-z_]\w*)=(.*)", re.DOTALL)


def looks_secret(word: str) -> bool:
    """Whether a word alone, whatever it is called, is shaped like a key."""
    return _SHAPED.match(word) is not None or _random(word)


def is_named_secret(name: str) -> bool:
    """Whether what goes by this name is likely a secret."""
    return _NAMED.search(name) is not None


def arguments(words: Sequence[str]) -> Iterator[Argument]:
    """A command's words, in order; what may be a secret in them is a variable."""
    before = ""
    for word in words:
        pair = _PAIR.fullmatch(word)
        flag, value = (f"{pair[1]}=", pair[2]) if pair else ("", word)
        name = (flag or before).strip("-=")
        if "://" in value:
            yield _address(flag, value)
        elif looks_secret(value) or (is_named_secret(name) and (flag or word[:1] != "-")):
            yield _hidden(flag, name or "secret")
        else:
            yield Argument(name="", value=word)
        before = word if _FLAG.fullmatch(word) else ""


def _hidden(flag: str, name: str) -> Argument:
    hidden = (Input(name=name, required=True, secret=True),)
    return Argument(name=name, value=f"{flag}{{{name}}}", variables=hidden, secret=True)


def address(url: str) -> tuple[str, tuple[Input, ...]]:
    """A URL whose user, query values and key-like parts are variables, and these variables.

    Raises ValueError for what is no URL.
    """
    parts = urlsplit(url)
    hidden: dict[str, Input] = {}

    def veiled(name: str) -> str:
        hidden[name] = Input(name=name, required=True, secret=True)
        return f"{{{name}}}"

    host = parts.netloc.rpartition("@")[2]
    user = f"{veiled('user')}@" if "@" in parts.netloc else ""
    path = "/".join(
        veiled("secret") if looks_secret(each) else each for each in parts.path.split("/")
    )
    pairs = (each.partition("=") for each in parts.query.split("&") if each)
    query = "&".join(f"{name}={veiled(name)}" if value else name for name, _, value in pairs)
    return urlunsplit((parts.scheme, user + host, path, query, "")), tuple(hidden.values())


def _address(flag: str, url: str) -> Argument:
    try:
        template, hidden = address(url)
    except ValueError:
        return _hidden(flag, "url")
    return Argument(name="", value=f"{flag}{template}", variables=hidden, secret=bool(hidden))


def _random(word: str) -> bool:
    """Whether a part of the word mixes letters and digits as keys do, and words do not."""
    return any(
        len(part) >= _LONG and not part.isalpha() and not part.isdigit()
        for part in re.split(r"[^A-Za-z0-9]+", word)
    )
