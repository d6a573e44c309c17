"""Two tool lists of one server: what came, went and changed, whatever the order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.history import events
from catalog.model.history import Event, Offer
from catalog.taxonomy import Risk
from tests.catalog.store.store_values import tool


def offer(name: str = "delete_note", risk: Risk | None = None, **fields: str) -> Offer:
    return Offer(tool=tool(name, **fields), risk=risk)


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
    assert event.fields == ("annotations", "description", "title")


@pytest.mark.parametrize(
    ("was", "now", "raised"),
    [
        (Risk.LOW, Risk.HIGH, True),
        (Risk.HIGH, Risk.LOW, False),
        (Risk.HIGH, Risk.HIGH, False),
        (None, Risk.CRITICAL, False),
        (Risk.LOW, None, False),
    ],
)
def test_a_risk_that_grows_is_told(was: Risk | None, now: Risk | None, raised: bool) -> None:  # noqa: FBT001  (a case)
    (event,) = events([offer(risk=was)], [offer(risk=now, title="New")])
    assert event.raised is raised


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
