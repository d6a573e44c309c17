"""An option that may be given without its value, which Typer does not know of."""

from typing import Any

import typer

from cli.command import Command


def bare_option(name: str) -> type[Command]:
    """A kind of command whose option `name`, given alone, leaves its value at the default."""

    class Bare(Command):
        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            ctx.meta[name] = any(each.partition("=")[0] == name for each in args)
            return super().parse_args(ctx, _with_values(args, name))

    return Bare


def was_given(context: typer.Context, name: str) -> bool:
    """Whether the call has that option, with a value or without."""
    return bool(context.meta.get(name))


def _with_values(args: list[str], name: str) -> list[str]:
    """The words without the option where no value follows it."""
    following = [*args, "--"][1:]
    return [
        word
        for word, after in zip(args, following, strict=True)
        if word != name or after == "-" or not after.startswith("-")
    ]
