"""The permissions of Claude Code's settings, and which of the rules in them are ours."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from catalog.errors import InputError
from publisher.formats.claude import names
from publisher.formats.marked import MADE
from publisher.formats.members import strings, table
from publisher.formats.spelling import encodable

LISTS = ("allow", "ask", "deny")
KEPT = ("ask", "deny")
"""The lists in which the rules that a user had stay."""
OURS = "toolrisk"

Lists = Mapping[str, tuple[str, ...]]
Tools = Mapping[str, Mapping[str, str | None]]
"""The digest of each tool's definition, by server."""

_INDENT = re.compile(r'^\{\r?\n([ \t]+)"')


class Settings(NamedTuple):
    """A document: its lists, the tools that rules of ours are for, and which rules for them
    the user had before."""

    row: Mapping[str, Any]
    lists: Lists
    tools: Tools
    theirs: Lists

    @classmethod
    def of(cls, row: Mapping[str, Any], kind: str) -> "Settings":
        """Raises InputError for what is no such document."""
        permissions, ours = table(row, "permissions", kind), table(row, OURS, kind)
        before, servers = table(ours, "theirs", kind), table(ours, "tools", kind)
        return cls(
            row,
            {key: tuple(strings(permissions, key, kind)) for key in LISTS if key in permissions},
            {server: _digests(servers, server, kind) for server in servers},
            {key: tuple(strings(before, key, kind)) for key in KEPT},
        )

    def asks_nobody(self) -> bool:
        """Whether tools that no rule names may be called unasked."""
        permissions = self.row.get("permissions", {})
        return bool(permissions.get("defaultMode") == "bypassPermissions")

    def known(self) -> set[str]:
        """The client's names of the tools that rules of ours are for."""
        return set(_called(self.tools))

    def without(self, servers: Collection[str]) -> "Settings":
        """Without our rules for these servers, and without what the user allowed of them."""
        kept = {server: each for server, each in self.tools.items() if server not in servers}
        others = set(_called(kept))
        gone = {
            *(("allow", each) for each in self.lists.get("allow", ()) if _about(each, servers)),
            *((key, name) for name in self.known() for key in KEPT if name not in self.theirs[key]),
        }
        lists = {
            key: tuple(each for each in rules if each in others or (key, each) not in gone)
            for key, rules in self.lists.items()
        }
        theirs = {key: tuple(each for each in self.theirs[key] if each in others) for key in KEPT}
        return self._replace(lists=lists, tools=kept, theirs=theirs)

    def adding(self, wanted: Mapping[str, Collection[str]], tools: Tools) -> "Settings":
        """With these rules too, for these tools; in each list ours stand last, sorted."""
        about = set[str]().union(*wanted.values())
        had = {key: set(self.lists.get(key, ())) & about - self.known() for key in KEPT}
        theirs = {key: tuple(sorted({*self.theirs[key], *had[key]})) for key in KEPT}
        lists = dict(self.lists)
        for key, rules in wanted.items():
            there = lists.get(key, ())
            own = set(there) & (about | self.known()) | set(rules)
            ours = own.difference(theirs.get(key, ()))
            if key in lists or ours:
                lists[key] = (*(each for each in there if each not in ours), *sorted(ours))
        return self._replace(lists=lists, tools={**self.tools, **tools}, theirs=theirs)

    def document(self) -> dict[str, Any]:
        """The whole of it, everything else as it was."""
        tools = {server: dict(sorted(self.tools[server].items())) for server in sorted(self.tools)}
        theirs = {key: rules for key, rules in self.theirs.items() if rules}
        ours = {"about": MADE, "tools": tools, **({"theirs": theirs} if theirs else {})}
        return {
            **self.row,
            "permissions": {**self.row.get("permissions", {}), **self.lists},
            OURS: ours,
        }


def written(document: Mapping[str, Any], like: str) -> str:
    """The document as JSON, indented as that text is, with any lone surrogate escaped."""
    indent = _INDENT.match(like)
    text = json.dumps(document, indent=indent[1] if indent else 2, ensure_ascii=False)
    return encodable(text) + "\n"


def _called(tools: Tools) -> Iterator[str]:
    return (names.called(server, tool) for server, found in tools.items() for tool in found)


def _about(rule: str, servers: Collection[str]) -> bool:
    return any(names.about(rule, server) for server in servers)


def _digests(servers: Mapping[str, Any], server: str, kind: str) -> Mapping[str, str | None]:
    digests = table(servers, server, kind)
    if not all(each is None or isinstance(each, str) for each in digests.values()):
        raise InputError(f"no {kind}: the digests of {server!r} are not strings; correct it there")
    return digests
