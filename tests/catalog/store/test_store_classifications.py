"""Classifications and opinions: exact, once, and standing for the right tool."""

from collections.abc import Callable

import pytest
from hypothesis import given
from sqlalchemy import func, select

from catalog.errors import StoreError
from catalog.model.classification import Classification
from catalog.store import classifications, verdicts
from catalog.store.catalog import Catalog
from catalog.store.rows import table
from catalog.tables.judged import ClassificationRow, OpinionRow
from catalog.taxonomy import Decider, Risk
from tests.catalog.store.any_values import any_value, generated
from tests.catalog.store.store_values import LATER, NOON, classification, keep_server, tool

TOOL = tool()


def standing(store: Catalog, server_id: str) -> list[Classification | None]:
    return [each.classification for each in verdicts.of_server(store, server_id)]


@generated
@given(any_value(Classification))
def test_any_classification_comes_back_exact(
    fresh: Callable[[], Catalog], given: Classification
) -> None:
    store = fresh()
    server = keep_server(store, TOOL)
    given = given.model_copy(update={"tool_digest": TOOL.digest})
    classifications.keep(store, server.id, (given,), NOON)
    found = classifications.find(store, given.tool_digest, given.context_digest, given.version)
    assert found == given
    assert standing(store, server.id) == [given]


def test_what_is_unchanged_is_not_written_again(store: Catalog) -> None:
    server = keep_server(store, TOOL)
    for at in (NOON, LATER):
        classifications.keep(store, server.id, (classification(TOOL),), at)
    (verdict,) = verdicts.of_server(store, server.id)
    assert verdict.at == NOON


def test_a_changed_verdict_of_one_version_takes_its_place(store: Catalog) -> None:
    server = keep_server(store, TOOL)
    classifications.keep(store, server.id, (classification(TOOL),), NOON)
    decided = classification(TOOL, decided_by=Decider.HUMAN, risk=Risk.LOW)
    classifications.keep(store, server.id, (decided,), LATER)
    assert standing(store, server.id) == [decided]
    with store.reading() as session:
        for row in (ClassificationRow, OpinionRow):
            found = session.connection().execute(select(func.count()).select_from(table(row)))
            assert found.scalar_one() == 1


def test_a_new_version_stands_and_the_old_verdict_stays(store: Catalog) -> None:
    server = keep_server(store, TOOL)
    old, new = (classification(TOOL, version=version) for version in "12")
    for each in (old, new):
        classifications.keep(store, server.id, (each,), NOON)
    assert standing(store, server.id) == [new]
    assert classifications.find(store, TOOL.digest, old.context_digest, "1") == old


def test_one_definition_may_stand_differently_on_two_servers(store: Catalog) -> None:
    bank, blog = (keep_server(store, TOOL, slug=slug) for slug in ("bank", "blog"))
    graver = classification(TOOL, context_digest="sha256:bank", risk=Risk.CRITICAL)
    milder = classification(TOOL, context_digest="sha256:blog", risk=Risk.MEDIUM)
    classifications.keep(store, bank.id, (graver,), NOON)
    classifications.keep(store, blog.id, (milder,), NOON)
    assert standing(store, bank.id) == [graver]
    assert standing(store, blog.id) == [milder]


def test_known_tells_what_a_version_has_judged(store: Catalog) -> None:
    server = keep_server(store, TOOL)
    classifications.keep(store, server.id, (classification(TOOL),), NOON)
    assert classifications.known(store, "1") == {(TOOL.digest, "sha256:c")}
    assert classifications.known(store, "2") == frozenset()


def test_a_tool_not_judged_yet_has_no_verdict(store: Catalog) -> None:
    server = keep_server(store, TOOL)
    (verdict,) = verdicts.of_tool(store, server.id, TOOL.name)
    assert (verdict.tool, verdict.classification, verdict.rule) == (TOOL, None, None)
    assert verdicts.of_tool(store, server.id, "nothing") == ()


def test_an_unknown_digest_is_an_error_and_leaves_nothing(store: Catalog) -> None:
    server = keep_server(store, TOOL)
    both = (classification(TOOL), classification(tool("unseen")))
    with pytest.raises(StoreError, match="keep its snapshot first"):
        classifications.keep(store, server.id, both, NOON)
    assert standing(store, server.id) == [None]
