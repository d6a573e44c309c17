"""A profile's TOML → Profile, or the line that says what is wrong with it."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from catalog.errors import InputError, UsageError
from catalog.taxonomy import Category, Effect, Risk, Trait
from catalog.toml_lines import NotToml, decoded, lines_of, parsed
from publisher.policy.profile import Above, Doubt, Name, Profile

BYTES = 256 * 1024
"""A file beyond this is none that a person wrote."""
BUILT_IN: tuple[str, ...] = get_args(Name)
DEFAULT = "balanced"

KEYS: Mapping[str, Iterable[str]] = {
    "": ("profile", "categories", "tighten", "at_least", "tools"),
    "categories": [*Category],
    "tighten": [*get_args(Above), *Effect, *Trait],
    "at_least": [*Risk, *get_args(Doubt)],
}
"""What may stand in each table; in `tools`, anything."""


def profile_named(name: str) -> Profile:
    """A built-in profile, or the one of a file.

    Raises UsageError for what is neither, InputError for a file that is no profile.
    """
    if name in BUILT_IN:
        return built_in(name)
    file = Path(name)
    if not file.is_file():
        raise UsageError(
            f"no profile {name[:80]!r}; there are {', '.join(BUILT_IN)}, or name a TOML file"
        )
    try:
        with file.open("rb") as opened:
            data = opened.read(BYTES + 1)
        if len(data) > BYTES:
            raise InputError(f"{name}: is larger than {BYTES:,} bytes; keep a profile alone")
        return read_profile(decoded(data), name)
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror}") from error
    except NotToml as error:
        raise InputError(f"{name}:{error}; save it as such") from error


@cache
def built_in(name: str) -> Profile:
    """One of the profiles that come with toolrisk."""
    text = (files("publisher.policy.profiles") / f"{name}.toml").read_text()
    return Profile.model_validate({"profile": name, **tomllib.loads(text)})


def read_profile(text: str, shown: str) -> Profile:
    """The profile that the text of a file is; `shown` is how the file is called.

    Raises InputError, which names the file and the line.
    """
    try:
        document = parsed(text)
    except NotToml as error:
        raise InputError(f"{shown}:{error}") from error
    lines = lines_of(text)
    _known(document, lines, shown)
    base = document.get("profile", DEFAULT)
    if base not in BUILT_IN:
        raise _wrong(shown, lines, ("profile",), f"it is one of {', '.join(BUILT_IN)}")
    whole = built_in(base).model_dump()
    for table, said in document.items():
        whole[table] = {**whole[table], **said} if isinstance(said, dict) else said
    try:
        return Profile.model_validate(whole)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = tuple(str(each) for each in first["loc"])
        raise _wrong(shown, lines, path, first["msg"].removeprefix("Value error, ")) from error


def _known(document: Mapping[str, Any], lines: Mapping[Any, int], shown: str) -> None:
    for table, keys in KEYS.items():
        inner = document.get(table, {}) if table else document
        if not isinstance(inner, dict):
            continue
        for key in inner:
            if key not in keys:
                path = (table, key) if table else (key,)
                raise _wrong(shown, lines, path, f"there is no such; there are {', '.join(keys)}")


def _wrong(shown: str, lines: Mapping[Any, int], path: tuple[str, ...], what: str) -> InputError:
    line = lines.get(path[:2]) or lines.get(path[:1]) or 1
    key = ".".join(each for each in path if each != "[key]")
    return InputError(f"{shown}:{line}: {key[:120]}: {what}")
