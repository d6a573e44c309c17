"""A person's verdict on a server's tool: kept, and all that follows from it made anew."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from catalog.errors import NothingFound, UsageError
from catalog.model.classification import Classification, Override
from catalog.model.server import Server
from catalog.model.verdict import Verdict
from catalog.store import judgements as judgement_store
from catalog.store import overrides as override_store
from catalog.store import snapshots as snapshot_store
from catalog.store.catalog import Catalog
from catalog.taxonomy import Category, Risk
from classifier.override import usual_risk
from cli.steps.classify import all_said, assess, judge, keep
from cli.steps.find import find, find_tool
from cli.steps.who import who
from publisher.excerpt import NAME, cut


class Word(NamedTuple):
    """What a person says of a tool: without a risk, the one that follows from the category."""

    category: Category
    risk: Risk | None
    why: str


class Outcome(NamedTuple):
    """One definition before and after a person's word on it."""

    server: Server
    before: Verdict
    after: Verdict
    override: Override


def decide(catalog: Catalog, named: str, word: Word) -> tuple[Outcome, ...]:
    """Keep the word on a tool, and make its server's verdicts, policy and pages in its light.

    A name that the server gives twice is one tool to whoever calls it: the word holds for each
    definition. Raises NothingFound for no tool, UsageError for no one tool.
    """
    with catalog.writing():
        server, before = _meant(catalog, named)
        snapshot = snapshot_store.latest(catalog, server.id)
        if snapshot is None:  # a tool is there, so there is one
            raise NothingFound(f"{server.slug} was not introspected yet: toolrisk introspect")
        found = assess(server, snapshot, judgement_store.latest(catalog, server.id))
        assessed = {each.tool_digest: each for _, each in found}
        now = datetime.now(UTC)
        overrides = [_override(server, assessed[each.tool.digest], word, now) for each in before]
        override_store.keep_all(catalog, overrides)
        keep(catalog, server, snapshot, judge(server, snapshot, all_said(catalog, server.id)))
        after = {each.tool.digest: each for each in find_tool(catalog, server, before[0].tool.name)}
    return tuple(
        Outcome(server, was, after[was.tool.digest], override)
        for was, override in zip(before, overrides, strict=True)
    )


def _meant(catalog: Catalog, named: str) -> tuple[Server, Sequence[Verdict]]:
    """The server and the definitions of its tool, each once."""
    server, name = find(catalog, named)
    if name is None:
        raise UsageError(f"{cut(named, NAME)} is a server; name one of its tools: SERVER/TOOL")
    found = {each.tool.digest: each for each in find_tool(catalog, server, name)}
    names = sorted({each.tool.name for each in found.values()})
    if len(names) > 1:
        said = " and ".join(cut(each, NAME) for each in names[:3])
        raise UsageError(f"{server.slug} has {said}; write the one that you mean as it does")
    return server, tuple(found.values())


def _override(server: Server, assessed: Classification, word: Word, at: datetime) -> Override:
    return Override(
        server=server.id,
        tool_digest=assessed.tool_digest,
        category=word.category,
        risk=word.risk or usual_risk(assessed, word.category),
        why=word.why,
        who=who(),
        at=at,
    )
