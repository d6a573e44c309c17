"""A stranger's JSON object, read member by member: each of its type and of bounded length."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

LENGTH = 4_096
"""Code points of a text; the longest of 2,354 real rows, a description, has 350."""

ITEMS = 500
"""Entries of a list or a map; the longest in 2,354 real rows has 52."""

_CAPITAL = re.compile(r"[A-Z]")
_DATE = TypeAdapter(datetime)


class Row:
    """One object. Members go by their camelCase name and are also found in snake_case.

    An absent member and null are the same. A member of the wrong type, or beyond the
    bounds, raises ValueError that names its place.
    """

    def __init__(self, value: Any, place: str = "") -> None:
        if not isinstance(value, Mapping):
            raise ValueError(f"{place or 'the row'} is no object")  # noqa: TRY004 - ValueError is what readers promise
        self.value = value
        self.place = place

    def get(self, key: str) -> Any:
        value = self.value.get(key)
        return self.value.get(_snake(key)) if value is None else value

    def text(self, key: str, limit: int = LENGTH) -> str | None:
        value = self.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self._wrong(key, "is no string")
        if len(value) > limit:
            raise self._wrong(key, f"has {len(value)} characters, more than {limit}")
        return value

    def required(self, key: str, limit: int = LENGTH) -> str:
        value = self.text(key, limit)
        if not value:
            raise self._wrong(key, "is missing")
        return value

    def count(self, key: str) -> int | None:
        """A number of things, which some registries give as a string; None for none."""
        value = self.get(key)
        if isinstance(value, str) and value.isdecimal():
            value = value[:15]
        try:
            return None if isinstance(value, bool) or value is None else max(0, int(value))
        except (TypeError, ValueError, OverflowError):
            return None

    def flag(self, key: str, *, absent: bool = False) -> bool:
        value = self.get(key)
        if value is None:
            return absent
        if not isinstance(value, bool):
            raise self._wrong(key, "is neither true nor false")
        return value

    def date(self, key: str) -> datetime | None:
        """A moment after RFC 3339; one without a zone is taken for UTC."""
        text = self.text(key)
        if not text:
            return None
        try:
            moment = _DATE.validate_python(text)
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValidationError, OverflowError) as error:  # the year 0, seen from UTC
            raise self._wrong(key, f"is no date: {text[:40]!r}") from error

    def row(self, key: str) -> "Row":
        """The object of that name; an empty one where there is none."""
        value = self.get(key)
        return Row({} if value is None else value, self._at(key))

    def rows(self, key: str) -> Iterator["Row"]:
        """The objects of the list of that name."""
        for position, each in enumerate(self.items(key)):
            yield Row(each, self._at(f"{key}/{position}"))

    def named(self, key: str) -> Iterator[tuple[str, "Row"]]:
        """The objects of the map of that name, with their names."""
        members = self.row(key).value
        if len(members) > ITEMS:
            raise self._wrong(key, f"has {len(members)} members, more than {ITEMS}")
        for name, each in members.items():
            yield str(name), Row(each, self._at(f"{key}/{name}"))

    def items(self, key: str, limit: int = ITEMS) -> list[Any]:
        value = self.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._wrong(key, "is no list")
        if len(value) > limit:
            raise self._wrong(key, f"has {len(value)} entries, more than {limit}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.items(key)
        if not all(isinstance(each, str) for each in values):
            raise self._wrong(key, "holds what is no string")
        return tuple(values)

    def _at(self, key: str) -> str:
        return f"{self.place}/{key}" if self.place else key

    def _wrong(self, key: str, what: str) -> ValueError:
        return ValueError(f"{self._at(key)} {what}")


@cache
def _snake(key: str) -> str:
    return _CAPITAL.sub(lambda capital: f"_{capital[0].lower()}", key)
