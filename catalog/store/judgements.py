"""What models said of tools, each answer kept, so that nobody is asked the same twice."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from catalog.model.judgement import Answer, Judgement
from catalog.store import definitions
from catalog.store.catalog import Catalog
from catalog.store.content import dump, load
from catalog.store.rows import insert_missing, table
from catalog.store.servers import row_id
from catalog.tables.introspected import DefinitionRow, SnapshotRow, SnapshotToolRow
from catalog.tables.judged import JudgementRow

ANSWER = TypeAdapter(Answer)

Subject = tuple[str, str]
"""What a model was asked about: tool digest and context digest."""

ROWS, DEFINITIONS = table(JudgementRow), table(DefinitionRow)
SAME = ("context_digest", "model", "prompt", "reason", "whole", "trusted", "at")
SAID = tuple(ROWS.c[name] for name in (*SAME, "answer"))
KEY = ("definition_id", "context_digest", "model", "prompt")
NEW = ("answer", "reason", "whole", "trusted", "at")
ANSWER_NOW = (
    sa.update(ROWS)
    .where(*(ROWS.c[name] == bindparam(f"of_{name}") for name in KEY), ROWS.c.answer.is_(None))
    .values({name: bindparam(name) for name in NEW})
)
"""An answer takes the place of an abstention, and of nothing else."""


def keep(catalog: Catalog, judgement: Judgement) -> None:
    """Keep what a model said, in one transaction.

    Of two answers to one question the first stays, and an abstention gives way to an answer.
    Raises StoreError where the tool's definition is not in the catalog.
    """
    keep_all(catalog, (judgement,))


def keep_all(catalog: Catalog, judgements: Sequence[Judgement]) -> None:
    """Keep several, as `keep` does, in one transaction."""
    with catalog.writing() as session:
        ids = definitions.all_row_ids(session, (each.tool_digest for each in judgements))
        rows = [_row(ids[each.tool_digest], each) for each in judgements]
        insert_missing(session, JudgementRow, rows)
        answers = [_answering(row) for row in rows if row["answer"] is not None]
        if answers:
            session.connection().execute(ANSWER_NOW, answers)


def latest(catalog: Catalog, server_id: str | None = None) -> Mapping[Subject, Judgement]:
    """What counts of all that was said, for each definition and context: the newest answer of
    a model that is trusted, else of any, else the newest abstention.

    Of one server: of the definitions that it ever offered, in any context. Raises StoreError
    for an unknown server.
    """
    query = sa.select(DEFINITIONS.c.digest, *SAID).join_from(ROWS, DEFINITIONS)
    query = query.order_by(ROWS.c.answer.is_not(None), ROWS.c.trusted, ROWS.c.at, ROWS.c.id)
    with catalog.reading() as session:
        if server_id is not None:
            query = query.where(ROWS.c.definition_id.in_(_offered(session, server_id)))
        found = session.connection().execute(query).mappings()
        counting = {(each["digest"], each["context_digest"]): each for each in found}
    return {subject: _value(dict(each)) for subject, each in counting.items()}


def asked(catalog: Catalog, model: str, prompt: str) -> frozenset[Subject]:
    """All that a model was asked about in the words of a prompt, whatever came of it."""
    query = select(DefinitionRow.digest, JudgementRow.context_digest).join(DefinitionRow)
    query = query.where(JudgementRow.model == model, JudgementRow.prompt == prompt)
    with catalog.reading() as session:
        return frozenset(session.exec(query).all())


def _row(definition: int, judgement: Judgement) -> dict[str, Any]:
    answer = None if judgement.answer is None else dump(judgement.answer)
    said = judgement.model_dump(exclude={"tool_digest", "answer"})
    return {"definition_id": definition, "answer": answer, **said}


def _answering(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as what ANSWER_NOW binds."""
    new = {name: row[name] for name in NEW}
    return new | {f"of_{name}": row[name] for name in KEY}


def _offered(session: Session, server_id: str) -> sa.Select[int]:
    """The definitions in any snapshot of a server."""
    tools = sa.select(col(SnapshotToolRow.definition_id)).join(SnapshotRow)
    return tools.where(col(SnapshotRow.server_id) == row_id(session, server_id))


def _value(said: Mapping[str, Any]) -> Judgement:
    answer = None if said["answer"] is None else load(ANSWER, said["answer"])
    same = {name: said[name] for name in SAME}
    return Judgement.known(tool_digest=said["digest"], answer=answer, **same)
