"""The column types: how a value of Python's stands in a database, and comes back exact."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from catalog.reading import parse_json

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""PostgreSQL refuses NUL in a text, and no database encodes a lone surrogate."""


Word = sa.Text
"""One of our own words, hashes or JSON texts, which every database can hold as it is."""

_encode = json.JSONEncoder(separators=(",", ":")).encode


class Text(TypeDecorator[str]):
    """Any text of a stranger's. One that starts with a quotation mark is a JSON string.

    Ordinary texts stand as they are, for people who query the file by hand; only texts
    with NUL or a lone surrogate, and those that start with `"`, are written as JSON.
    Sorted by code point on every database.
    """

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return sa.TEXT(collation="C") if dialect.name == "postgresql" else sa.TEXT()

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        if value and (value[0] == '"' or _UNSTORABLE.search(value)):
            return json.dumps(value)
        return value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        if value and value[0] == '"':
            return str(json.loads(value))
        return value


class Json(TypeDecorator[Any]):
    """Any JSON, as ASCII-escaped text: NUL, surrogates, NaN and long integers survive."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str:
        return _encode(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else parse_json(value.encode())


class Utc(TypeDecorator[datetime]):
    """A moment, kept in UTC. A time without a zone is refused: it names no moment."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)
