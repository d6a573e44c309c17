"""The rules of a Gemini CLI policy file, in the order in which the engine looks at them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from catalog.errors import InputError
from catalog.model.policy import Condition
from catalog.taxonomy import Action
from publisher.formats import gemini_names as names
from publisher.formats.gemini_patterns import condition

KIND = "Gemini CLI policy"
DECISIONS = {"allow": Action.ALLOW, "ask_user": Action.ASK, "deny": Action.DENY}
_CONDITIONS = ("modes", "subagent", "toolAnnotations", "interactive", "commandPrefix")


class Entry(NamedTuple):
    """One rule for one `toolName`.

    `name` is what the engine compares. `tool` is what the rule's own comment says that it was
    made for. `certain` is False where it holds only under a condition that we cannot read.
    """

    server: str | None
    name: str
    action: Action
    priority: int
    when: Condition | None = None
    certain: bool = True
    told: bool = False
    tool: str | None = None
    digest: str | None = None

    def covers(self, server: str, name: str) -> bool:
        """Whether it is for the server's tool of the engine's name."""
        if self.server not in (None, "*", server):
            return False
        return self.name in _names_for(server, name)


class Entries(NamedTuple):
    """All rules, and where those for each name are."""

    rules: tuple[Entry, ...]
    by_name: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, rules: Iterable[Entry]) -> "Entries":
        """Rules of the same priority hold in the order of the document."""
        ordered = tuple(sorted(rules, key=lambda each: -each.priority))
        by_name: dict[str, tuple[int, ...]] = defaultdict(tuple)
        for at, rule in enumerate(ordered):
            by_name[rule.name] += (at,)
        return cls(ordered, by_name)

    def covering(self, server: str, name: str) -> Iterator[Entry]:
        """The rules that are for this tool, the first that decides first."""
        found = {at for each in _names_for(server, name) for at in self.by_name.get(each, ())}
        return (self.rules[at] for at in sorted(found) if self.rules[at].covers(server, name))


def _names_for(server: str, name: str) -> tuple[str, ...]:
    own = names.prefix(server)
    whole = (f"{own}*",) if name.startswith(own) else ()
    return (name, f"{own}{name}", "*", "mcp_*", *whole)


def entries(data: Mapping[str, Any], notes: Iterable[Mapping[str, Any]] = ()) -> Iterator[Entry]:
    """The rules of a document's data; of each, in order, what its comment notes."""
    rules = data.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(each, dict) for each in rules):
        raise InputError(f"{KIND}: 'rule' is no list of tables; write each as [[rule]]")
    noted = iter(notes)
    for at, row in enumerate(rules, start=1):
        yield from _entries(row, at, next(noted, {}))


def _entries(row: Mapping[str, Any], at: int, note: Mapping[str, Any]) -> Iterator[Entry]:
    server, named, pattern = row.get("mcpName"), row.get("toolName"), row.get("argsPattern")
    tools = named if isinstance(named, list) else [named]
    decision, priority = row.get("decision"), row.get("priority")
    texts = [*tools, *(each for each in (server, pattern) if each is not None)]
    if not all(isinstance(each, str) for each in texts) or decision not in DECISIONS:
        raise InputError(f"{KIND}: rule {at} has no toolName, or no decision; correct it there")
    if not isinstance(priority, int):
        raise InputError(f"{KIND}: rule {at} has no priority; correct it there")
    when = condition(pattern) if pattern is not None else None
    for tool in tools:
        yield Entry(
            server=server,
            name=names.ruled(server, tool) if server else tool,
            action=DECISIONS[decision],
            priority=priority,
            when=when,
            certain=(when is not None or pattern is None) and not row.keys() & set(_CONDITIONS),
            told="denyMessage" in row,
            tool=note.get("tool"),
            digest=note.get("digest"),
        )


def noted(line: str) -> Mapping[str, Any]:
    """What the comment of a [[rule]] line of ours notes; nothing where it is none of ours."""
    try:
        note = json.loads(line.partition("#")[2] or "{}")
    except (ValueError, RecursionError):
        return {}
    return note if isinstance(note, dict) else {}
