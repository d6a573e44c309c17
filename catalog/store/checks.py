"""Pure: does a row say what this program writes? Raises ValueError or StoreError where not."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlmodel import SQLModel

from catalog.model.batch import Batch
from catalog.model.card import card_of
from catalog.model.classification import Override
from catalog.model.server import Apart, Decision, Doubt, Evidence
from catalog.model.tool import Tool
from catalog.reading import read_tool
from catalog.store import (
    classification_rows,
    judgements,
    listings,
    pages,
    policies,
    snapshot_rows,
)
from catalog.store.cards import card_text
from catalog.store.content import dump, hash_of, load
from catalog.tables.advised import PageRow, PolicyRow, ToolRuleRow
from catalog.tables.crawled import (
    CrawlStateRow,
    IdentityDecisionRow,
    ListingRow,
    RejectedRow,
    ServerAliasRow,
    ServerRow,
    SightingRow,
    ValidatorRow,
)
from catalog.tables.introspected import DefinitionRow, SnapshotRow
from catalog.tables.judged import (
    BatchRow,
    ClassificationRow,
    JudgementRow,
    OpinionRow,
    OverrideRow,
)


def classification(row: ClassificationRow, digest: str, opinions: Sequence[OpinionRow]) -> None:
    """A verdict on the definition of a digest, with the opinions beside it, in any order."""
    spoken = sorted(opinions, key=lambda each: each.position)
    said = classification_rows.value(row, digest, spoken)
    _agree("hash", row.content_hash, classification_rows.content_hash(said))


def _agree(column: str, written: str, right: str) -> None:
    if written != right:
        raise ValueError(f"its {column} does not fit what it says")


def _decodes(_: SQLModel) -> None:
    """That its columns could be decoded is all that can be asked."""


def _listing(row: ListingRow) -> None:
    _agree("hash", row.content_hash, hash_of(row.content))
    listing = load(listings.LISTING, row.content)
    _agree("source id", row.source_id, listing.source_id)
    _agree("form", row.content, dump(listing))


def _state(row: CrawlStateRow) -> None:
    _agree("source", row.source, load(listings.STATE, row.content).source)


def _server(row: ServerRow) -> None:
    for kind, values in ((Evidence, row.evidence), (Apart, row.apart), (Doubt, row.doubts)):
        for each in values:
            kind.model_validate(each)


def _decision(row: IdentityDecisionRow) -> None:
    Decision.model_validate(row.model_dump(exclude={"id"}))


def _definition(row: DefinitionRow) -> None:
    tool = read_tool(row.definition)
    if not isinstance(tool, Tool):
        raise ValueError(f"is no tool: {tool.reason}")  # noqa: TRY004  (what checks raise)
    _agree("digest", row.digest, tool.digest)
    _agree("name", row.name, tool.name)


def _snapshot(row: SnapshotRow) -> None:
    snapshot_rows.value(row, "", ())


def _override(row: OverrideRow) -> None:
    Override.model_validate(row.model_dump(exclude={"id", "server_id"}))


def _judgement(row: JudgementRow) -> None:
    if row.answer is not None:
        load(judgements.ANSWER, row.answer)
    if (row.answer is None) != bool(row.reason):
        raise ValueError("has an answer and why there is none, or neither")


def _batch(row: BatchRow) -> None:
    Batch.model_validate(row.model_dump())


def _rule(row: ToolRuleRow) -> None:
    load(policies.RULE, row.content)


def _page(row: PageRow) -> None:
    if row.card is None:  # of an older version, and written anew by the next `classify`
        return
    _agree("hash", row.content_hash, pages.hash_of_page(row.content.encode(), row.card))
    page = load(pages.PAGE, row.content)
    _agree("address", row.address, page.address)
    _agree("card", row.card, card_text(card_of(page)))


CHECKS: dict[type[SQLModel], Callable[[Any], None]] = {
    ListingRow: _listing,
    RejectedRow: _decodes,
    CrawlStateRow: _state,
    SightingRow: _decodes,
    ValidatorRow: _decodes,
    ServerRow: _server,
    ServerAliasRow: _decodes,
    IdentityDecisionRow: _decision,
    DefinitionRow: _definition,
    SnapshotRow: _snapshot,
    JudgementRow: _judgement,
    BatchRow: _batch,
    OverrideRow: _override,
    PolicyRow: _decodes,
    ToolRuleRow: _rule,
    PageRow: _page,
}
"""The rows that can be judged by themselves."""
