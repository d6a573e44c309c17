"""Any value of a model at all, whatever fields it comes to have; for property tests."""

import json
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from pydantic import StringConstraints, ValidationError
from pydantic.fields import FieldInfo

from catalog.model.tool import Tool
from catalog.model.value import Value
from catalog.reading import read_tool

V = TypeVar("V", bound=Value)

generated = settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""Each example opens a catalog of its own, so the fixture may be shared."""

texts = st.text(st.characters(exclude_categories=()), max_size=20).map(
    lambda text: str(json.loads(json.dumps(text)))  # two surrogates that pair are one character
)
"""Any text, NUL and lone surrogates too."""

moments = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  (the zone is given beside)

integers = st.integers() | st.integers(-(10**300), 10**300) | st.just(10**4_000)
"""JSON sets no bound, so neither may a database."""

documents = st.recursive(
    st.none() | st.booleans() | integers | st.floats(allow_nan=False) | texts,
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
    fields = {name: _field(field) for name, field in model.model_fields.items()}
    drawn = st.fixed_dictionaries(fields).map(lambda values: _valid(model, values))
    return typing.cast("st.SearchStrategy[V]", drawn.filter(lambda value: value is not None))


@cache
def simplest(model: type[V]) -> V:
    """The plainest value of the model: empty texts, no items."""
    first = settings(max_examples=1, phases=(Phase.generate,), database=None)
    return find(any_value(model), lambda _: True, settings=first)


def _valid(model: type[V], values: dict[str, Any]) -> V | None:
    try:
        return model(**values)
    except ValidationError:
        return None


def _field(field: FieldInfo) -> st.SearchStrategy[Any]:
    return _ruled(field.annotation, field.metadata)


def _ruled(annotation: Any, rules: Iterable[Any]) -> st.SearchStrategy[Any]:
    for rule in rules:
        if isinstance(rule, StringConstraints) and rule.pattern:
            return st.from_regex(rule.pattern, fullmatch=True).map(str.strip)
    return _any(annotation)


def _any(annotation: Any) -> st.SearchStrategy[Any]:
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in PLAIN:
        return PLAIN[annotation]
    if origin is typing.Annotated:
        return _ruled(inner[0], inner[1:])
    if origin in COMPOSED:
        return COMPOSED[origin](inner)
    if issubclass(annotation, Enum):
        return st.sampled_from(annotation)
    return st.deferred(lambda: any_value(annotation))


def _tuples(inner: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if Ellipsis in inner:
        return st.lists(_any(inner[0]), max_size=2).map(tuple)
    return st.tuples(*map(_any, inner))


COMPOSED: dict[Any, Callable[[tuple[Any, ...]], st.SearchStrategy[Any]]] = {
    typing.Literal: st.sampled_from,
    UnionType: lambda inner: st.one_of(*map(_any, inner)),
    typing.Union: lambda inner: st.one_of(*map(_any, inner)),
    tuple: _tuples,
    Mapping: lambda inner: st.dictionaries(*map(_any, inner), max_size=3),
}
