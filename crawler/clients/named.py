"""Pure: the values that a user names for a server → the server with them in its listing.

All else that it wants stays a dummy.
"""

import re
from collections.abc import Iterable, Mapping

from catalog.model.listing import Argument, Input, Package, Remote
from catalog.model.server import Server

_REFERENCE = re.compile(r"\$\{(?:env:)?([A-Za-z_]\w*)(?::-([^}]*))?\}")
"""How clients' files refer to a variable of the environment, with a default."""

_ELSEWHERE = re.compile(r"\$\{")


def value_of(name: str, hidden: Mapping[str, str], environment: Mapping[str, str]) -> str | None:
    """The value of that name: of the server's configuration, else of the environment.

    What a configuration only refers to is looked up; None where there is none.
    """
    said = hidden.get(name)
    if said is not None:
        said = _REFERENCE.sub(lambda found: environment.get(found[1], found[2] or ""), said)
    return environment.get(name) if not said or _ELSEWHERE.search(said) else said


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
