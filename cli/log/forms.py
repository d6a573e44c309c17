"""An event as a line: of JSON for a file, of words for a terminal."""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime

from cli.log.events import LOGGER
from cli.log.secrets import Mask
from publisher.excerpt import TEXT, cut
from publisher.site.visible import in_one_line

ITEMS = 50
"""Entries of a list that are told."""


class JsonLine(logging.Formatter):
    """An object with time, level, run, event, and the event's fields.

    ASCII, so that no control character is left and any text survives. What libraries say is a
    detail, whatever they think of it: they do not know what of it is a stranger's.
    """

    def __init__(self, run: str, mask: Mask) -> None:
        super().__init__()
        self._run = run
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name == LOGGER.name
        level = record.levelname.lower() if ours else "debug"
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        head = {"time": moment, "level": level, "run": self._run, "event": record.getMessage()}
        return json.dumps(
            {name: _fit(each, self._mask) for name, each in (head | _fields(record)).items()}
        )


class PlainLine(logging.Formatter):
    """`12:04:31 introspected: server io.github.x/y, tools 7`"""

    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        fields = ((name, _fit(each, self._mask)) for name, each in _fields(record).items())
        told = ", ".join(f"{name} {_words(each)}" for name, each in fields if each is not None)
        return in_one_line(f"{moment} {record.getMessage()}{': ' if told else ''}{told}")


def _fields(record: logging.LogRecord) -> dict[str, object]:
    if record.name == LOGGER.name:
        fields: dict[str, object] = getattr(record, "fields", {})
        return fields
    error = record.exc_info[1] if record.exc_info else None
    return {"logger": record.name, **({"error": repr(error)} if error else {})}


def _fit(value: object, mask: Mask) -> object:
    """The value as JSON has it, without secrets and of bounded length."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(name): _fit(each, mask) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_fit(each, mask) for each in value[:ITEMS]]
    return cut(mask(str(value)), TEXT)


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(
            f"{name}={_words(each)}" for name, each in value.items() if each is not None
        )
    return " ".join(map(_words, value)) if isinstance(value, list) else str(value)
