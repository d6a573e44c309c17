"""What models said comes back exact, is asked once, and goes only with its definition."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from catalog.errors import StoreError
from catalog.model.judgement import Answer, Judgement
from catalog.store import integrity, judgements, servers, snapshots
from catalog.store.catalog import Catalog
from catalog.store.pruning import prune
from catalog.store.rows import table
from catalog.tables.judged import JudgementRow
from catalog.taxonomy import Category, Effect, Risk
from tests.catalog.store.any_values import any_value, generated
from tests.catalog.store.store_values import (
    LATER,
    NOON,
    keep_server,
    listing,
    server,
    snapshot,
    tool,
)

TOOL = tool()
HOUR = timedelta(hours=1)


def judgement(**fields: Any) -> Judgement:
    """An abstention, unless an answer is given."""
    said = {
        "tool_digest": TOOL.digest, "context_digest": "sha256:c", "model": "m",
        "prompt": "judge-1", "answer": None, "at": NOON,
    }  # fmt: skip
    reason = "" if fields.get("answer") else "it refused"
    return Judgement.model_validate({**said, "reason": reason, **fields})


def answer(category: Category = Category.WRITE) -> Answer:
    said = {"category": category, "effects": (Effect.UPDATES,), "risk": Risk.MEDIUM}
    why = {"confidence": 0.8, "rationale": "It says so.", "fragments": ()}
    return Answer.model_validate({**said, **why})


def count(store: Catalog) -> int:
    with store.reading() as session:
        rows = select(func.count()).select_from(table(JudgementRow))
        return int(session.connection().execute(rows).scalar_one())


@pytest.fixture
def notes(store: Catalog) -> str:
    """The id of a server that offers the tool."""
    return keep_server(store, TOOL).id


@generated
@given(any_value(Judgement))
def test_any_judgement_comes_back_exact(fresh: Callable[[], Catalog], given: Judgement) -> None:
    store = fresh()
    keep_server(store, TOOL)
    said = given.model_copy(update={"tool_digest": TOOL.digest})
    judgements.keep(store, said)
    subject = (TOOL.digest, said.context_digest)
    assert judgements.latest(store) == {subject: said}
    assert judgements.asked(store, said.model, said.prompt) == {subject}


@pytest.mark.usefixtures("notes")
def test_an_answer_takes_the_place_of_an_abstention_and_of_nothing_else(store: Catalog) -> None:
    subject = (TOOL.digest, "sha256:c")
    answered = judgement(answer=answer(), at=LATER)
    for said, counting in (
        (judgement(), judgement()),
        (judgement(at=LATER), judgement()),
        (answered, answered),
        (judgement(at=LATER + HOUR), answered),
        (judgement(answer=answer(Category.READ), at=LATER + HOUR), answered),
    ):
        judgements.keep(store, said)
        assert judgements.latest(store) == {subject: counting}
        assert count(store) == 1


@pytest.mark.usefixtures("notes")
def test_what_says_the_same_is_not_written(store: Catalog) -> None:
    judgements.keep(store, judgement(answer=answer()))
    with store.writing() as session:
        session.connection().execute(text("update judgements set reason = 'touched'"))
    judgements.keep(store, judgement(answer=answer(), at=LATER))
    ((_, said),) = judgements.latest(store).items()
    assert (said.reason, said.at) == ("touched", NOON)


@generated
@given(
    st.lists(
        st.tuples(st.sampled_from("mn"), st.sampled_from("12"), st.booleans(), st.integers(0, 9)),
        min_size=1, max_size=6, unique_by=lambda each: each[:2],
    )
)  # fmt: skip
def test_the_newest_answer_counts_else_the_newest_abstention(
    fresh: Callable[[], Catalog], given: list[tuple[str, str, bool, int]]
) -> None:
    store = fresh()
    keep_server(store, TOOL)
    said = [
        judgement(
            model=model, prompt=prompt, answer=answer() if valid else None, at=NOON + n * HOUR
        )
        for model, prompt, valid, n in given
    ]
    judgements.keep_all(store, said)
    (counting,) = judgements.latest(store).values()
    answers = [each for each in said if each.answer] or said
    assert counting in answers
    assert counting.at == max(each.at for each in answers)
    for model, prompt, *_ in given:
        assert judgements.asked(store, model, prompt) == {(TOOL.digest, "sha256:c")}
    assert judgements.asked(store, "m", "3") == frozenset()


def test_of_one_server_only_its_definitions_are_told(store: Catalog, notes: str) -> None:
    other = tool("other")
    blog = keep_server(store, other, slug="blog").id
    mine, theirs = judgement(), judgement(tool_digest=other.digest)
    judgements.keep_all(store, (mine, theirs))
    assert list(judgements.latest(store, notes).values()) == [mine]
    assert list(judgements.latest(store, blog).values()) == [theirs]
    assert len(judgements.latest(store)) == 2
    with pytest.raises(StoreError, match="keep it first"):
        judgements.latest(store, "nobody")


@pytest.mark.usefixtures("notes")
def test_of_an_unknown_definition_nothing_is_kept(store: Catalog) -> None:
    with pytest.raises(StoreError, match="keep its snapshot first"):
        judgements.keep_all(store, (judgement(), judgement(tool_digest="sha256:unseen")))
    assert judgements.latest(store) == {}


def test_they_are_dropped_with_their_definition_and_never_before(
    store: Catalog, notes: str
) -> None:
    new = tool("new")
    judgements.keep(store, judgement())
    assert prune(store, LATER + 9 * HOUR).judgements == 0
    snapshots.keep(store, snapshot(notes, new, at=LATER))
    judgements.keep(store, judgement(tool_digest=new.digest))
    assert prune(store, LATER + HOUR).judgements == 1
    assert {each.tool_digest for each in judgements.latest(store).values()} == {new.digest}
    assert integrity.faults(store) == ()


def test_they_outlast_merging(store: Catalog) -> None:
    keep_server(store, TOOL, slug="one")
    keep_server(store, slug="two")
    judgements.keep(store, judgement())
    both = server(listing("io.example/two"), listing("io.example/one"), slug="two")
    servers.keep(store, (both,), LATER)
    assert list(judgements.latest(store).values()) == [judgement()]


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("update judgements set answer = '{}' where id = 2", "other fields"),
        ("update judgements set answer = null where id = 2", "or neither"),
        ("update judgements set reason = 'both' where id = 2", "or neither"),
        ("update judgements set reason = '' where id = 1", "or neither"),
        ("update judgements set model = '\"' where id = 1", "model cannot be read"),
    ],
)
def test_damage_is_named(store: Catalog, damage: str, what: str) -> None:
    judgements.keep_all(store, (judgement(), judgement(model="n", answer=answer())))
    assert integrity.faults(store) == ()
    with store.writing() as session:
        session.connection().execute(text(damage))
    (fault,) = integrity.faults(store)
    assert fault.place.startswith("judgements ")
    assert what in fault.what
