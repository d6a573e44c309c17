"""Batches come back exact, and the ones that have not ended are found."""

from collections.abc import Callable

from hypothesis import given
from sqlalchemy import text

from catalog.model.batch import Batch
from catalog.store import submitted
from catalog.store.catalog import Catalog
from catalog.store.integrity import faults
from tests.catalog.store.any_values import any_value, generated
from tests.catalog.store.store_values import LATER, NOON

FIRST = Batch(
    id="batch_1",
    endpoint="https://models.example/v1",
    model="m",
    prompt="judge-1",
    input_file="file-1",
    submitted_at=NOON,
    status="validating",
    asked={"q-1": (("sha256:a", "sha256:c"), ("sha256:b", "sha256:c")), "q-2": ()},
)
SECOND = FIRST.model_copy(update={"id": "batch_2", "submitted_at": LATER})


@generated
@given(any_value(Batch))
def test_any_batch_comes_back_exact(fresh: Callable[[], Catalog], given: Batch) -> None:
    store = fresh()
    submitted.keep(store, given)
    assert submitted.find(store, given.id) == given
    assert given.requests == len(given.asked)
    assert submitted.every(store) == (given,)
    assert faults(store) == ()


def test_what_is_known_later_takes_the_place_of_what_was(store: Catalog) -> None:
    for each in (SECOND, FIRST):
        submitted.keep(store, each)
    assert submitted.under_way(store) == (FIRST, SECOND)
    ended = FIRST.model_copy(update={"status": "completed", "ended_at": LATER})
    submitted.keep(store, ended)
    assert submitted.under_way(store) == (SECOND,)
    assert submitted.every(store) == (ended, SECOND)
    assert submitted.find(store, "batch_3") is None


def test_two_providers_may_give_the_same_id(store: Catalog) -> None:
    elsewhere = FIRST.model_copy(update={"endpoint": "http://127.0.0.1/v1", "submitted_at": LATER})
    for each in (FIRST, elsewhere):
        submitted.keep(store, each)
    assert submitted.every(store) == (FIRST, elsewhere)
    assert submitted.find(store, FIRST.id) == elsewhere


def test_damage_is_named(store: Catalog) -> None:
    submitted.keep(store, FIRST)
    with store.writing() as session:
        session.connection().execute(text("update batches set asked = '[1]'"))
    (fault,) = faults(store)
    assert fault.place == "batches https://models.example/v1 batch_1"
