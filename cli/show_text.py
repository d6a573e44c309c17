"""`show` for a person at a terminal."""

from collections.abc import Sequence

from catalog.model.classification import Classification
from catalog.model.server import Server
from catalog.model.statistics import ServerSummary
from catalog.model.tool import Tool
from catalog.model.verdict import Verdict
from catalog.taxonomy import EFFECT_MEANING, TRAIT_MEANING, Decider, Effect, Risk, Trait
from classifier.declared import Standing, hints
from cli.console import BELOW, Voice
from cli.decision_text import show_on_tool
from cli.decision_view import OnTool
from cli.identity_view import show_identity
from cli.server_said import said_lines
from cli.views import ListingView, ServerView, ToolLineView
from cli.warnings_text import tell_warnings
from publisher.excerpt import DESCRIPTION, NAME, QUOTE, cut
from publisher.opinions import decided, others
from publisher.words.places import place
from publisher.words.server import TOOLS, UNVERIFIED_TOOLS, plural
from publisher.words.site import COUNT_SERVERS

UNVERIFIED = "unverified: read from source; nobody has seen the server offer this tool"
INCOMPLETE = "Nobody has seen the server offer these tools; it may offer others."


def show_servers(servers: Sequence[ServerSummary], voice: Voice) -> None:
    """A table of all servers."""
    rows = [(each.server, each.title, _tools(each), _worst(each)) for each in servers]
    title = plural(COUNT_SERVERS, len(rows))
    voice.table(title, ("server", "title", "tools", "worst risk"), rows)


def show_server(view: ServerView, voice: Voice) -> None:
    """A server's facts, and a table of its tools."""
    voice.text(f"{view.title}  ({view.server})", style="bold")
    for line in filter(None, (view.description, view.id, _launched(view))):
        voice.text(line)
    for each in view.listings:
        voice.text(f"listed by {each.source} as {_listed(each)} {each.version}")
    show_identity(view.evidence, view.apart, view.doubts, voice)
    for line in said_lines(view.said):
        voice.text(line)
    for warning in view.warnings:
        voice.text(f"warning: {warning}", style="yellow")
    if view.skipped:
        voice.text(f"skipped, {view.skipped}: {view.detail}", style="red")
    if view.introspected_at is None or (view.skipped and not view.tools):
        return
    _grade(view, voice)
    rows = [
        (each.risk or "?", _category(each), each.tool, each.action or "?") for each in view.tools
    ]
    title = plural(UNVERIFIED_TOOLS if view.skipped else TOOLS, len(rows))
    voice.table(title, ("risk", "category", "tool", "policy"), rows)
    if view.skipped:
        voice.text(INCOMPLETE, style="yellow")


def _listed(listing: ListingView) -> str:
    """By its name, and by its id where that is another."""
    same = listing.source_id == listing.name
    return listing.name if same else f"{listing.name} ({listing.source_id})"


def _grade(view: ServerView, voice: Voice) -> None:
    if view.tools and not view.skipped:
        voice.text(f"grade {view.grade.letter or 'none: too little is known'}", style="bold")
        for reason in view.grade.reasons:
            voice.text(reason, margin="  ")


def show_tool(
    server: Server, verdict: Verdict, on: OnTool | None, voice: Voice, *, why: bool
) -> None:
    """A tool's verdict, with a person's decision on it if there is one; with `why`, all that led
    to it."""
    judged, name = verdict.classification, f"{server.slug}/{verdict.tool.name}"
    if judged is None:
        voice.text(f"{name} is not classified yet: toolrisk classify")
        return
    if verdict.unverified:
        voice.text(UNVERIFIED, style="yellow")
    voice.verdict(name, judged.risk, judged.category, judged.rationale, unsure=judged.abstained)
    if on and (on.asked_again or judged.decided_by is Decider.HUMAN):  # else not classified since
        show_on_tool(on, others(judged), voice)
    elif judged.decided_by is not Decider.RULES:
        voice.text(f"decided {decided(judged)}", margin=BELOW)
    tell_warnings(judged, voice, every=why)
    if verdict.rule:
        rule = f"policy: {verdict.rule.action}. {verdict.rule.reason}"
        voice.text(rule, margin=BELOW)
    if why:
        _why(verdict, judged, voice)


def _why(verdict: Verdict, judged: Classification, voice: Voice) -> None:
    voice.text()
    for line in cut(verdict.tool.description or "(no description)", DESCRIPTION).split("\n"):
        voice.text(line, margin="  │ ")
    voice.text()
    voice.text("Evidence", style="bold")
    for each in judged.findings:
        voice.text(f"{each.says}: {_meaning(each.says)}", margin="  ")
        quote, where = cut(each.quote, QUOTE), place(each.field)
        voice.text(f"“{quote}” in {where}; rule {each.rule}, sure {each.confidence}", margin="    ")
    _actions(judged, voice)
    _declared(verdict.tool, judged, voice)
    voice.text("Opinions", style="bold")
    for said in judged.opinions:
        asked = f" ({cut(said.model, NAME)}, {cut(said.prompt or '', NAME)})" if said.model else ""
        sure = "unsure" if said.abstained else f"sure {said.confidence}"
        voice.text(f"{said.by}{asked}: {said.category}, {said.risk}, {sure}", margin="  ")
        voice.text(said.rationale, margin="    ")
    voice.text(f"baseline {judged.baseline}, risk {judged.risk}, confidence {judged.confidence}")
    voice.text(f"decided by {judged.decided_by}, classifier {judged.version}, at {verdict.at}")
    voice.text(f"tool {judged.tool_digest}")
    voice.text(f"context {judged.context_digest}")


def _actions(judged: Classification, voice: Voice) -> None:
    """The verdict on each action, worst first."""
    if not judged.actions:
        return
    voice.text("Actions", style="bold")
    for each in sorted(judged.actions, key=lambda one: (-one.risk.rank, -one.category.rank)):
        chosen = f"{each.parameter} = {cut(each.action, QUOTE)}"
        voice.text(f"{each.risk}, {each.category}: {chosen}", margin="  ")


def _declared(tool: Tool, judged: Classification, voice: Voice) -> None:
    """What its annotations claim, and what the specification assumes where they do not."""
    voice.text("Declared", style="bold")
    for each in hints(tool, judged):
        said = "given as" if each.given else "not given, which means"
        why = f": {each.why}" if each.why else ""
        line = f"{each.name} is {said} {str(each.holds).lower()}; {each.standing}{why}"
        style = "red" if each.given and each.standing is Standing.CONTRADICTED else ""
        voice.text(line, style=style, margin="  ")


def _meaning(says: Effect | Trait) -> str:
    return EFFECT_MEANING[says] if isinstance(says, Effect) else TRAIT_MEANING[says]


def _launched(view: ServerView) -> str | None:
    if view.introspected_at is None:
        return "not introspected yet"
    started = f"{view.package}, " if view.package else ""
    return f"{started}sandbox {view.sandbox}, {view.introspected_at:%Y-%m-%d %H:%M} UTC"


def _category(line: ToolLineView) -> str:
    doubts = ("unsure" if line.abstained else "", "unverified" if line.unverified else "")
    said = ", ".join(filter(None, doubts))
    return f"{line.category or '?'}{f' ({said})' if said else ''}"


def _tools(summary: ServerSummary) -> str:
    """How many tools there are, and of how many of them not enough is known."""
    if not summary.introspected:
        return f"{summary.tools} unverified" if summary.tools else "not known"
    doubts = {"unsure": summary.abstained, "not classified yet": summary.unclassified}
    return ", ".join([str(summary.tools), *(f"{n} {what}" for what, n in doubts.items() if n)])


def _worst(summary: ServerSummary) -> Risk | str:
    if summary.skipped:
        return f"skipped, {summary.skipped}"
    if not summary.introspected:
        return "not introspected yet"
    return summary.worst or "none known"
