"""Two tool lists of one server: what came, went and changed, whatever the order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.history import changes, events
from catalog.model.history import Event, Judged, Offer
from catalog.reading import DEPTH, digest_of
from catalog.taxonomy import Category, Decider, Risk
from tests.catalog.store.any_values import documents
from tests.catalog.store.store_values import NOON, tool


def offer(name: str = "delete_note", risk: Risk | None = None, **fields: str) -> Offer:
    offered = tool(name, **fields)
    judged = risk and Judged(
        digest=offered.digest, category=Category.WRITE, risk=risk, abstained=False,
        decided_by=Decider.RULES, version="1", at=NOON,
    )  # fmt: skip
    return Offer(tool=offered, judged=judged)


OFFERS = st.lists(
    st.builds(offer, st.sampled_from("abc"), description=st.sampled_from(["x", "y", "z"])),
    max_size=6,
)


def kinds(found: tuple[Event, ...]) -> list[tuple[str, str]]:
    return [(each.kind, each.name) for each in found]


def test_what_is_the_same_is_no_event() -> None:
    assert events([offer("a"), offer("b")], [offer("b"), offer("a")]) == ()


def test_what_came_and_went_is_told_by_name() -> None:
    found = events([offer("b"), offer("c")], [offer("a"), offer("c")])
    assert kinds(found) == [("added", "a"), ("removed", "b")]


def test_a_change_names_the_members_that_differ() -> None:
    old, new = offer(title="Old"), offer(description="Reworded.", annotations="")
    (event,) = events([old], [new])
    assert (event.kind, event.before, event.after) == ("changed", old, new)
    assert [(each.kind, each.path) for each in event.changes] == [
        ("added", "annotations"), ("changed", "description"), ("removed", "title"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("was", "now", "moved"),
    [
        (Risk.LOW, Risk.HIGH, "raised"),
        (Risk.HIGH, Risk.LOW, "lowered"),
        (Risk.HIGH, Risk.HIGH, None),
        (None, Risk.CRITICAL, None),
        (Risk.LOW, None, None),
    ],
)
def test_a_risk_that_moves_is_told(was: Risk | None, now: Risk | None, moved: str | None) -> None:
    (event,) = events([offer(risk=was)], [offer(risk=now, title="New")])
    assert event.risk == moved


def test_of_two_tools_of_one_name_the_equal_ones_belong_together() -> None:
    one, two, three = (offer(description=text) for text in ("one", "two", "three"))
    (event,) = events([one, two], [two, three])
    assert (event.before, event.after) == (one, three)
    assert kinds(events([one, two], [two])) == [("removed", one.tool.name)]


@given(OFFERS, OFFERS)
def test_events_lead_from_one_list_to_the_other(before: list[Offer], after: list[Offer]) -> None:
    left = [each.tool.digest for each in before]
    for event in events(before, after):
        if event.before:
            left.remove(event.before.tool.digest)
        if event.after:
            left.append(event.after.tool.digest)
    assert sorted(left) == sorted(each.tool.digest for each in after)


@pytest.mark.parametrize(
    ("before", "after", "paths"),
    [
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": 1}, {"a": True}, ["changed a"]),
        ({"a": None}, {}, ["removed a"]),
        ({"a": {"b": {"c": 1}}}, {"a": {"b": {"c": 2, "d": 0}}}, ["changed a/b/c", "added a/b/d"]),
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, ["changed a/1/b"]),
        ({"a": [1]}, {"a": [1, 2]}, ["changed a"]),
        ({"a": {}}, {"a": []}, ["changed a"]),
        ({"a/b": {"~": 1}}, {"a/b": {"~": 2}}, ["changed a~1b/~0"]),
        ({"a": float("nan")}, {"a": float("nan")}, []),
        ({"a": "\ud800"}, {"a": "\ud801"}, ["changed a"]),
    ],
)
def test_what_differs_is_told_by_its_path(before: object, after: object, paths: list[str]) -> None:
    assert [f"{each.kind} {each.path}" for each in changes(before, after)] == paths


@given(documents, documents)
def test_values_differ_where_their_digests_do(before: object, after: object) -> None:
    assert list(changes(before, before)) == []
    found = list(changes(before, after))
    assert bool(found) == (digest_of(before) != digest_of(after))


def test_what_is_nested_as_deeply_as_can_be_is_compared() -> None:
    def deep(inner: object) -> object:
        for _ in range(DEPTH - 2):
            inner = {"a": inner}
        return {"name": "deep", "inputSchema": inner}

    (change,) = changes(deep(1), deep(2))
    assert change.path == "inputSchema" + "/a" * (DEPTH - 2)
