"""What people decided of tools, and what is asked for again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from catalog.model.classification import Override
from catalog.model.server import Server
from catalog.model.value import Value
from catalog.model.verdict import Verdict
from catalog.store import overrides as override_store
from catalog.store import servers as server_store
from catalog.store.catalog import Catalog
from catalog.taxonomy import Category, Risk

State = Literal["holds", "asked for again", "not offered now"]


class WordView(Value):
    """What a person decided: who, why and when."""

    category: Category
    risk: Risk
    who: str
    why: str
    at: datetime


class OnTool(Value):
    """A decision on a tool, or where it is `asked_again`, on what the tool was before."""

    said: WordView
    asked_again: bool


class DecisionLine(Value):
    """One decision, and whether it holds: where the definition is another it is asked for again.

    `server` is null for a decision that holds wherever the definition is offered.
    """

    server: str | None
    tool: str
    digest: str
    state: State
    decision: WordView


class DecisionList(Value):
    """All decisions that count, oldest first; `asked_again` are tools to decide of anew."""

    asked_again: int
    decisions: tuple[DecisionLine, ...]


def word_view(override: Override) -> WordView:
    return WordView.model_validate(override.model_dump(include=set(WordView.model_fields)))


class Decisions(NamedTuple):
    """What people decided of tools, looked up once for many."""

    standing: override_store.Standing
    outdated: tuple[override_store.Outdated, ...]

    def on(self, server: Server, verdict: Verdict) -> OnTool | None:
        """The decision on a tool; None where there is none."""
        digest = verdict.tool.digest
        if override := self.standing.of(server.id, digest):
            return OnTool(said=word_view(override), asked_again=False)
        for each in self.outdated:
            if (each.server, each.digest) == (server.id, digest):
                return OnTool(said=word_view(each.override), asked_again=True)
        return None


def decisions_in(catalog: Catalog) -> Decisions:
    return Decisions(override_store.standing(catalog), override_store.outdated(catalog))


def decision_list(catalog: Catalog) -> DecisionList:
    """Every decision that counts."""
    slugs = {each.id: each.slug for each in server_store.names(catalog)}
    outdated = override_store.outdated(catalog)
    lines = [_line(each, slugs, outdated) for each in override_store.told(catalog)]
    return DecisionList(asked_again=len(outdated), decisions=tuple(lines))


def _line(
    told: override_store.Told, slugs: Mapping[str, str], outdated: Sequence[override_store.Outdated]
) -> DecisionLine:
    server = told.override.server
    return DecisionLine(
        server=None if server is None else slugs.get(server, server),
        tool=told.tool,
        digest=told.override.tool_digest,
        state=_state(told, outdated),
        decision=word_view(told.override),
    )


def _state(told: override_store.Told, outdated: Sequence[override_store.Outdated]) -> State:
    if any(each.override == told.override for each in outdated):
        return "asked for again"
    return "holds" if told.offered else "not offered now"
