"""Rows read one by one, however damaged: a row that cannot be decoded spoils no other."""

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

from catalog.store.rows import table

R = TypeVar("R", bound=SQLModel)

AT_A_TIME = 1_000
"""Rows in memory."""


class Fault(NamedTuple):
    """Something that is wrong: where, and what."""

    place: str
    what: str


Decoded = tuple[str, R | Fault]
"""A row with its place, or what is wrong there."""


def decoded(
    session: Session, row: type[R], *which: sa.ColumnElement[bool]
) -> Iterator[list[Decoded[R]]]:
    """The rows with their places, some at a time; a Fault for each that cannot be decoded."""
    columns = table(row).columns
    query = sa.select(*(sa.type_coerce(each, _raw(each)).label(each.key) for each in columns))
    streamed = session.connection().execution_options(yield_per=AT_A_TIME)
    dialect = streamed.dialect
    with streamed.execute(query.where(*which)) as result:
        for found in result.mappings().partitions():
            yield [_decoded(row, dict(each), dialect) for each in found]


def _raw(column: sa.Column[object]) -> sa.types.TypeEngine[object]:
    decorated = isinstance(column.type, TypeDecorator)
    return column.type.impl_instance if decorated else column.type  # type: ignore[attr-defined]  # told by isinstance


def _decoded(row: type[R], raw: dict[str, object], dialect: Dialect) -> Decoded[R]:
    keys = " ".join(str(raw[each.key]) for each in table(row).primary_key)
    place = f"{row.__tablename__} {keys}"
    values = {}
    for column in table(row).columns:
        value = raw[column.key]
        if isinstance(column.type, TypeDecorator):
            try:
                value = column.type.process_result_value(value, dialect)
            except (ValueError, RecursionError) as error:
                return place, Fault(place, f"{column.key} cannot be read: {error}")
        values[column.key] = value
    return place, row(**values)
