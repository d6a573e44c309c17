"""Pure: what Cedar policies are made of, and their text taken apart.

Source: https://docs.cedarpolicy.com/policies/syntax-grammar.html, read in November 2026.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalog.errors import InputError
from publisher.formats import spelling
from publisher.formats.bounds import bounded

COMMENT = "//"
KIND = "Cedar document"

_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_MEANT = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|x([0-7][0-9a-fA-F])|(.))", re.DOTALL)
_TOKEN = re.compile(
    r"(?P<gap>\s+|//[^\n]*)|"
    r'(?P<token>"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|[0-9]+|::|&&|\|\||[=!<>]=|[@(){}\[\];,.<>!+\-*?:])',
    re.DOTALL,
)
STRING = r'"(?:[^"\\]|\\.)*"'
"""What matches a string in the text of tokens."""


class Policy(NamedTuple):
    """One policy: its annotations, effect, scope and conditions, tokens between single spaces."""

    annotations: dict[str, str]
    effect: str
    scope: str
    conditions: str


_POLICY = re.compile(
    rf"(?P<annotations>(?:@ [A-Za-z_]\w* (?:\( {STRING} \) )?)*)"
    rf"(?P<effect>permit|forbid) \( (?P<scope>(?:{STRING}|[^\"()])*) \)"
    r"(?P<conditions>(?: (?:when|unless) \{.*\})?)",
    re.DOTALL,
)
_ANNOTATION = re.compile(rf"@ ([A-Za-z_]\w*) (?:\( ({STRING}) \) )?", re.DOTALL)


def quoted(text: str) -> str:
    """A string of Cedar, ASCII only."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return '"' + "".join(map(_character, text)) + '"'


def _character(each: str) -> str:
    if each in _ESCAPED:
        return _ESCAPED[each]
    return each if each.isascii() and each.isprintable() else f"\\u{{{ord(each):x}}}"


def unquoted(string: str) -> str:
    """What a string of Cedar means. Raises InputError for a character that there is not."""
    return spelling.unquoted(string, _ESCAPE, _MEANT)


def policies(text: str) -> Iterator[Policy]:
    """The policies of a text. Raises InputError, with the line, for what is none."""
    begun, tokens = 0, list[str]()
    for line, each in _tokens(bounded(text, KIND)):
        begun = begun if tokens else line
        if each == ";":
            yield _policy(tokens, begun)
            tokens = []
        else:
            tokens.append(each)
    if tokens:
        raise _off(begun)


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    """The tokens of a text, each with its line."""
    at, line = 0, 1
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _off(line)
        if match["token"]:
            yield line, match["token"]
        line += match[0].count("\n")
        at = match.end()


def _policy(tokens: Sequence[str], line: int) -> Policy:
    match = _POLICY.fullmatch(" ".join(tokens))
    if match is None:
        raise _off(line)
    found = _ANNOTATION.finditer(match["annotations"])
    annotations = {each[1]: unquoted(each[2] or '""') for each in found}
    return Policy(annotations, match["effect"], match["scope"], match["conditions"].strip())


def _off(line: int) -> InputError:
    return InputError(f"no {KIND}: line {line}: this is no policy; mend it, or name another file")
