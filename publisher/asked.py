"""What a server wants to be given when it is started or reached. Pure; never a value."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from catalog.model.about import Asked
from catalog.model.listing import Argument, Input, Listing
from publisher.excerpt import LINE, NAME, cut

Place = Literal["variable", "header", "argument", "URL"]


def asked(listing: Listing) -> tuple[Asked, ...]:
    """Everything that its packages and remotes want, what is secret or required first."""
    found: dict[tuple[str, str], Asked] = {}
    for place, each in _inputs(listing):
        said = _asked(place, each)
        before = found.get((place, each.name))
        found[place, each.name] = _together(before, said) if before else said
    return tuple(sorted(found.values(), key=lambda each: (not each.secret, not each.required)))


def _inputs(listing: Listing) -> Iterator[tuple[Place, Input]]:
    for package in listing.packages:
        yield from _with_variables("variable", package.environment)
        for argument in (*package.runtime_arguments, *package.arguments):
            yield from _of_argument(argument)
    for remote in listing.remotes:
        yield from _with_variables("header", remote.headers)
        yield from (("URL", each) for each in remote.variables)


def _with_variables(place: Place, inputs: Sequence[Input]) -> Iterator[tuple[Place, Input]]:
    """The inputs; one with a fixed value wants only what stands in its places to fill."""
    for each in inputs:
        if each.value is None or (place == "variable" and not each.variables):
            yield place, each
        yield from _open(place, each.variables)


def _of_argument(argument: Argument) -> Iterator[tuple[Place, Input]]:
    if argument.value is None and argument.name:
        yield "argument", argument
    yield from _open("argument", argument.variables)


def _open(place: Place, inputs: Iterable[Input]) -> Iterator[tuple[Place, Input]]:
    yield from ((place, each) for each in inputs if each.value is None)


def _asked(place: Place, given: Input) -> Asked:
    return Asked(
        name=cut(given.name, NAME),
        place=place,
        required=given.required,
        secret=given.secret,
        says=cut(given.description or "", LINE),
    )


def _together(one: Asked, other: Asked) -> Asked:
    """Of two ways to start that both want it: secret if either says so, required likewise."""
    return one.model_copy(
        update={
            "secret": one.secret or other.secret,
            "required": one.required or other.required,
            "says": one.says or other.says,
        }
    )
