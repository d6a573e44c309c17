"""A user's TOML document → its data, or one line that says what is wrong with it."""

import tomllib
from typing import Any

import tomlkit

from catalog.errors import InputError
from publisher.formats.bounds import bounded


def read_toml(text: str, kind: str) -> dict[str, Any]:
    """The data of the text. Raises InputError, which calls it no `kind`."""
    try:
        return tomllib.loads(bounded(text, kind))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"no {kind}: {error}; correct it there") from None
    except (ValueError, RecursionError) as error:
        raise _unreadable(error, kind) from None


def read_laid_out(text: str, kind: str) -> tomlkit.TOMLDocument:
    """The same, with its layout and its comments. Raises InputError as `read_toml` does."""
    read_toml(text, kind)
    try:
        return tomlkit.parse(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable(error, kind) from None


def _unreadable(error: Exception, kind: str) -> InputError:
    why = "it is nested too deeply" if isinstance(error, RecursionError) else error
    return InputError(f"no {kind}: {why}; name another file")
