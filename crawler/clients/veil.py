"""Which words of a configuration may be somebody's secret. Only their names go on.

A word that may be one is replaced by a variable, which is filled with a dummy when the server
is started, unless the user names it. To veil too much costs a start; too little, a key.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count
from urllib.parse import urlsplit, urlunsplit

from catalog.model.listing import Argument, Input
from crawler.introspection.redact import BEGINNINGS

_NAMED = re.compile(
    r"key|token|secret|passw|pwd|auth|cred|bearer|cookie|session|signature|\bsas\b|pat$|dsn|header",
    re.IGNORECASE,
)
"""Flags and variables that are named like secrets."""

_SHAPED = re.compile(
    rf"{BEGINNINGS}|sk_|pk_|rk_|xox[a-z]-|eyJ|secret_|SG\.|Bearer |Basic ",
)
"""How keys begin, and words that may be keys: too much is veiled rather than too little."""

_KEY = re.compile(rf"^(?:{_SHAPED.pattern})|[^=<>!~]=[^=]|://")
"""What is in no name of a package or image."""

_HELD = re.compile(
    r"(?:key|token|secret|passw\w*|pwd|auth\w*|credentials?|cookie)[\"']?\s*[:=]\s*[\"']?[^\s\"']",
    re.IGNORECASE,
)
"""A word that is a whole document or script, with a secret by its name in it."""

_LONG = 12
"""From how many characters letters mixed with digits are taken for a key."""

_FLAG = re.compile(r"--?[\w.-]+")
_PAIR = re.compile(r"(--?[\w.-]+|[A-Za-z_]\w*)=(.*)", re.DOTALL)


def looks_secret(word: str) -> bool:
    """Whether a word alone, whatever it is called, is shaped like a key."""
    return any((_SHAPED.match(word), _HELD.search(word), _random(word)))


def is_named_secret(name: str) -> bool:
    """Whether what goes by this name is likely a secret."""
    return _NAMED.search(name) is not None


class Veil:
    """What was hidden of one server, by the names that stand for it now.

    It holds the user's secrets: it is asked for what the user names, and never kept.
    """

    def __init__(self, *, typed: bool = False) -> None:
        """`typed` are values that the user gives for this very call."""
        self.typed = typed
        self.hidden: dict[str, str] = {}

    def named(self, values: Mapping[str, str]) -> tuple[Input, ...]:
        """Variables or headers that the user set, under their own names."""
        self.hidden |= values
        return tuple(map(_hidden, values))

    def over(self, name: str, value: str) -> Input:
        """A value under a name like this one, which no other value has."""
        free = next(each for each in _numbered(name) if each not in self.hidden)
        self.hidden[free] = value
        return _hidden(free)

    def arguments(self, words: Sequence[str]) -> Iterator[Argument]:
        """A command's words, in order; what may be a secret in them is a variable."""
        before = ""
        for word in words:
            pair = _PAIR.fullmatch(word)
            flag, value = (f"{pair[1]}=", pair[2]) if pair else ("", word)
            name = (flag or before).strip("-=")
            if "://" in value:
                yield self._with_address(flag, value)
            elif looks_secret(value) or (is_named_secret(name) and (flag or word[:1] != "-")):
                yield self._argument(flag, name or "secret", value)
            else:
                yield Argument(name="", value=word)
            if _FLAG.fullmatch(word):
                before = word
            elif not before.startswith("--header"):  # its name and its value may be two words
                before = ""

    def spec(self, word: str) -> str:
        """What names a package or image, as far as that cannot be a secret."""
        if "://" in word:
            with suppress(ValueError):
                return self.address(word)[0]
        return f"{{{self.over('secret', word).name}}}" if _KEY.search(word) else word

    def address(self, url: str) -> tuple[str, tuple[Input, ...]]:
        """A URL whose user, query values and key-like parts are variables, and these variables.

        Raises ValueError, which tells nothing of it, for what is no URL.
        """
        try:
            parts = urlsplit(url)
        except ValueError:
            raise ValueError("its address is no URL") from None
        found: list[Input] = []

        def veiled(name: str, value: str) -> str:
            found.append(self.over(name, value))
            return f"{{{found[-1].name}}}"

        if "@" in parts.path and not parts.netloc:
            raise ValueError("its address is no URL")
        user, at, host = parts.netloc.rpartition("@")
        path = "/".join(
            veiled("secret", each) if looks_secret(each) or "=" in each else each
            for each in parts.path.split("/")
        )
        pairs = (each.partition("=") for each in parts.query.split("&") if each)
        query = "&".join(
            f"{name}={veiled(name, value)}" if equals else veiled("query", name)
            for name, equals, value in pairs
        )
        host = f"{veiled('user', user)}@{host}" if at else host
        return urlunsplit((parts.scheme, host, path, query, "")), tuple(found)

    def _argument(self, flag: str, name: str, value: str) -> Argument:
        hidden = self.over(name, value)
        return Argument(
            name=name, value=f"{flag}{{{hidden.name}}}", variables=(hidden,), secret=True
        )

    def _with_address(self, flag: str, url: str) -> Argument:
        try:
            template, hidden = self.address(url)
        except ValueError:
            return self._argument(flag, "url", url)
        return Argument(name="", value=f"{flag}{template}", variables=hidden, secret=bool(hidden))


def _hidden(name: str) -> Input:
    return Input(name=name, required=True, secret=True)


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}{number}" for number in count(2))


def _random(word: str) -> bool:
    """Whether a part of the word mixes letters and digits as keys do, and words do not."""
    return any(
        len(part) >= _LONG and not part.isalpha() and not part.isdigit()
        for part in re.split(r"[^A-Za-z0-9]+", word)
    )
