"""A migrated catalog is made once; each test, and each generated example, gets a copy."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from catalog.store.catalog import Catalog, open_catalog

Fresh = Callable[[], Catalog]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty catalog."""
    path = tmp_path_factory.mktemp("store") / "migrated.db"
    open_catalog(str(path)).close()
    return path


@pytest.fixture
def fresh(migrated: Path, tmp_path: Path) -> Iterator[Fresh]:
    """Opens one more empty catalog at each call."""
    numbers = count()
    with ExitStack() as opened:

        def another() -> Catalog:
            path = tmp_path / f"{next(numbers)}.db"
            shutil.copy(migrated, path)
            return opened.enter_context(open_catalog(str(path)))

        yield another


@pytest.fixture
def store(fresh: Fresh) -> Catalog:
    """An empty catalog."""
    return fresh()
