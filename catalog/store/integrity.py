"""Is the catalog whole? What is wrong with it, as a list; an empty one means nothing."""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select

from catalog.errors import StoreError
from catalog.store import checks, sqlite
from catalog.store.catalog import Catalog
from catalog.store.raw_rows import Decoded, Fault, decoded
from catalog.tables.introspected import DefinitionRow
from catalog.tables.judged import ClassificationRow, OpinionRow

R = TypeVar("R", bound=SQLModel)

LIMIT = 100
"""Faults that are told; a damaged file may have millions."""


def faults(catalog: Catalog) -> tuple[Fault, ...]:
    """Everything that is wrong, at most LIMIT; the contents are read where the structure holds."""
    if broken := structure(catalog):
        return broken
    with closing(contents(catalog)) as found:
        return tuple(islice(found, LIMIT))


def structure(catalog: Catalog) -> tuple[Fault, ...]:
    """What SQLite finds wrong with its file and the references in it.

    PostgreSQL watches over both itself, so that there is nothing to ask.
    """
    try:
        with catalog.reading() as session:
            return tuple(_structure(session))[:LIMIT]
    except StoreError as error:
        return (Fault("file", str(error)),)


def contents(catalog: Catalog) -> Generator[Fault, None, None]:
    """Every row that does not say what this program wrote: unreadable, or not as its hash says."""
    with catalog.reading() as session:
        for row, check in checks.CHECKS.items():
            for batch in decoded(session, row):
                yield from _faults(batch, check)
        for verdicts in decoded(session, ClassificationRow):
            yield from _verdicts(session, verdicts)


def _structure(session: Session) -> Iterator[Fault]:
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.exec_driver_sql(f"pragma integrity_check({LIMIT})"):
        if line != "ok":
            yield Fault("file", line)
    yield from (Fault("file", each) for each in sqlite.orphans(connection))


def _faults(batch: Sequence[Decoded[R]], check: Callable[[R], None]) -> Iterator[Fault]:
    for place, row in batch:
        if isinstance(row, Fault):
            yield row
            continue
        try:
            check(row)
        except (ValueError, StoreError) as error:
            yield Fault(place, str(error).splitlines()[0])


def _verdicts(session: Session, batch: Sequence[Decoded[ClassificationRow]]) -> Iterator[Fault]:
    """Verdicts and the opinions beside them, which one hash covers."""
    rows = [row for _, row in batch if not isinstance(row, Fault)]
    opinions: dict[int, list[OpinionRow]] = defaultdict(list)
    which = col(OpinionRow.classification_id).in_([row.id for row in rows])
    for part in decoded(session, OpinionRow, which):
        yield from _faults(part, lambda each: opinions[each.classification_id].append(each))
    of = col(DefinitionRow.id).in_({row.definition_id for row in rows})
    digests = dict(session.exec(select(DefinitionRow.id, DefinitionRow.digest).where(of)).all())

    def check(row: ClassificationRow) -> None:
        checks.classification(row, digests[row.definition_id], opinions[row.id])

    yield from _faults(batch, check)
