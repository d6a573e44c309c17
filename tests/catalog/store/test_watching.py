"""The version of a catalog: another one after each write of others, the same otherwise."""

import time
from collections.abc import Callable

from catalog.store import servers
from catalog.store.catalog import open_catalog
from catalog.store.watching import watching
from tests.catalog.store.store_values import keep_server

TRIES = 300
"""PostgreSQL may tell of a write some time later."""


def test_a_write_of_somebody_else_is_seen_and_reading_is_none(location: Callable[[], str]) -> None:
    place = location()
    with open_catalog(place) as catalog, watching(catalog) as version:
        before = version()
        with open_catalog(place) as other:
            assert servers.find(other, "io.example/harbour") is None
        assert servers.find(catalog, "io.example/harbour") is None
        assert version() == before
        with open_catalog(place) as other:
            keep_server(other)
        assert _comes(lambda: version() != before)


def _comes(true: Callable[[], bool]) -> bool:
    for _ in range(TRIES):
        if true():
            return True
        time.sleep(0.02)
    return False
