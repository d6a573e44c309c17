"""An empty catalog is made once for each database; each test, and each generated example,
gets a copy of its own: first on SQLite, then on PostgreSQL where its programs are found.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from catalog.store.catalog import Catalog, open_catalog
from tests.catalog.store.throwaway import Server, missing, name_in, running

Fresh = Callable[[], Catalog]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty catalog."""
    path = tmp_path_factory.mktemp("store") / "migrated.db"
    open_catalog(str(path)).close()
    return path


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A running PostgreSQL."""
    if (reason := missing()) is not None:
        pytest.skip(reason)
    with running() as started:
        yield started


@pytest.fixture(scope="session")
def template(server: Server) -> str:
    """The name of a PostgreSQL database with an empty catalog."""
    url = server.make()
    open_catalog(url).close()
    return name_in(url)


@pytest.fixture
def sqlite_location(migrated: Path, tmp_path: Path) -> Callable[[], str]:
    """Makes one more empty catalog at each call, and says where."""
    numbers = count()
    return lambda: str(shutil.copy(migrated, tmp_path / f"{next(numbers)}.db"))


@pytest.fixture
def postgresql_location(server: Server, template: str) -> Iterator[Callable[[], str]]:
    """A database of the test's own; made empty again at each further call."""
    url = server.make(template)
    yield lambda: server.emptied(url)
    server.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Makes one more empty catalog at each call, and says where, on each database in turn."""
    made: Callable[[], str] = request.getfixturevalue(f"{request.param}_location")
    return made


@pytest.fixture
def fresh(location: Callable[[], str]) -> Iterator[Fresh]:
    """Opens one more empty catalog at each call, in the place of the one before."""
    with ExitStack() as opened:

        def another() -> Catalog:
            opened.close()
            return opened.enter_context(open_catalog(location()))

        yield another


@pytest.fixture
def store(fresh: Fresh) -> Catalog:
    """An empty catalog."""
    return fresh()
