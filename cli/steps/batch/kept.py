"""The batches that a catalog keeps, and one command at a time that works on them."""

import fcntl
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from catalog.errors import JudgeError
from catalog.model.batch import Batch
from catalog.store import submitted
from catalog.store.catalog import Catalog


class KeptBatches:
    """The batches of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def under_way(self) -> Sequence[Batch]:
        return submitted.under_way(self._catalog)

    def keep(self, batch: Batch) -> None:
        submitted.keep(self._catalog, batch)

    def replace(self, plan: Batch, batch: Batch | None) -> None:
        with self._catalog.writing():
            submitted.drop(self._catalog, plan)
            if batch:
                submitted.keep(self._catalog, batch)


@contextmanager
def alone(catalog: Catalog) -> Iterator[None]:
    """While no other process of this user works on the catalog's batches: a plan that is found
    was then left by one that is dead. Raises JudgeError where another does."""
    shown = catalog.shown if "://" in catalog.shown else str(Path(catalog.shown).resolve())
    name = hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    place = platformdirs.user_cache_path("toolrisk") / "batches" / f"{name}.lock"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock = place.open("w")
    except OSError as error:
        told = f"{place.parent} cannot be written: {error.strerror}"
        raise JudgeError(f"{told}; a lock is kept there while batches are sent") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise JudgeError(
                f"another `classify --batch` works on {catalog.shown}; wait for its end"
            ) from error
        yield
