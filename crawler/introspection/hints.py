"""Pure: what a server says when it ends at once → what to start it with instead.

Listings often leave out what a server cannot start without. Most servers name it: a
variable, a flag, a subcommand, the address of a database. It gets a dummy, as a listing's
own wants do.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from catalog.model.listing import Input
from catalog.model.value import Value
from crawler.introspection.dummies import DATABASE, HERE, dummy

POSITIONALS = 3
"""Words after which no further one is made up."""

VARIABLES = 12
"""Variables taken up from one message."""

_VARIABLE = re.compile(r"(?<![\w$/.-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w(])")
_NO_VARIABLE = re.compile(
    r"^(?:ERR|E|UV|NODE|MODULE|HTTP|SIG|JSON_RPC|MCP_SERVER)_|^(?:PYTHON|NODE|NPM)\w*$"
    r"|_(?:ERROR|FAILED|FOUND|EXCEPTION|EXIT)$"
)
_WANTS = re.compile(
    r"KeyError|required|missing|must be|not set|please|provide|need|expected|undefined"
    r"|environment variable|not (?:been )?(?:provided|found|configured|defined|specified)",
    re.IGNORECASE,
)

_HELP = re.compile(r"\s*(?:usage|options|commands|examples?)\b.*:", re.IGNORECASE)

_FLAGS = re.compile(
    r"(?:following arguments are required"
    r"|[Mm]issing (?:required )?(?:option|argument|flag)s?"
    r"|[Rr]equired (?:option|argument|flag)s?(?: missing)?)"
    r"[^-\n]{0,40}((?:--?[A-Za-z][\w-]*[ ,/'\"]*)+)"
)
_SWITCH = re.compile(r"requires?[^-\n]{0,20}(--[A-Za-z][\w-]*)['\"`]? (?:flag|switch)")
_FLAG = re.compile(r"--[A-Za-z][\w-]*")

_ASKS = r"(?:provide|specify|missing|usage:)[^\n]{0,80}"
_POSITIONALS = (
    (re.compile(rf"{_ASKS}(?:database|postgres\w*)[ _-]?(?:url|uri)", re.IGNORECASE), DATABASE),
    (re.compile(rf"{_ASKS}(?:director(?:y|ies)|path|folder)", re.IGNORECASE), HERE),
)
"""What a server that takes its one argument bare is given."""

_PLACEHOLDER = re.compile(r"usage:[^\n]*?[<\[](?!-)([A-Za-z][\w-]*)[>\]]", re.IGNORECASE)
_FLAG_VALUE = re.compile(r"--?[A-Za-z][\w-]*[ =]<[^>\n]*>")
_NO_PLACEHOLDER = {"options", "command", "commands", "args", "arguments", "flags"}

_STDIO_FLAG = re.compile(r"--stdio\b|(?:listening|running|available) (?:on|at) (?:port|http)")
_STDIO_TRANSPORT = re.compile(r"--transport\b[^\n]{0,80}\bstdio\b", re.DOTALL)
_STDIO_COMMAND = re.compile(r"(?:^[\s│|*]*|[{,|])(?:stdio)(?=[\s,|}│]|$)", re.MULTILINE)
_COMMAND = re.compile(
    r"^[\s│|*]{1,6}(serve|server|start|run|mcp)(?=\s{2,}|\s*$)"
    r"|(?:[Ee]xpected|[Cc]ommands?)[^\n]*?['\"`](serve|server|start|run|mcp|stdio)['\"`]",
    re.MULTILINE,
)
_USAGE = re.compile(r"usage|command", re.IGNORECASE)


SQLITE = "sqlite:///dummy.db"


class Hint(Value):
    """What to add to the command and to its environment."""

    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = {}


def hint(said: str, arguments: tuple[str, ...], environment: Mapping[str, str]) -> Hint | None:
    """What the server asks for and was not given; None where it names nothing."""
    wanted = {name: dummy(Input(name=name)) for name in _variables(said) if name not in environment}
    if "sqlalchemy" in said:  # it has a driver for every file, and for a server only with luck
        wanted |= {name: SQLITE for name, value in environment.items() if value == DATABASE}
    more = (*_flags(said, arguments), *(() if wanted else _words(said, arguments)))
    return Hint(arguments=more, environment=wanted) if wanted or more else None


def _variables(said: str) -> list[str]:
    """Variables named in a line, or beside one, that asks for something; not those of a help
    text that follows it."""
    lines = said.splitlines()
    asking = [number for number, line in enumerate(lines) if _WANTS.search(line)]
    helps = (number for number, line in enumerate(lines) if _HELP.match(line))
    end = next((number for number in helps if asking and number > asking[0]), len(lines))
    near = {each for number in asking if number < end for each in range(number - 1, number + 4)}
    text = "\n".join(lines[each] for each in sorted(near) if 0 <= each < end)
    found = (each for each in _VARIABLE.findall(text) if not _NO_VARIABLE.search(each))
    names = dict.fromkeys(found)
    return [each for each in names if not _instead(each, names)][:VARIABLES]


def _instead(name: str, names: Collection[str]) -> bool:
    """Whether it is another way to give what one of the others gives."""
    return name.removesuffix("_FILE") != name and name.removesuffix("_FILE") in names


def _flags(said: str, given: tuple[str, ...]) -> Iterator[str]:
    """Flags that are said to be required, each with a dummy, and switches."""
    for listed in _FLAGS.findall(said):
        for flag in dict.fromkeys(_FLAG.findall(listed)):
            if flag not in given:
                yield from (flag, dummy(Input(name=flag.lstrip("-"))))
    yield from (each for each in _SWITCH.findall(said) if each not in given)


def _words(said: str, given: tuple[str, ...]) -> Iterator[str]:
    """How it is used, where it asks for nothing by name."""
    if not given:
        yield from _form(said)
    elif _WANTS.search(said) and len(given) < POSITIONALS:
        yield from _placeholder(said)


def _form(said: str) -> Iterator[str]:
    """For a server without any argument: how it is told to speak over its pipes, or one value."""
    if _STDIO_TRANSPORT.search(said):
        yield from ("--transport", "stdio")
    elif _STDIO_FLAG.search(said):
        yield "--stdio"
    elif _USAGE.search(said) and _STDIO_COMMAND.search(said):
        yield "stdio"
    elif _USAGE.search(said) and (command := _COMMAND.search(said)):
        yield command[1] or command[2]
    else:
        named = [value for shape, value in _POSITIONALS if shape.search(said)]
        yield from named[:1] or _placeholder(said)


def _placeholder(said: str) -> Iterator[str]:
    """A dummy for the first `<name>` that the usage shows."""
    found = _PLACEHOLDER.search(_FLAG_VALUE.sub("", said))
    if found and found[1].lower() not in _NO_PLACEHOLDER:
        yield dummy(Input(name=found[1]))
