"""What people decided of tools, for a person at a terminal."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cli.console import BELOW, Voice
from publisher.words.server import plural

if TYPE_CHECKING:
    from cli.decision_view import DecisionList, OnTool

DECISIONS = ("{count} decision", "{count} decisions")
ASKED_AGAIN = (
    "{count} tool has changed since a person decided of it, and is asked for again",
    "{count} tools have changed since a person decided of them, and are asked for again",
)


def say_asked_again(count: int, voice: Voice) -> None:
    """The remark on decisions that are outdated; silent where there is none."""
    if count:
        voice.say(f"{plural(ASKED_AGAIN, count)}: toolrisk verdict tells which.")


def show_decisions(found: "DecisionList", voice: Voice) -> None:
    """A table of all decisions, and what is asked for again."""
    rows = [
        (
            f"{each.server or '(any server)'}/{each.tool}", each.decision.risk,
            each.decision.category, each.state, each.decision.who,
            f"{each.decision.at:%Y-%m-%d %H:%M}", each.decision.why,
        )
        for each in found.decisions
    ]  # fmt: skip
    heads = ("tool", "risk", "category", "state", "who", "when (UTC)", "why")
    voice.table(plural(DECISIONS, len(rows)), heads, rows)
    say_asked_again(found.asked_again, voice)


def show_on_tool(on: "OnTool", others: Iterable[str], voice: Voice) -> None:
    """Who decided of a tool and when, and what the others say; or that it is asked for again."""
    said = on.said
    by = f"{said.who}, {said.at:%Y-%m-%d %H:%M} UTC"
    if on.asked_again:
        was = f"{said.risk} {said.category} ({said.why})"
        line = f"asked for again: it has changed since {by}, decided that it is {was}"
        voice.text(line, style="yellow", margin=BELOW)
        return
    voice.text("; ".join((f"decided by {by}", *others)), margin=BELOW)
