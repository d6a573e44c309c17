"""Claude Code: the permissions of a settings.json.

Held against the real client, 2.1.197 (npm @anthropic-ai/claude-code); documented at
https://code.claude.com/docs/en/settings and https://code.claude.com/docs/en/permissions. Of the
lists `deny`, `ask` and `allow` the first that has a rule for a tool decides. A denied tool is
taken off the list that the model sees. About a tool that no list has the client asks, but not
where it is to skip permissions; about what `ask` has it asks even there. It cannot count calls,
nor look at an MCP tool's arguments: a rule with parentheses does nothing. Nor is `mcp__*` an
allowance, and under a denial of it no allowance brings a tool back, so that each tool is named.
Its names (see `formats.claude.names`) may be those of several tools.

JSON has no comments, and the client keeps a key that it does not know: `toolrisk` says
which tools the rules were made for, by server, with the digest of each one's definition, and
`theirs` which of those rules the user had before. SchemaStore has a schema of these files, but
no package registry does: the real client is what they are held against.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from catalog.model.policy import Rule
from catalog.taxonomy import Action
from publisher.abilities import Abilities
from publisher.adapt import Stack
from publisher.formats.claude import names
from publisher.formats.claude.settings import LISTS, Settings, written
from publisher.formats.json_text import read_json

SUFFIX = ".json"
STACKS = True
ABILITIES = Abilities(
    actions=frozenset({Action.ALLOW, Action.ASK, Action.HIDE}),
    unnamed=Action.ASK,
    spelled=names.called,
    remarks=("Claude Code asks about tools that no rule names, unless it is to skip permissions.",),
)
KIND = "Claude Code settings"
ACTIONS = {"deny": Action.HIDE, "ask": Action.ASK, "allow": Action.ALLOW}
"""What each list does, the first that decides first."""


def render(stack: Stack) -> str:
    """Settings with these rules alone."""
    return written(_with(Settings.of({}, KIND), stack).document(), "")


def merge(theirs: str, stack: Stack) -> str:
    """Their settings with these rules.

    Whatever of theirs allows a tool of these servers goes: the policy says what is allowed.
    What asks or denies stays, and decides before what allows.
    """
    settings = Settings.of(read_json(theirs, KIND), KIND)
    return written(_with(settings.without(stack), stack).document(), theirs)


def _with(settings: Settings, stack: Stack) -> Settings:
    named = {action: each for each, action in ACTIONS.items()}
    wanted: dict[str, set[str]] = {each: set() for each in LISTS}
    for server, policy in stack.items():
        for rule in policy.rules:
            wanted[named[rule.action]].add(names.called(server, rule.tool))
    tools = {
        server: {rule.tool: rule.digest for rule in policy.rules}
        for server, policy in stack.items()
    }
    return settings.adding(wanted, tools)


def read(text: str) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of settings; one for many tools has `*` in its tool's name, or in its server's."""
    settings = Settings.of(read_json(text, KIND), KIND)
    rules: dict[str, dict[str, Rule]] = {server: {} for server in settings.tools}
    decided = Deciding.of(settings)
    for server, tools in settings.tools.items():
        for tool, digest in tools.items():
            if action := decided.of_tool(names.called(server, tool)):
                rules[server][tool] = Rule(tool=tool, action=action, digest=digest)
    if settings.asks_nobody():
        for known in rules.values():
            known["*"] = Rule(tool="*", action=Action.ALLOW)
    for server, rule in _others(settings):
        rules.setdefault(server, {}).setdefault(rule.tool, rule)
    return {
        server: tuple(sorted(rules[server].values(), key=lambda each: each.tool))
        for server in sorted(rules)
    }


class Deciding(NamedTuple):
    """Each list's rules: those for one tool, by its name, and those for many."""

    lists: tuple[tuple[Action, frozenset[str], tuple[str, ...]], ...]

    @classmethod
    def of(cls, settings: Settings) -> "Deciding":
        """The lists in the order in which they decide."""
        found = ((action, settings.lists.get(key, ())) for key, action in ACTIONS.items())
        return cls(
            tuple(
                (action, frozenset(map(names.bare, rules)), tuple(filter(names.for_many, rules)))
                for action, rules in found
            )
        )

    def of_tool(self, name: str) -> Action | None:
        """What becomes of this tool, None where no rule is for it."""
        for action, exact, broad in self.lists:
            if name in exact or any(names.matches(each, name) for each in broad):
                return action
        return None


def _others(settings: Settings) -> Iterator[tuple[str, Rule]]:
    """Rules by the client's names, where the document does not say which tools they are for."""
    known = settings.known()
    for key, action in ACTIONS.items():
        for rule in settings.lists.get(key, ()):
            named = names.taken_apart(rule)
            if named and names.bare(rule) not in known:
                yield named.server, Rule(tool=named.tool or "*", action=action)
