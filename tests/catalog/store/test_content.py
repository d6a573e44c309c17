"""Values as JSON text: readable, exact, and refused when they are of another version."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from catalog.errors import StoreError
from catalog.model.classification import Classification
from catalog.model.listing import CrawlState, Listing, Repository
from catalog.model.page import ServerPage, ToolPage
from catalog.model.policy import ToolRule
from catalog.model.value import Value
from catalog.store.content import dump, hash_of, load
from tests.catalog.store.any_values import any_value, generated

REPOSITORY = TypeAdapter(Repository)


@generated
@given(any_value(Repository))
def test_any_value_comes_back_exact(value: Repository) -> None:
    assert load(REPOSITORY, dump(value)) == value
    assert dump(value).encode()


@pytest.mark.parametrize(
    "model", [Classification, CrawlState, Listing, ServerPage, ToolPage, ToolRule]
)
@generated
@given(data=st.data())
def test_the_text_is_what_pydantic_writes(model: type[Value], data: st.DataObject) -> None:
    value = data.draw(any_value(model))
    try:
        expected = value.model_dump_json()
    except PydanticSerializationError:  # a lone surrogate
        expected = json.dumps(value.model_dump(mode="json"))
    assert dump(value) == expected


def test_ordinary_texts_are_readable_and_a_lone_surrogate_escaped() -> None:
    assert dump(Repository(url="https://例え.example")).startswith('{"url":"https://例え.example"')
    assert dump(Repository(url="é\ud800")).startswith('{"url": "\\u00e9\\ud800"')


def test_a_value_of_other_fields_is_refused_with_what_to_do() -> None:
    with pytest.raises(StoreError, match=r"stored Repository .* toolrisk run"):
        load(REPOSITORY, '{"url": "", "stars": 5}')


def test_hashes_tell_where_one_text_ends() -> None:
    assert hash_of("ab", "c") != hash_of("a", "bc")
