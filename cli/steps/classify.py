"""Snapshots → verdicts, policies and pages, server by server into the catalog."""

from datetime import UTC, datetime

from catalog.model.classification import Classification
from catalog.model.server import Server
from catalog.model.snapshot import Snapshot
from catalog.store import classifications as classification_store
from catalog.store import overrides as override_store
from catalog.store import pages as page_store
from catalog.store import policies as policy_store
from catalog.store import servers as server_store
from catalog.store import snapshots as snapshot_store
from catalog.store.catalog import Catalog
from catalog.store.overrides import Standing
from classifier.classify import VERSION
from classifier.override import decided
from cli.console import Voice
from cli.log.events import detail, tell
from cli.steps.judge import Verdicts, judge_server
from cli.steps.outcome import Classified
from publisher.answers import document
from publisher.page import compose
from publisher.targets import policylayer


def classify_tools(catalog: Catalog, voice: Voice) -> Classified:
    """Judge every tool of every server's latest snapshot, with its policy and page.

    The rules are quicker than a look at what they said before, so all are asked; only
    what has changed is written.
    """
    known = classification_store.known(catalog, VERSION)
    decisions = override_store.standing(catalog)
    judged = new = unsure = 0
    servers = {each.id: each for each in server_store.every(catalog)}
    with voice.progress("Verdicts", len(servers)) as bar:
        for snapshot in snapshot_store.every_latest(catalog):
            server = servers[snapshot.server_id]
            verdicts = judge(server, snapshot, decisions)
            keep(catalog, server, snapshot, verdicts)
            _told(server, verdicts)
            judged += len(verdicts)
            new += sum((v.tool_digest, v.context_digest) not in known for _, v in verdicts)
            unsure += sum(verdict.abstained for _, verdict in verdicts)
            bar.advance(note=snapshot.server_id)
    asked_again = len(override_store.outdated(catalog))
    unchanged = judged - new
    return Classified(classified=new, unchanged=unchanged, unsure=unsure, asked_again=asked_again)


def _told(server: Server, verdicts: Verdicts) -> None:
    unsure = sum(verdict.abstained for _, verdict in verdicts)
    tell("judged", server=server.id, slug=server.slug, tools=len(verdicts), unsure=unsure)
    for tool, verdict in verdicts:
        said = {"category": verdict.category, "risk": verdict.risk, "unsure": verdict.abstained}
        detail("verdict", server=server.id, tool=tool.name, **said)


def judge(server: Server, snapshot: Snapshot, decisions: Standing) -> Verdicts:
    """The verdicts on a server's tools, be they listed or unverified, that stand."""
    return [
        (tool, _stands(server, assessed, decisions)) for tool, assessed in assess(server, snapshot)
    ]


def assess(server: Server, snapshot: Snapshot) -> Verdicts:
    """The same before any person's decision."""
    return judge_server(server, snapshot.tools, snapshot.instructions)


def _stands(server: Server, assessed: Classification, decisions: Standing) -> Classification:
    """What was assessed, unless a person has decided otherwise of this server's tool."""
    override = decisions.of(server.id, assessed.tool_digest)
    return decided(assessed, override) if override else assessed


def keep(catalog: Catalog, server: Server, snapshot: Snapshot, verdicts: Verdicts) -> None:
    """One server's verdicts, policy and pages, in one transaction."""
    made = compose(server, snapshot, verdicts)
    text = policylayer.render(made.policy)
    single = {rule.tool: document(rule, server.id) for rule in made.policy.rules}
    now = datetime.now(UTC)
    with catalog.writing():
        classification_store.keep(catalog, server.id, [verdict for _, verdict in verdicts], now)
        policy_store.keep(catalog, server.id, made.policy, text, single, now)
        page_store.keep(catalog, server.id, (*made.tools, made.server), now)
