"""Methods of texts, in both languages."""

import re
from collections.abc import Callable, Mapping

from crawler.introspection.source.budget import CHARACTERS, ITEMS
from crawler.introspection.source.values import UNKNOWN, Arguments, Blurred, Value, is_text


def run(known: Callable[..., Value], *arguments: Value) -> Value:
    try:
        return known(*arguments)
    except (TypeError, ValueError):  # called with what it does not take: it would raise there, too
        return UNKNOWN


def joined(of: list[Value], by: Value = ",") -> Value:
    if not is_text(by) or len(of) * len(by) > CHARACTERS:
        return UNKNOWN
    text = by.join(str(each) if isinstance(each, str | int) else "…" for each in of)
    sure = all(is_text(each) or isinstance(each, int) for each in of)
    return text[:CHARACTERS] if sure else Blurred(text[:CHARACTERS])


def altered(of: Value, change: Callable[[str], str]) -> Value:
    if not isinstance(of, str):
        return UNKNOWN
    return Blurred(change(of)) if isinstance(of, Blurred) else change(of)


def _replaced(of: str, old: Value = None, new: Value = None, *_: Value) -> Value:
    if not is_text(old) or not is_text(new) or not old or len(of) * max(len(new), 1) > CHARACTERS:
        return Blurred(of)
    return of.replace(old, new)


def _formatted(of: str, values: Arguments, named: Mapping[str, Value]) -> str:
    """`"…{name}…".format(name=…)`: only plain fields; a width could be a bomb."""
    given = {str(index): value for index, value in enumerate(values)} | dict(named)

    def filled(found: re.Match[str]) -> str:
        value = given.get(found[1])
        return value if isinstance(value, str) else "…"

    text = re.sub(r"\{(\w+)\}", filled, of)[:CHARACTERS]
    return text if all(map(is_text, given.values())) else Blurred(text)


TEXTS: Mapping[str, Callable[..., Value]] = {
    "strip": lambda of, *_: of.strip(),
    "trim": lambda of: of.strip(),
    "trimEnd": lambda of: of.rstrip(),
    "trimStart": lambda of: of.lstrip(),
    "rstrip": lambda of, *_: of.rstrip(),
    "lower": lambda of: of.lower(),
    "upper": lambda of: of.upper(),
    "toLowerCase": lambda of: of.lower(),
    "toUpperCase": lambda of: of.upper(),
    "replace": _replaced,
    "replaceAll": _replaced,
    "concat": lambda of, *more: joined([of, *more], ""),
    "toString": lambda of: of,
    "join": lambda of, parts=UNKNOWN: joined(parts, of) if isinstance(parts, list) else UNKNOWN,
    "split": lambda of, by=None, *_: of.split(by if is_text(by) and by else None)[:ITEMS],
    "format": lambda of: of,
}


def on_text(of: str, name: str, arguments: Arguments, named: Mapping[str, Value]) -> Value:
    if name == "format":
        return _formatted(of, arguments, named)
    given = run(TEXTS[name], of, *arguments)
    return Blurred(given) if isinstance(of, Blurred) and isinstance(given, str) else given
