"""Values as JSON text: readable, exact, and refused when they are of another version."""

import pytest
from hypothesis import given
from pydantic import TypeAdapter

from catalog.errors import StoreError
from catalog.model.listing import Repository
from catalog.store.content import dump, hash_of, load
from tests.catalog.store.any_values import any_value, generated

REPOSITORY = TypeAdapter(Repository)


@generated
@given(any_value(Repository))
def test_any_value_comes_back_exact(value: Repository) -> None:
    assert load(REPOSITORY, dump(value)) == value
    assert dump(value).encode()


def test_ordinary_texts_are_readable_and_a_lone_surrogate_escaped() -> None:
    assert dump(Repository(url="https://例え.example")).startswith('{"url":"https://例え.example"')
    assert dump(Repository(url="é\ud800")).startswith('{"url": "\\u00e9\\ud800"')


def test_a_value_of_other_fields_is_refused_with_what_to_do() -> None:
    with pytest.raises(StoreError, match=r"stored Repository .* toolrisk run"):
        load(REPOSITORY, '{"url": "", "stars": 5}')


def test_hashes_tell_where_one_text_ends() -> None:
    assert hash_of("ab", "c") != hash_of("a", "bc")
