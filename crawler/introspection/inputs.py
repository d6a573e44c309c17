"""Pure: a package's arguments and variables, as server.json defines them, filled in.

What is fixed or has a default is given; what is required gets a dummy; the rest is
left out. `{name}` stands for a variable of that name and, where there is none, for itself.
https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json
"""

import re
from collections.abc import Callable, Iterable

from catalog.model.listing import Argument, Input
from crawler.introspection.dummies import dummy

_SWITCH = {"true": 1, "false": 0}

_BRACED = re.compile(r"\{([^{}]+)\}")


def command_line(arguments: Iterable[Argument]) -> tuple[str, ...]:
    """The words after the command, in the order given."""
    return tuple(word for each in arguments for word in _words(each))


def environment(wanted: Iterable[Input]) -> dict[str, str]:
    """The variables to set, by name."""
    given = ((each.name, _value(each)) for each in wanted)
    return {name: value for name, value in given if value is not None}


def filled(
    template: str, variables: Iterable[Input], unknown: Callable[[str], str] = "{{{}}}".format
) -> str:
    """The template with its variables; `unknown` gives what stands for one that it has not."""
    known = {each.name: each for each in variables}

    def replaced(found: re.Match[str]) -> str:
        variable = known.get(found[1])
        return unknown(found[1]) if variable is None else _plain(variable)

    return _BRACED.sub(replaced, template)


def _words(argument: Argument) -> list[str]:
    """A named argument's flag and value are two words, as editors that read server.json pass them.

    Its schema writes `--flag={value}`, which short flags and hand-written parsers do not take.
    A switch has no value; and a flag without its dashes, as some rows have it, gets them.
    """
    value = _value(argument)
    if value is None:
        return []
    if argument.kind == "positional":
        return [value]
    flag = argument.name if argument.name.startswith("-") else f"--{argument.name}"
    if argument.format == "boolean" and value in _SWITCH:
        return [flag] * _SWITCH[value]
    return [flag, value]


def _value(wanted: Input) -> str | None:
    template = wanted.value if wanted.value is not None else wanted.default
    if template is None:
        return dummy(wanted) if wanted.required else None
    return filled(template, wanted.variables)


def _plain(variable: Input) -> str:
    """A variable's own value; the schema gives variables no variables."""
    if variable.value is not None:
        return variable.value
    return variable.default if variable.default is not None else dummy(variable)
