"""A lock as the text of `toolrisk.lock`, and back. Pure.

TOML, sorted, one line a tool, so that a pull request shows what changed; the same lock is
always the same bytes. What a reader could not see, or see wrongly, is written as its escape.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from catalog.errors import InputError
from catalog.model.lock import Acceptance, Lock, LockedCombination, LockedServer
from catalog.toml_lines import NotToml, decoded, parsed
from publisher.site.visible import visible

BYTES = 16 << 20
"""The largest lock that is read: some 80,000 tools."""

VERSION = 1
HEAD = (
    "# Made by toolrisk: `toolrisk check --update`, and --accept; commit it. Comments are not kept."
)

_ADVICE = "correct it, or make it anew with --update"


def spelled(lock: Lock) -> str:
    """The text of a lock."""
    blocks = [
        *map(_server, lock.servers),
        *map(_combination, lock.combinations),
        *map(_acceptance, lock.accepted),
    ]
    head = "\n".join((HEAD, f"version = {VERSION}", ""))
    return "\n".join([head, *("\n".join(("", *each, "")).lstrip("\n") for each in blocks)])


def read(data: bytes, shown: str) -> Lock:
    """The lock in these bytes; `shown` is its file. Raises InputError, which names the line."""
    if len(data) > BYTES:
        raise InputError(f"{shown}: has more than {BYTES >> 20} MB, so it is no lock of ours")
    try:
        text = decoded(data)
        document = parsed(text)
    except NotToml as error:
        raise InputError(f"{shown}:{error}; {_ADVICE}") from None
    return _checked(document, text, shown)


def _checked(document: dict[str, Any], text: str, shown: str) -> Lock:
    version = document.pop("version", None)
    if type(version) is not int or version != VERSION:
        said = f"is of version {str(version)[:20]!r}, and this toolrisk reads version {VERSION}"
        raise InputError(
            f"{shown}:{_line(text, ('version',))}: {said}; upgrade it, or make it anew"
        )
    try:
        lock = Lock.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        path = ".".join(str(each) for each in first["loc"])[:80]
        said = f"{path}: {first['msg'][:80]}; {_ADVICE}"
        raise InputError(f"{shown}:{_line(text, first['loc'])}: {said}") from None
    met: set[str] = set()
    for at, each in enumerate(lock.servers):
        if each.name in met:
            line = _line(text, ("servers", at))
            raise InputError(f"{shown}:{line}: names server {each.name[:80]!r} twice; {_ADVICE}")
        met.add(each.name)
    return lock


def _line(text: str, path: Sequence[int | str]) -> int:
    """About where this stands: in a lock as it is written here, exactly there."""
    found, at = 0, 0
    for step, below in zip(path, (*path[1:], ""), strict=True):
        if isinstance(step, int):
            continue
        wanted = below if isinstance(below, int) else 0
        form = (
            r"^[ \t]*\{"
            if step == "tools" and at
            else rf"^[ \t]*(?:\[\[?[ \t]*)?{re.escape(step)}\b"
        )
        here = [*re.compile(form, re.MULTILINE).finditer(text, at)]
        if len(here) <= wanted:
            break
        found = here[wanted].start()
        at = here[wanted].end()
    return text.count("\n", 0, found) + 1


def _server(server: LockedServer) -> Iterator[str]:
    yield "[[servers]]"
    yield f"name = {quoted(server.name)}"
    yield f"offer = {quoted(server.offer)}"
    for name in ("package", "start", "says"):
        if (value := getattr(server, name)) is not None:
            yield f"{name} = {quoted(value)}"
    yield "tools = ["
    for each in server.tools:
        yield (
            f"    {{ name = {quoted(each.name)}, category = {quoted(each.category)}, "
            f"risk = {quoted(each.risk)}, digest = {quoted(each.digest)} }},"
        )
    yield "]"


def _combination(combination: LockedCombination) -> Iterator[str]:
    yield "[[combinations]]"
    yield f"name = {quoted(combination.name)}"
    yield "tools = ["
    for each in combination.tools:
        yield f"    [{', '.join(map(quoted, each))}],"
    yield "]"


def _acceptance(accepted: Acceptance) -> Iterator[str]:
    yield "[[accepted]]"
    for name in ("tool", "risk", "digest", "who", "why"):
        yield f"{name} = {quoted(getattr(accepted, name))}"
    yield f"until = {accepted.until.isoformat()}"


def quoted(text: str) -> str:
    """A basic string: https://toml.io/en/v1.0.0#string"""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f'"{"".join(map(_letter, text))}"'


def _letter(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    if letter.isprintable() and visible(letter) == letter:
        return letter
    code = ord(letter)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"  # noqa: PLR2004 - TOML's own
