"""What Codex's table of a server says, and what it has to say to hold a policy.

Pure: a table's values and our notes beside them → the values that it gets.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from catalog.errors import InputError
from catalog.model.policy import Policy
from catalog.taxonomy import Action
from publisher.formats.members import strings, table
from publisher.formats.notes import comment, note

KIND = "Codex config"
MODES = ("approve", "auto", "writes", "prompt")
"""The laxest first. `auto` and `writes` go by what the server itself says of a tool."""
MODE_OF = {Action.ALLOW: "approve", Action.ASK: "prompt", Action.HIDE: "prompt"}


class Mode(NamedTuple):
    """A tool's `approval_mode` and the comment on its line; None where it has none."""

    value: str | None
    comment: str


class Server(NamedTuple):
    """A server's table: tools that alone are enabled, those that are not, and how each is asked."""

    enabled: tuple[str, ...] | None
    comment: str
    disabled: frozenset[str]
    default: str | None
    modes: Mapping[str, Mode]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Server":
        """Reads the values, and the comments where the table is tomlkit's. Raises InputError."""
        tools = table(row, "tools", KIND)
        rows = {name: table(tools, name, KIND) for name in tools}
        return cls(
            tuple(strings(row, "enabled_tools", KIND)) if "enabled_tools" in row else None,
            _comment(row.get("enabled_tools")),
            frozenset(strings(row, "disabled_tools", KIND)),
            _mode(row, "default_tools_approval_mode"),
            {
                name: Mode(_mode(each, "approval_mode"), _comment(each.get("approval_mode")))
                for name, each in rows.items()
            },
        )

    def action(self, tool: str) -> Action:
        """The most that a call of the tool may get."""
        if tool in self.disabled or (self.enabled is not None and tool not in self.enabled):
            return Action.HIDE
        mode = self.modes.get(tool, Mode(None, "")).value or self.default
        return Action.ASK if mode == "prompt" else Action.ALLOW

    def holding(self, policy: Policy) -> "Server":
        """With the policy in the place of ours from before, and nothing wider than the user's."""
        said = note(self.comment)
        before = self.enabled if said.ours is None else _names(said.ours, self.enabled)
        listed = [rule.tool for rule in policy.rules if rule.action is not Action.HIDE]
        kept = {} if before is None else {"before": list(before)}
        return self._replace(
            enabled=tuple(each for each in listed if before is None or each in before),
            comment=comment(kept, said.theirs),
            modes={**self._their_modes(), **self._our_modes(policy)},
        )

    def _their_modes(self) -> dict[str, Mode]:
        return {tool: _before(mode) for tool, mode in self.modes.items()}

    def _our_modes(self, policy: Policy) -> dict[str, Mode]:
        return {
            rule.tool: self._narrowed(
                self.modes.get(rule.tool, Mode(None, "")), MODE_OF[rule.action], rule.digest
            )
            for rule in policy.rules
        }

    def _narrowed(self, mode: Mode, ours: str, digest: str) -> Mode:
        before = _before(mode)
        default = None if self.default == "auto" else self.default
        closed = before.value or default
        value = max(ours, closed or ours, key=MODES.index)
        said = {"digest": digest, **({"before": before.value} if before.value else {})}
        return Mode(value, comment(said, before.comment))


def _names(said: Mapping[str, Any], otherwise: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The tools that the user had enabled, None for all; of a damaged comment, those there are."""
    before = said.get("before")
    if isinstance(before, list) and all(isinstance(each, str) for each in before):
        return tuple(before)
    return otherwise if "before" in said else None


def _before(mode: Mode) -> Mode:
    """What the user's own line said."""
    said = note(mode.comment)
    return mode if said.ours is None else Mode(_known(said.ours.get("before")), said.theirs)


def _comment(item: object) -> str:
    trivia = getattr(item, "trivia", None)
    return str(trivia.comment) if trivia is not None else ""


def _mode(row: Mapping[str, Any], key: str) -> str | None:
    if key in row and row[key] not in MODES:
        raise InputError(f"no {KIND}: {key!r} is none of {', '.join(MODES)}; correct it there")
    return _known(row.get(key))


def _known(mode: object) -> str | None:
    return str(mode) if mode in MODES else None
