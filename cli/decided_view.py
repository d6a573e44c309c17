"""What a decision has changed, as `verdict SERVER/TOOL` tells it."""

from catalog.model.value import Value
from catalog.model.verdict import Verdict
from catalog.taxonomy import Action, Category, Decider, Risk
from cli.console import BELOW, Voice
from cli.decision_view import WordView, word_view
from cli.steps.verdict import Outcome

UNVERIFIED = (
    "nobody has seen the server offer this tool: the policy still asks, and the decision "
    "holds once it is seen to be the same"
)


class StoodView(Value):
    """What holds for a tool at one time."""

    category: Category
    risk: Risk
    abstained: bool
    decided_by: Decider
    action: Action | None


class DecidedView(Value):
    """A tool before and after a decision; `was` is null where it was not classified yet."""

    server: str
    tool: str
    digest: str
    unverified: bool
    decision: WordView
    was: StoodView | None
    now: StoodView | None


def decided_view(outcome: Outcome) -> DecidedView:
    tool = outcome.after.tool
    return DecidedView(
        server=outcome.server.slug,
        tool=tool.name,
        digest=tool.digest,
        unverified=outcome.after.unverified,
        decision=word_view(outcome.override),
        was=_stood(outcome.before),
        now=_stood(outcome.after),
    )


def show_decided(view: DecidedView, voice: Voice) -> None:
    """What was, and what is now."""
    voice.text(f"{view.server}/{view.tool}", style="bold")
    voice.text(f"was  {_in_words(view.was)}", margin="  ")
    voice.text(f"now  {_in_words(view.now)}", margin="  ")
    voice.text(view.decision.why, margin=BELOW)
    if view.unverified:
        voice.text(UNVERIFIED, style="yellow")


def _in_words(view: StoodView | None) -> str:
    if view is None:
        return "not classified yet"
    unsure = " (unsure)" if view.abstained else ""
    policy = f", policy {view.action}" if view.action else ""
    return f"{view.risk} {view.category}{unsure}, by {view.decided_by}{policy}"


def _stood(verdict: Verdict) -> StoodView | None:
    judged = verdict.classification
    if judged is None:
        return None
    return StoodView(
        category=judged.category,
        risk=judged.risk,
        abstained=judged.abstained,
        decided_by=judged.decided_by,
        action=verdict.rule.action if verdict.rule else None,
    )
