"""Any value of a model at all, whatever fields it comes to have; for property tests."""

import json
import typing
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import Enum
from types import UnionType
from typing import Any, TypeVar

from hypothesis import strategies as st
from pydantic import ValidationError

from catalog.model.tool import Tool
from catalog.model.value import Value
from catalog.reading import read_tool

V = TypeVar("V", bound=Value)

texts = st.text(st.characters(exclude_categories=()), max_size=20).map(
    lambda text: str(json.loads(json.dumps(text)))  # two surrogates that pair are one character
)
"""Any text, NUL and lone surrogates too."""

moments = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  (the zone is given beside)

documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
"""Any JSON that equals itself: all but NaN."""

definitions = st.builds(
    lambda rest, name: {**rest, "name": name}, st.dictionaries(texts, documents, max_size=4), texts
)

tools = definitions.map(read_tool).filter(lambda read: isinstance(read, Tool))

PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    bool: st.booleans(),
    int: st.integers(1, 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    datetime: moments,
    type(None): st.none(),
    Any: documents,
    Tool: tools,
}


def any_value(model: type[V]) -> st.SearchStrategy[V]:
    """Any valid value of the model."""
    fields = {name: _any(field.annotation) for name, field in model.model_fields.items()}
    drawn = st.fixed_dictionaries(fields).map(lambda values: _valid(model, values))
    return typing.cast("st.SearchStrategy[V]", drawn.filter(lambda value: value is not None))


def _valid(model: type[V], values: dict[str, Any]) -> V | None:
    try:
        return model(**values)
    except ValidationError:
        return None


def _any(annotation: Any) -> st.SearchStrategy[Any]:
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in PLAIN:
        return PLAIN[annotation]
    if origin is typing.Literal:
        return st.sampled_from(inner)
    if origin in (UnionType, typing.Union):
        return st.one_of(*map(_any, inner))
    if origin is tuple:
        each = [_any(part) for part in inner if part is not Ellipsis]
        return st.lists(each[0], max_size=2).map(tuple) if Ellipsis in inner else st.tuples(*each)
    if origin is Mapping:
        return st.dictionaries(*map(_any, inner), max_size=3)
    if issubclass(annotation, Enum):
        return st.sampled_from(annotation)
    return st.deferred(lambda: any_value(annotation))
