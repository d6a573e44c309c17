"""Pure: the values that a user names for a server → the server with them in its listing.

All else that it wants stays a dummy.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from catalog.model.listing import Argument, Input, Package, Remote
from catalog.model.server import Server

_REFERENCE = re.compile(r"\$\{(?:env:)?([A-Za-z_]\w*)(?::-([^}]*))?\}")
"""How clients' files refer to a variable of the environment, with a default."""

_ELSEWHERE = re.compile(r"\$\{\w+:")
"""What only the client knows, such as what it asked for."""


class Unnamed(ValueError):
    """A value that cannot be given; the text says what to do."""


class Purse:
    """A server's hidden values, and the environment: it gives what was named, and no more.

    What a configuration refers to is the environment's, and has to be named as well: the
    file may be anybody's, and call any of the user's variables its own.
    """

    def __init__(
        self, hidden: Mapping[str, str], named: Collection[str], environment: Mapping[str, str]
    ) -> None:
        self._hidden = hidden
        self._named = named
        self._environment = environment

    def values(self) -> dict[str, str]:
        """The named values, and the hidden ones that refer to named variables alone.

        Raises Unnamed for a name without a value.
        """
        wanted = dict.fromkeys(self._named)
        wanted |= {name: None for name, said in self._hidden.items() if self._is_meant(said)}
        return {name: self._value(name) for name in wanted if not self._is_mere_reference(name)}

    def _is_meant(self, said: str) -> bool:
        refers = _references(said)
        return bool(refers) and refers <= {*self._named}

    def _is_mere_reference(self, name: str) -> bool:
        """Whether it is of the environment, and only another value refers to it."""
        return name not in self._hidden and any(
            name in _references(said) for said in self._hidden.values()
        )

    def _value(self, name: str, inside: str | None = None) -> str:
        """`inside` is the value that refers to it: one may refer to another, and no further."""
        said = self._hidden.get(name)
        if not said or _ELSEWHERE.search(_REFERENCE.sub("", said)):
            return self._of_environment(name)
        return _REFERENCE.sub(lambda found: self._referred(found, name, inside), said)

    def _referred(self, found: re.Match[str], by: str, inside: str | None) -> str:
        name, default = found[1], found[2]
        if name in self._hidden and name != by and inside is None:
            return self._value(name, by)
        if name not in self._named and name in self._environment:
            raise Unnamed(f"its configuration refers to {name}, which is to be named as well")
        return self._of_environment(name, default)

    def _of_environment(self, name: str, default: str | None = None) -> str:
        value = self._environment.get(name, default) if name in self._named else default
        if value is None:
            raise Unnamed(
                "neither its configuration nor the environment has a value of that name; "
                f"set {name}, or name another"
            )
        return value


def _references(said: str) -> set[str]:
    return {found[1] for found in _REFERENCE.finditer(said)}


def with_values(server: Server, values: Mapping[str, str]) -> Server:
    """The server that is given these; one that it does not mention is a variable or header."""
    listing = server.current
    given = _Given(values)
    filled = listing.model_copy(
        update={
            "packages": tuple(map(given.package, listing.packages)),
            "remotes": tuple(map(given.remote, listing.remotes)),
        }
    )
    rest = tuple(each for each in server.listings if each is not listing)
    return server.model_copy(update={"listings": (filled, *rest)})


class _Given:
    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    def package(self, package: Package) -> Package:
        named = {each.name for argument in package.arguments for each in argument.variables}
        return package.model_copy(
            update={
                "arguments": tuple(map(self._argument, package.arguments)),
                "environment": self._inputs(package.environment, named),
            }
        )

    def remote(self, remote: Remote) -> Remote:
        named = {each.name for each in remote.variables}
        return remote.model_copy(
            update={
                "variables": tuple(map(self._input, remote.variables)),
                "headers": self._inputs(remote.headers, named),
            }
        )

    def _argument(self, argument: Argument) -> Argument:
        return argument.model_copy(
            update={"variables": tuple(map(self._input, argument.variables))}
        )

    def _inputs(self, inputs: Iterable[Input], named: set[str]) -> tuple[Input, ...]:
        there = tuple(map(self._input, inputs))
        known = named | {each.name for each in there}
        added = (Input(name=name, value=value, secret=True)
                 for name, value in self.values.items() if name not in known)  # fmt: skip
        return (*there, *added)

    def _input(self, wanted: Input) -> Input:
        value = self.values.get(wanted.name)
        return wanted if value is None else wanted.model_copy(update={"value": value})
