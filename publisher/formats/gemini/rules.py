"""The rules of a Gemini CLI policy file, in the order in which the engine looks at them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from typing import Any, NamedTuple

from catalog.errors import InputError
from catalog.model.policy import Condition
from catalog.taxonomy import Action
from publisher.formats.gemini import names
from publisher.formats.gemini.patterns import condition

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
    by_name: Mapping[str, list[int]]

    @classmethod
    def of(cls, rules: Iterable[Entry]) -> "Entries":
        """Rules of the same priority hold in the order of the document."""
        ordered = tuple(sorted(rules, key=lambda each: -each.priority))
        by_name: dict[str, list[int]] = defaultdict(list)
        for at, rule in enumerate(ordered):
            by_name[rule.name].append(at)
        return cls(ordered, by_name)

    def covering(self, server: str, name: str) -> Iterator[Entry]:
        """The rules that are for this tool, the first that decides first."""
        found = merge(*(self.by_name.get(each, ()) for each in _names_for(server, name)))
        return (self.rules[at] for at in found if self.rules[at].covers(server, name))


def _names_for(server: str, name: str) -> tuple[str, ...]:
    own = names.prefix(server)
    whole = (f"{own}*",) if name.startswith(own) else ()
    return (name, f"{own}{name}", "*", "mcp_*", *whole)


def entries(data: Mapping[str, Any], notes: Iterable[Mapping[str, Any]] = ()) -> Iterator[Entry]:
    """The rules of a document's data; of each, in order, what its comment notes."""
    rules = data.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(each, dict) for each in rules):
        raise InputError(f"no {KIND}: 'rule' is no list of tables; write each as [[rule]]")
    noted = iter(notes)
    for at, row in enumerate(rules, start=1):
        yield from _entries(row, at, next(noted, {}))


def _entries(row: Mapping[str, Any], at: int, note: Mapping[str, Any]) -> Iterator[Entry]:
    server, pattern = _text(row, "mcpName", at), _text(row, "argsPattern", at)
    decision, priority = row.get("decision"), row.get("priority")
    if decision not in DECISIONS or not isinstance(priority, int):
        raise InputError(f"no {KIND}: rule {at} has no decision, or no priority; correct it there")
    when = condition(pattern) if pattern is not None else None
    for tool in _tools(row, at):
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


def _tools(row: Mapping[str, Any], at: int) -> Iterator[str]:
    named = row.get("toolName")
    for each in named if isinstance(named, list) else [named]:
        if not isinstance(each, str):
            raise InputError(f"no {KIND}: rule {at} has no toolName; name a tool, or '*' for any")
        yield each


def _text(row: Mapping[str, Any], key: str, at: int) -> str | None:
    found = row.get(key)
    if found is not None and not isinstance(found, str):
        raise InputError(f"no {KIND}: rule {at} has a {key} that is no text; correct it there")
    return found


def noted(line: str) -> Mapping[str, Any]:
    """What the comment of a [[rule]] line of ours notes; nothing where it is none of ours."""
    try:
        note = json.loads(line.partition("#")[2] or "{}")
    except (ValueError, RecursionError):
        return {}
    return note if isinstance(note, dict) else {}
