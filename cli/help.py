"""How commands explain themselves: in the words of their files, not in Python's types."""

from typing import Any

from typer.core import TyperCommand, TyperGroup, TyperOption


class Command(TyperCommand):
    """One command of `cli.commands`."""

    def get_params(self, ctx: Any) -> list[Any]:
        return _spoken(super().get_params(ctx))


class Group(TyperGroup):
    """The command that has the others."""

    def get_params(self, ctx: Any) -> list[Any]:
        return _spoken(super().get_params(ctx))


def _spoken(params: list[Any]) -> list[Any]:
    """The parameters; a flag takes no value, so none is named."""
    for each in params:
        if isinstance(each, TyperOption) and each.is_flag:
            each.metavar = ""
    return params
