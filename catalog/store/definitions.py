"""Tool definitions, each stored once by its digest."""

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from catalog.errors import StoreError
from catalog.model.tool import Tool
from catalog.reading import read_tool
from catalog.store.rows import batches, insert_missing
from catalog.tables.introspected import DefinitionRow

ROW_IDS = select(DefinitionRow.digest, DefinitionRow.id).where(
    col(DefinitionRow.digest).in_(bindparam("digests", expanding=True))
)


def keep(session: Session, tools: Iterable[Tool]) -> dict[str, int]:
    """Store the definitions that are new; the row ids of all, by digest."""
    by_digest = {each.digest: each for each in tools}
    known = row_ids(session, by_digest)
    fresh = [each for digest, each in by_digest.items() if digest not in known]
    rows = [{"digest": t.digest, "name": t.name, "definition": t.definition} for t in fresh]
    insert_missing(session, DefinitionRow, rows)
    return known | row_ids(session, [each.digest for each in fresh])


def row_ids(session: Session, digests: Iterable[str]) -> dict[str, int]:
    """The row ids of the digests that are stored."""
    found: dict[str, int] = {}
    for batch in batches(digests):
        found |= dict(session.exec(ROW_IDS, params={"digests": batch}).all())
    return found


def all_row_ids(session: Session, digests: Iterable[str]) -> Mapping[str, int]:
    """The row ids of the digests. Raises StoreError where one was never kept."""
    wanted = set(digests)
    found = row_ids(session, wanted)
    if missing := sorted(wanted - found.keys()):
        raise StoreError(f"no tool has the digest {missing[0][:80]}; keep its snapshot first")
    return found


def as_tool(definition: object) -> Tool:
    """The tool of a stored definition. Raises StoreError where the row is damaged."""
    tool = read_tool(definition)
    if not isinstance(tool, Tool):
        raise StoreError(f"a stored definition {tool.reason}: the catalog is damaged")
    return tool
