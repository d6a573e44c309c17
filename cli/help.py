"""How commands explain themselves: in the words of their files, not in Python's types."""

from typing import Any

from typer.core import TyperCommand, TyperGroup, TyperOption

TAKE_COMMANDS = {"introspect", "check"}
GIVEN = "toolrisk.given"
"""Where a command finds the words after `--`."""


class Command(TyperCommand):
    """One command of `cli.commands`; what follows `--` is a command of its own where one fits."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if self.name in TAKE_COMMANDS and "--" in args:
            at = args.index("--")
            ctx.meta[GIVEN] = args[at + 1 :]
            args = args[:at]
        return super().parse_args(ctx, args)

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
