"""What the rules are unsure of → a model → judgements, each kept as soon as it is there."""

from collections.abc import Iterable, Iterator, Sequence

import anyio

from catalog.model.judgement import Judgement
from catalog.store import judgements as judgement_store
from catalog.store import overrides as override_store
from catalog.store import servers as server_store
from catalog.store import snapshots as snapshot_store
from catalog.store.catalog import Catalog
from classifier.judge.prompt import load_prompt
from classifier.judge.question import Group, Question, groups, question
from classifier.reconcile import standing
from cli.console import Voice
from cli.steps.judge import Ruled, rule_server
from cli.steps.outcome import SecondReading
from cli.steps.reading_terms import ReadingTerms, When


def read_again(catalog: Catalog, terms: ReadingTerms, voice: Voice) -> SecondReading | None:
    """Ask a model about the tools that it should read and has not; None where it asks nothing.

    Raises JudgeError where the user asked for it and no model can be asked.
    """
    if terms.when is When.NEVER or not any(True for _ in waiting(catalog, terms.when)):
        return None

    from cli.steps.asking import ask_model  # its imports take half a second

    def unread(model: str) -> Iterator[Group]:
        asked = judgement_store.asked(catalog, model, load_prompt().version)
        for group in waiting(catalog, terms.when):
            yield from groups([each for each in group if each.key not in asked])

    with voice.progress("Second reading") as bar:

        def keep(judgement: Judgement) -> None:
            judgement_store.keep(catalog, judgement)
            bar.advance()

        return anyio.run(ask_model, terms, unread, keep)


def waiting(catalog: Catalog, when: When) -> Iterator[Sequence[Question]]:
    """The tools that a model should read, server by server; no person has decided of them."""
    servers = {each.id: each for each in server_store.every(catalog)}
    decided = override_store.standing(catalog)
    for snapshot in snapshot_store.every_latest(catalog):
        ruled = rule_server(servers[snapshot.server_id], snapshot.tools, snapshot.instructions)
        left = [each for each in ruled if not decided.of(snapshot.server_id, each.tool.digest)]
        if found := questions(left, when):
            yield found


def questions(ruled: Iterable[Ruled], when: When) -> Sequence[Question]:
    """Those of the tools that a model should read, each definition once."""
    found = {
        each.tool.digest: question(*each)
        for each in ruled
        if when is When.ALWAYS or not standing(*each).sure
    }
    return tuple(found.values())
