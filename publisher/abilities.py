"""What a policy format can say, and what of a rule it may not be able to."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from catalog.model.policy import Limit, ToolRule
from catalog.taxonomy import Action

Spelling = Callable[[str, str], str | None]
"""Server and tool → the name that an engine compares; None for one that cannot be written."""


def exact(server: str, tool: str) -> str:
    """The spelling of a format that tells every name from every other."""
    return f"{server}\0{tool}"


def anything(_text: str) -> bool:
    """For a format that can write every parameter and value."""
    return True


class Lost(StrEnum):
    """What of a rule a format could not say."""

    LIMIT = "limit"
    ASK = "ask"
    DENY = "deny"
    HIDE = "hide"
    ARGUMENTS = "arguments"
    LIMIT_BY_ARGUMENT = "limit by argument"
    LIMIT_BY_TOOL = "limit by tool"
    VALUE = "value"
    NAME = "name"
    NAMESAKE = "namesake"


def everything(_server: str, _rule: ToolRule) -> frozenset[Lost]:
    """What a format lacks that says of each rule what it says of any."""
    return frozenset()


class Abilities(NamedTuple):
    """What a policy format can say.

    `arguments`: that an argument is one of some strings. `limits_by_argument`: a limit for
    those calls alone. `shared`: where all tools of a server are limited together, what the
    strictest of their limits becomes there. `writes`: whether it can write a parameter or a
    value. `unnamed` is what becomes of tools that a document does not name; where that is not
    deny, the format spells every name. `lacks`: which of LIMIT and ARGUMENTS it cannot say of
    one rule, though it can of others. `remarks` are true of every document.
    """

    actions: frozenset[Action]
    arguments: bool = False
    limits_by_argument: bool = False
    shared: Callable[[Limit], Limit] | None = None
    writes: Callable[[str], bool] = anything
    unnamed: Action = Action.DENY
    spelled: Spelling = exact
    lacks: Callable[[str, ToolRule], frozenset[Lost]] = everything
    remarks: tuple[str, ...] = ()

    def of(self, server: str, rule: ToolRule) -> "Abilities":
        """What it can say of this rule."""
        lacks = self.lacks(server, rule)
        return self._replace(
            actions=self.actions - ({Action.LIMIT} if Lost.LIMIT in lacks else set()),
            arguments=self.arguments and Lost.ARGUMENTS not in lacks,
        )
