"""How commands explain themselves: in the words of their files, not in Python's types."""

from typing import Any

from typer.core import TyperCommand, TyperGroup, TyperOption

AFTER_DASHES = "cli.after_dashes"
"""Where a call's words after `--` are kept, for a command whose own words are targets."""


class Command(TyperCommand):
    """One command of `cli.commands`."""

    def get_params(self, ctx: Any) -> list[Any]:
        return _spoken(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What stands after `--` is a command of the user's, where one is asked for."""
        if self.params and any(each.name == "targets" for each in self.params) and "--" in args:
            at = args.index("--")
            ctx.meta[AFTER_DASHES] = args[at + 1 :]
            args = args[:at]
        return super().parse_args(ctx, args)


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
