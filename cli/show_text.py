"""`show` for a person at a terminal."""

from catalog.model.classification import Classification
from catalog.model.server import Server
from catalog.model.verdict import Verdict
from catalog.taxonomy import EFFECT_MEANING, TRAIT_MEANING, Effect, Trait
from cli.console import Voice
from cli.views import ServerView
from publisher.excerpt import DESCRIPTION, cut
from publisher.words.places import place


def show_server(view: ServerView, voice: Voice) -> None:
    """A server's facts, and a table of its tools."""
    voice.text(f"{view.title}  ({view.server})", style="bold")
    for line in filter(None, (view.description, view.id, _launched(view))):
        voice.text(line)
    for each in view.listings:
        voice.text(f"listed by {each.source} as {each.name} {each.version}")
    for warning in view.warnings:
        voice.text(f"warning: {warning}", style="yellow")
    if view.skipped:
        voice.text(f"skipped, {view.skipped}: {view.detail}", style="red")
        return
    if view.introspected_at is None:
        return
    rows = [
        (each.risk or "?", each.category or "?", each.tool, _sure(each.abstained), each.action)
        for each in view.tools
    ]
    voice.table(f"{len(rows)} tools", ("risk", "category", "tool", "", "policy"), rows)


def show_tool(server: Server, verdict: Verdict, voice: Voice, *, why: bool) -> None:
    """A tool's verdict; with `why`, all that led to it."""
    judged = verdict.classification
    if judged is None:
        voice.text(f"{server.slug}/{verdict.tool.name} is not classified yet: toolrisk classify")
        return
    voice.verdict(server.slug, verdict.tool.name, judged)
    if verdict.rule:
        voice.text(f"         policy: {verdict.rule.action}. {verdict.rule.reason}")
    if why:
        _why(verdict, judged, voice)


def _why(verdict: Verdict, judged: Classification, voice: Voice) -> None:
    voice.text()
    for line in cut(verdict.tool.description or "(no description)", DESCRIPTION).split("\n"):
        voice.text(f"  │ {line}")
    voice.text()
    rows = [
        (each.says, _meaning(each.says), each.quote, place(each.field), each.rule, each.confidence)
        for each in judged.findings
    ]
    voice.table("Evidence", ("says", "which", "quote", "where", "rule", "sure"), rows)
    opinions = [
        (each.by, each.category, each.risk, each.confidence, each.rationale)
        for each in judged.opinions
    ]
    voice.table("Opinions", ("by", "category", "risk", "sure", "why"), opinions)
    voice.text(f"baseline {judged.baseline}, risk {judged.risk}, confidence {judged.confidence}")
    voice.text(f"decided by {judged.decided_by}, classifier {judged.version}, at {verdict.at}")
    voice.text(f"tool {judged.tool_digest}")
    voice.text(f"context {judged.context_digest}")


def _meaning(says: Effect | Trait) -> str:
    return EFFECT_MEANING[says] if isinstance(says, Effect) else TRAIT_MEANING[says]


def _launched(view: ServerView) -> str | None:
    if view.introspected_at is None:
        return "not introspected yet"
    started = f"{view.package}, " if view.package else ""
    return f"{started}sandbox {view.sandbox}, {view.introspected_at:%Y-%m-%d %H:%M} UTC"


def _sure(abstained: bool | None) -> str:  # noqa: FBT001 - a fact, not a switch
    return "unsure" if abstained else ""
