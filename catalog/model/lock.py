"""What a project's check found when somebody looked at it and agreed: `toolrisk.lock`.

Names of tools stand in it as they can be written: see `writable`.
"""

from datetime import date, timedelta
from typing import Annotated

from pydantic import Strict

from catalog.model.value import Value
from catalog.taxonomy import Category, Risk

Day = Annotated[date, Strict()]

LONGEST = timedelta(days=366)
"""How long a risk can be accepted at most, so that each is looked at again."""


def writable(text: str) -> str:
    """The text, with a lone surrogate, which no UTF-8 holds, as its escape."""
    return text.encode("utf-8", "backslashreplace").decode()


class LockedTool(Value):
    """One tool; `digest` is of the definition that was looked at."""

    name: str
    category: Category
    risk: Risk
    digest: str


class LockedServer(Value):
    """One server by its name in the configuration, and its tools, sorted.

    `offer` is the package, address or program that the configuration names, without secrets;
    `package` the exact version that was started, as a package URL. `start` is the digest of how
    it is configured to be started, but for versions and values that may be secret; `says` that
    of its instructions to the agent. None is what was not known.
    """

    name: str
    offer: str
    package: str | None = None
    start: str | None = None
    says: str | None = None
    tools: tuple[LockedTool, ...]


class LockedCombination(Value):
    """Tools (`server/tool`) that are worse together, by the ability that each adds."""

    name: str
    tools: tuple[tuple[str, ...], ...]


class Acceptance(Value):
    """A person's word that a risk is accepted: as high as that, for that definition, so long.

    `tool` is `server/tool`, a server by its name for what it says of itself, or the name of a
    combination. The last day is `until`.
    """

    tool: str
    risk: Risk
    digest: str
    who: str
    why: str
    until: Day


class Lock(Value):
    """All that was agreed to, everything sorted."""

    servers: tuple[LockedServer, ...] = ()
    combinations: tuple[LockedCombination, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
