"""What people decided of identity comes back as they said it, in their order."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from catalog.model.server import Decision
from catalog.store import decisions
from catalog.store.catalog import Catalog
from catalog.store.integrity import faults
from tests.catalog.store.any_values import any_value, generated


@generated
@given(st.lists(any_value(Decision), max_size=3))
def test_any_decisions_come_back_exact(fresh: Callable[[], Catalog], given: list[Decision]) -> None:
    store = fresh()
    for each in given:
        decisions.keep(store, each)
    assert list(decisions.every(store)) == given
    assert faults(store) == ()
