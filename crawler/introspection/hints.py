"""Pure: what a server says when it ends at once → what to start it with instead.

Listings often leave out what a server cannot start without. Most servers name it: a
variable, a flag, a subcommand, the address of a database. It gets a dummy, as a listing's
own wants do.
"""

import re
from collections.abc import Iterator, Mapping

from catalog.model.listing import Input
from catalog.model.value import Value
from crawler.introspection.dummies import HERE, dummy

VARIABLES = 12
"""Variables taken up from one message."""

_VARIABLE = re.compile(r"(?<![\w$/.-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w(])")
_NO_VARIABLE = re.compile(
    r"^(?:ERR|E|UV|NODE|MODULE|HTTP|SIG|JSON_RPC|MCP_SERVER)_|^(?:PYTHON|NODE|NPM)\w*$"
    r"|_(?:ERROR|FAILED|FOUND|EXCEPTION|EXIT)$"
)
_WANTS = re.compile(
    r"required|missing|must be|not set|not (?:been )?(?:provided|found|configured|defined|specified)"
    r"|please|provide|need|expected|undefined|environment variable",
    re.IGNORECASE,
)

_FLAGS = re.compile(
    r"(?:following arguments are required|[Mm]issing (?:required )?(?:option|argument|flag)s?"
    r"|[Rr]equired (?:option|argument|flag)s?(?: missing)?)[^-\n]{0,40}((?:--?[A-Za-z][\w-]*[ ,/'\"]*)+)"
)
_FLAG = re.compile(r"--[A-Za-z][\w-]*")

_POSITIONALS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words, re.IGNORECASE), value)
    for words, value in (
        (r"(?:provide|specify|missing|usage:)[^\n]{0,80}(?:database|postgres\w*)[ _-]?(?:url|uri)"
         r"|(?:database|connection)[ _-]?(?:url|uri|string)[^\n]{0,40}(?:as an?|command[- ]line) arg",
         "postgresql://dummy:dummy@localhost:5432/dummy"),
        (r"(?:provide|specify|missing|usage:)[^\n]{0,80}(?:<|\[)?(?:allowed[-_ ])?(?:director(?:y|ies)|path|folder)",
         HERE),
    )
)  # fmt: skip

_STDIO_FLAG = re.compile(r"--stdio\b")
_STDIO_TRANSPORT = re.compile(r"--transport\b[^\n]{0,80}\bstdio\b", re.DOTALL)
_STDIO_COMMAND = re.compile(r"(?:^[\s│|*]*|[{,|])(?:stdio)(?=[\s,|}│]|$)", re.MULTILINE)
_COMMAND = re.compile(r"^[\s│|*]{1,6}(serve|server|start|run|mcp)(?=\s{2,}|\s*$)", re.MULTILINE)
_USAGE = re.compile(r"usage|commands", re.IGNORECASE)


class Hint(Value):
    """What to add to the command and to its environment."""

    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = {}


def hint(said: str, arguments: tuple[str, ...], environment: Mapping[str, str]) -> Hint | None:
    """What the server asks for and was not given; None where it names nothing."""
    wanted = {name: dummy(Input(name=name)) for name in _variables(said) if name not in environment}
    more = tuple(_words(said, arguments))
    return Hint(arguments=more, environment=wanted) if wanted or more else None


def _variables(said: str) -> list[str]:
    """Variables named in a line, or beside one, that asks for something."""
    lines = said.splitlines()
    asking = [number for number, line in enumerate(lines) if _WANTS.search(line)]
    near = sorted({each for number in asking for each in range(number - 1, number + 4)})
    text = "\n".join(lines[each] for each in near if 0 <= each < len(lines))
    found = (each for each in _VARIABLE.findall(text) if not _NO_VARIABLE.search(each))
    return list(dict.fromkeys(found))[:VARIABLES]


def _words(said: str, given: tuple[str, ...]) -> Iterator[str]:
    for listed in _FLAGS.findall(said):
        for flag in dict.fromkeys(_FLAG.findall(listed)):
            if flag not in given:
                yield from (flag, dummy(Input(name=flag.lstrip("-"))))
    if not given:
        yield from _form(said)


def _form(said: str) -> Iterator[str]:
    """For a server without any argument: how it is told to speak over its pipes, or one value."""
    if _STDIO_TRANSPORT.search(said):
        yield from ("--transport", "stdio")
    elif _STDIO_FLAG.search(said):
        yield "--stdio"
    elif _USAGE.search(said) and _STDIO_COMMAND.search(said):
        yield "stdio"
    elif _USAGE.search(said) and (command := _COMMAND.search(said)):
        yield command[1]
    else:
        yield from (value for shape, value in _POSITIONALS[:2] if shape.search(said))
