"""A verdict in two or three plain sentences."""

from catalog.model.tool import Tool
from classifier.sighting import Match
from classifier.verdict import Verdict


def rationale(verdict: Verdict, matches: list[Match], tool: Tool) -> str:
    return f"{verdict.category} {len(matches)} {tool.name}"
