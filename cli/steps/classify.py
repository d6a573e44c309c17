"""Snapshots → verdicts, policies and pages, server by server into the catalog."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from catalog.model.classification import Classification
from catalog.model.judgement import Judgement
from catalog.model.server import Server
from catalog.model.snapshot import Snapshot
from catalog.store import classifications as classification_store
from catalog.store import judgements as judgement_store
from catalog.store import overrides as override_store
from catalog.store import pages as page_store
from catalog.store import past as past_store
from catalog.store import policies as policy_store
from catalog.store import servers as server_store
from catalog.store import snapshots as snapshot_store
from catalog.store.catalog import Catalog
from catalog.store.overrides import Standing
from classifier.classify import VERSION
from classifier.override import decided
from classifier.reconcile import reconcile
from cli.console import Voice
from cli.log.events import detail, tell
from cli.steps.judge import Ruled, Verdicts, rule_server
from cli.steps.outcome import Classified
from cli.steps.reading_terms import ReadingTerms
from cli.steps.second_reader import read_again
from publisher.page import compose
from publisher.target import recommended

Judgements = Mapping[tuple[str, str], Judgement]
"""What models said, by the digests of definition and context."""
NAMED = 10
"""Tools left unsure that are told by name."""


class Said(NamedTuple):
    """What models said, and what people decided: both outrank the rules."""

    judgements: Judgements
    decisions: Standing


def all_said(catalog: Catalog, server_id: str | None = None) -> Said:
    """All that the catalog has of both; of what one server offers, where it is named."""
    return Said(judgement_store.latest(catalog, server_id), override_store.standing(catalog))


def classify_tools(catalog: Catalog, terms: ReadingTerms, voice: Voice) -> Classified:
    """Judge every tool of every server's latest snapshot, with its policy and page.

    First a model reads what the rules are unsure of, on these terms; what models have said
    before counts whatever they are. Raises JudgeError as `read_again` does.

    The rules are quicker than a look at what they said before, so all are asked; only
    what has changed is written.
    """
    reading = read_again(catalog, terms, voice)
    said = all_said(catalog)
    known = classification_store.known(catalog, VERSION)
    judged = new = 0
    unsure: list[str] = []
    servers = {each.id: each for each in server_store.every(catalog)}
    with voice.progress("Verdicts", len(servers)) as bar:
        for snapshot in snapshot_store.every_latest(catalog):
            server = servers[snapshot.server_id]
            verdicts = judge(server, snapshot, said)
            keep(catalog, server, snapshot, verdicts)
            _told(server, verdicts)
            judged += len(verdicts)
            new += sum((v.tool_digest, v.context_digest) not in known for _, v in verdicts)
            unsure += [f"{server.slug}/{t.name}" for t, v in verdicts if v.abstained]
            bar.advance(note=snapshot.server_id)
    return Classified(
        classified=new, unchanged=judged - new, unsure=len(unsure),
        unsure_tools=tuple(unsure[:NAMED]), second_reading=reading,
        asked_again=len(override_store.outdated(catalog)),
    )  # fmt: skip


def _told(server: Server, verdicts: Verdicts) -> None:
    unsure = sum(verdict.abstained for _, verdict in verdicts)
    tell("judged", server=server.id, slug=server.slug, tools=len(verdicts), unsure=unsure)
    for tool, verdict in verdicts:
        said = {"category": verdict.category, "risk": verdict.risk, "unsure": verdict.abstained}
        detail("verdict", server=server.id, tool=tool.name, **said)


def judge(server: Server, snapshot: Snapshot, said: Said) -> Verdicts:
    """The verdicts on a server's tools, be they listed or unverified, that stand."""
    return [
        (tool, _stands(server, assessed, said.decisions))
        for tool, assessed in assess(server, snapshot, said.judgements)
    ]


def assess(server: Server, snapshot: Snapshot, judgements: Judgements) -> Verdicts:
    """The same before any person's decision."""
    ruled = rule_server(server, snapshot.tools, snapshot.instructions)
    return [(each.tool, _assessed(each, judgements)) for each in ruled]


def _assessed(ruled: Ruled, judgements: Judgements) -> Classification:
    """What the rules say, or what comes of it with what a model said."""
    tool, context, verdict = ruled
    said = judgements.get((verdict.tool_digest, verdict.context_digest))
    return reconcile(verdict, tool, context, said) if said else verdict


def _stands(server: Server, assessed: Classification, decisions: Standing) -> Classification:
    """What was assessed, unless a person has decided otherwise of this server's tool."""
    override = decisions.of(server.id, assessed.tool_digest)
    return decided(assessed, override) if override else assessed


def keep(catalog: Catalog, server: Server, snapshot: Snapshot, verdicts: Verdicts) -> None:
    """One server's verdicts, policy and pages, in one transaction.

    The verdicts come first: they are part of the history that the pages tell.
    """
    now = datetime.now(UTC)
    with catalog.writing():
        classification_store.keep(catalog, server.id, [verdict for _, verdict in verdicts], now)
        made = compose(server, snapshot, verdicts, past_store.past(catalog, server.id))
        text = recommended(made.policy).text
        single = {page.tool: page.policy for page in made.tools}
        policy_store.keep(catalog, server.id, made.policy, text, single, now)
        page_store.keep(catalog, server.id, (*made.tools, made.server), now)
