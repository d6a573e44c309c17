"""What a server's tools can do together, and how bad the whole of it is."""

from catalog.model.value import Value


class Combination(Value):
    """Abilities that are worse together than each alone; by ability, the tools that have it.

    Where some are left out, `more` counts them by ability.
    """

    name: str
    means: str
    tools: tuple[tuple[str, ...], ...]
    more: tuple[int, ...] = ()


class Grade(Value):
    """From A, nothing above low, to E; None where too little is known. `reasons` in sentences."""

    letter: str | None
    reasons: tuple[str, ...]
    combinations: tuple[Combination, ...]
