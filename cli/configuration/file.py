"""One `toolrisk.toml` → its entries, each with its place; or the line that says what is wrong.

A key at the top holds for every command that has such an option, one in a table named like a
command for that command alone:

    jobs = 4
    [policy]
    target = "policylayer"

All of the file is checked, whatever command runs.
"""

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import typer

from catalog.errors import ConfigurationError
from catalog.toml_lines import NotToml, decoded, lines_of, parsed
from cli.configuration import trust
from cli.configuration.settings import COMMAND, PATHS, SETTINGS

BYTES = 16 * 1024
"""A file beyond this is none that a person wrote; a hostile one costs a second at most."""

_KINDS = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a string",
    list: "a list of strings",
}


class Entry(NamedTuple):
    """One setting in a file; `refusal` says why it may not stand there, if so."""

    value: Any
    place: str
    refusal: str | None = None


Entries = Mapping[tuple[str, str], Entry]
"""By the table's name ("" at the top) and the setting's."""


def read(file: Path, commands: tuple[str, ...], *, trusted: bool) -> Entries:
    """The file's entries; one that is not `trusted` is a project's.

    Raises ConfigurationError, which names the file and, where there is one, line and key.
    """
    shown = _shown(file)
    text = _text(file, shown)
    document = _parsed(text, shown)
    lines = lines_of(text)
    found = {}
    for table, name, value in _pairs(document, commands):
        path = (table, name) if table else (name,)
        place = f"{shown}:{lines.get(path, 1)}"
        found[table, name] = _entry(place, path, value, file.parent, commands, trusted=trusted)
    return found


def _pairs(
    document: Mapping[str, Any], commands: tuple[str, ...]
) -> Iterator[tuple[str, str, Any]]:
    """What stands at the top and in the commands' tables, as (table, name, value)."""
    for name, value in document.items():
        if name in commands and isinstance(value, dict):
            yield from ((name, key, each) for key, each in value.items())
        else:
            yield "", name, value


def _entry(
    place: str, path: tuple[str, ...], value: Any, folder: Path, commands: tuple[str, ...],
    *, trusted: bool,
) -> Entry:  # fmt: skip
    key, name = ".".join(path), path[-1]
    if name not in SETTINGS:
        raise ConfigurationError(f"{place}: {key}: {_unknown(path, commands)}")
    try:
        checked = _checked(name, value, folder)
    except typer.BadParameter as error:
        raise ConfigurationError(f"{place}: {key}: {error.message}") from error
    refusal = None if trusted else trust.refusal(name, checked, folder)
    return Entry(checked, place, refusal)


def _checked(name: str, value: Any, folder: Path) -> Any:
    """The value as the option takes it. Raises BadParameter for one that it does not take."""
    setting = SETTINGS[name]
    wanted = setting.type_descriptor.annotation
    kind = wanted if wanted in (bool, int, float) else list if setting.nargs == -1 else str
    if kind is float and type(value) is int:
        value = float(value)
    texts = value if type(value) is list else [value]
    if type(value) is not kind or (kind is list and any(type(each) is not str for each in texts)):
        raise typer.BadParameter(f"give {_KINDS[kind]}")
    if any("\0" in str(each) for each in texts):
        raise typer.BadParameter("it holds a NUL, which no name can hold")
    found = _placed(str(value), folder) if name in PATHS else value
    setting.process_value(typer.Context(COMMAND), found)
    return found


def _placed(value: str, folder: Path) -> str:
    """The path as seen from the folder of the file that names it; a URL as it is."""
    try:
        return value if "://" in value else str(folder / Path(value).expanduser())
    except RuntimeError as error:
        raise typer.BadParameter(f"{error}; name the place from the root on") from error


def _unknown(path: tuple[str, ...], commands: tuple[str, ...]) -> str:
    from cli.steps.alike import alike, did_you_mean  # for a complaint only

    *table, name = path
    if name in commands and not table:
        return f"is a command; give its settings in a table [{name}]"
    known = [*SETTINGS, *(() if table else commands)]
    advice = did_you_mean(
        alike(name, [(each, each) for each in known]), f"there are {', '.join(SETTINGS)}"
    )
    return f"there is no such setting; {advice}"


def _text(file: Path, shown: str) -> str:
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise ConfigurationError(f"{shown}: is no file; remove it, or make it one")
        with file.open("rb") as opened:
            data = opened.read(BYTES + 1)
    except OSError as error:
        raise ConfigurationError(
            f"{shown}: cannot be read: {error.strerror}; make it readable, or remove it"
        ) from error
    if len(data) > BYTES:
        raise ConfigurationError(f"{shown}: is larger than {BYTES:,} bytes; keep settings alone")
    try:
        return decoded(data)
    except NotToml as error:
        raise ConfigurationError(f"{shown}:{error}; save it as such") from error


def _parsed(text: str, shown: str) -> dict[str, Any]:
    try:
        return parsed(text)
    except NotToml as error:
        raise ConfigurationError(f"{shown}:{error}") from error


def _shown(file: Path) -> str:
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)
