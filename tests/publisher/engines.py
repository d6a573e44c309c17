"""CEL in two implementations that share no code, for the gateways that use it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import cel
import celpy
import pytest
from celpy.adapter import json_to_cel
from celpy.evaluation import CELEvalError


@cache
def _program(expression: str) -> Any:
    environment = celpy.Environment()
    return environment.program(environment.compile(expression))


@cache
def _compiled(expression: str) -> cel.Program:
    return cel.compile(expression)


def cel_python(expression: str, activation: Mapping[str, Any]) -> bool:
    """Whether it is true; an error is false, as the gateways have it."""
    try:
        told = _program(expression).evaluate(
            {name: json_to_cel(value) for name, value in activation.items()}
        )
    except CELEvalError:
        return False
    return bool(told == True)  # noqa: E712 - its own kind of truth


def cel_rust(expression: str, activation: Mapping[str, Any]) -> bool:
    """Whether it is true; an error is false, as the gateways have it."""
    try:
        return _compiled(expression).execute(dict(activation)) is True
    except (RuntimeError, TypeError, ValueError, KeyError):
        return False


CEL = pytest.mark.parametrize("holds", [cel_python, cel_rust])
