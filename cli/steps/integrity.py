"""Is the catalog whole, and what to do where it is not."""

import shlex

from catalog.model.value import Value
from catalog.store import integrity
from catalog.store.backups import backups
from catalog.store.catalog import open_catalog
from catalog.store.location import file_of
from cli.console import Voice


class FaultView(Value):
    """Something that is wrong: where, and what."""

    place: str
    what: str


class Integrity(Value):
    """What was found wrong with a catalog, told up to a limit, and what to do."""

    faults: tuple[FaultView, ...]
    advice: tuple[str, ...]


def inspect(location: str) -> Integrity:
    """Look at the catalog's file, its references and every row. Raises StoreError."""
    with open_catalog(location, must_exist=True) as opened:
        found = integrity.faults(opened)
    faults = tuple(FaultView(place=each.place, what=each.what) for each in found)
    return Integrity(faults=faults, advice=advice(location) if faults else ())


def show_integrity(found: Integrity, voice: Voice) -> None:
    """The faults in a table, and what to do below it; or that there are none."""
    if not found.faults:
        voice.text("The catalog is whole: its file, its references and every row.")
        return
    many = len(found.faults) >= integrity.LIMIT
    title = f"Faults of the catalog{f', the first {len(found.faults)}' if many else ''}"
    voice.table(title, ("where", "what"), [(each.place, each.what) for each in found.faults])
    for line in found.advice:
        voice.text(line)


def advice(location: str) -> tuple[str, ...]:
    """How to get a whole catalog again; what is there is never touched for it."""
    file = file_of(location)
    anew = "Or make a new one: move this one away, and run again."
    if file is None:
        return ("Restore a dump of the database, such as pg_dump makes.", anew)
    copies = backups(file)
    latest = f"The latest backup: {copies[0]}." if copies else "No upgrade left one beside it."
    rescue = f"sqlite3 {shlex.quote(str(file))} .recover | sqlite3 rescued.db"
    return (
        f"Restore a copy of the file. {latest}",
        f"Or export what can still be read: {rescue}",
        anew,
    )
