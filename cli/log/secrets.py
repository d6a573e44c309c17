"""Pure: texts without the secrets that they may hold."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

MASK = "***"
SHORTEST = 6
"""Characters of a secret that is looked for wherever it stands; a shorter one is a word."""

_NAMES = (
    r"(?:ssl)?password|passwd|passphrase|(?:access_|auth_)?token|api[_-]?key|(?:client_)?secret"
)
_SECRET_VARIABLE = re.compile(
    r"(?:api|_|^)key(?:_|$)|token|secret|passw|passphrase|credential", re.IGNORECASE
)
_PATTERNS = (
    # A user's name alone can be a token in a web address; in a database's it is told.
    (re.compile(r"(https?://)[^\s/@]{1,300}@", re.IGNORECASE), rf"\1{MASK}@"),
    (
        re.compile(
            r"\b((?!https?:)[a-z][a-z0-9+.-]{0,30}://[^\s:/@]{0,300}:)\S{0,300}@", re.IGNORECASE
        ),
        rf"\1{MASK}@",
    ),
    (re.compile(rf"\b({_NAMES})(\s*[=:]\s*)[^\s&;,]+", re.IGNORECASE), rf"\1\2{MASK}"),
    (re.compile(r"\b(bearer|basic)\s+[\w.~+/=-]{8,}", re.IGNORECASE), rf"\1 {MASK}"),
    (re.compile(r"\bsk-[\w-]{8,}"), MASK),
)

Mask = Callable[[str], str]


def masker(environment: Mapping[str, str], said: Iterable[str] = ()) -> Mask:
    """What masks secrets in a text: those that look like one, and those that are known.

    Known are the values of variables that are named like a secret, and the passwords of URLs
    in any variable or in what was `said`.
    """
    known = sorted({*_kept_secret(environment), *_passwords(said)}, key=len, reverse=True)

    def masked(text: str) -> str:
        for each in known:
            text = text.replace(each, MASK)
        for pattern, shown in _PATTERNS:
            text = pattern.sub(shown, text)
        return text

    return masked


def _kept_secret(environment: Mapping[str, str]) -> Iterator[str]:
    for name, value in environment.items():
        if is_secret(name) and len(value) >= SHORTEST:
            yield value
    yield from _passwords(environment.values())


def is_secret(variable: str) -> bool:
    """Whether a variable of the environment is named like one that holds a secret."""
    return _SECRET_VARIABLE.search(variable) is not None


def masked_url(text: str) -> str:
    """A text that is one URL, without its password, whatever stands in that."""
    secret = _password(text)
    return text.replace(f":{secret}@", f":{MASK}@") if secret else text


def _passwords(texts: Iterable[str]) -> Iterator[str]:
    yield from (each for each in map(_password, texts) if len(each) >= SHORTEST)


def _password(url: str) -> str:
    """What stands between the user and the last @; empty where there is none."""
    return url.partition("://")[2].rpartition("@")[0].partition(":")[2]
