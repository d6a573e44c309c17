"""Two sets of rules: what one newly lets through or forbids."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.policy import Rule, Ruling
from catalog.taxonomy import Action
from publisher.policy.comparison import Turn, compare
from publisher.policy.decision import decide
from publisher.policy.recommend import recommend
from tests.publisher.calls import case, limit, rule
from tests.publisher.strategies import verdicts


def changes(old: Any, new: Any, unnamed: Action = Action.DENY) -> list[tuple[str, Turn]]:
    found = compare({"s": old}, {"s": new}, unnamed)
    return [(each.tool if each.value is None else each.value, each.turn) for each in found]


@pytest.mark.parametrize(
    ("was", "now", "turn"),
    [
        (Action.DENY, Action.ALLOW, Turn.ALLOWED),
        (Action.HIDE, Action.LIMIT, Turn.ALLOWED),
        (Action.DENY, Action.ASK, Turn.LOOSER),
        (Action.ASK, Action.ALLOW, Turn.LOOSER),
        (Action.ALLOW, Action.LIMIT, Turn.STRICTER),
        (Action.LIMIT, Action.ASK, Turn.STRICTER),
        (Action.ALLOW, Action.DENY, Turn.FORBIDDEN),
        (Action.ASK, Action.HIDE, Turn.FORBIDDEN),
    ],
)
def test_which_way_a_rule_turned(was: Action, now: Action, turn: Turn) -> None:
    assert changes([rule("t", was)], [rule("t", now)]) == [("t", turn)]
    assert changes([rule("t", was)], [rule("t", was)]) == []


def test_hiding_what_was_denied_changes_no_call() -> None:
    assert changes([rule("t", Action.DENY)], [rule("t", Action.HIDE)]) == []


def test_a_smaller_number_is_stricter() -> None:
    many, few = (rule("t", Action.LIMIT, calls=each) for each in (30, 10))
    assert changes([many], [few]) == [("t", Turn.STRICTER)]
    an_hour = Rule(
        tool="t",
        action=Action.LIMIT,
        limit=limit("t", 600).model_copy(update={"window": "hour"}),
    )
    assert changes([an_hour], [few]) == [("t", Turn.STRICTER)]  # 600 at once are too many
    assert changes([few], [an_hour]) == [("t", Turn.LOOSER)]


def test_a_case_of_a_new_tool_is_told() -> None:
    opens = rule("t", Action.DENY, case("t", Action.ALLOW, "op", "list"))
    assert changes([], [opens]) == [("list", Turn.ALLOWED), ("t", Turn.NEW)]
    assert changes([opens], []) == [("t", Turn.GONE)]


def test_the_same_rule_for_another_definition_is_told() -> None:
    old = rule("t", Action.ALLOW)
    new = old.model_copy(update={"digest": "sha256:" + "1" * 64})
    (change,) = compare({"s": [old]}, {"s": [new]}, Action.DENY)
    assert (change.turn, change.outdated) == (Turn.REDEFINED, True)
    assert changes([old.model_copy(update={"digest": None})], [new]) == []


ANY = st.lists(verdicts(), max_size=6)


@given(ANY, ANY, st.sampled_from([Action.DENY, Action.ASK]))
def test_what_differs_for_a_call_is_told_and_nothing_else(
    before: Any, after: Any, unnamed: Action
) -> None:
    old, new = recommend("s", before).rules, recommend("s", after).rules
    told = {each.tool: each for each in compare({"s": old}, {"s": new}, unnamed)}
    for name in {each.tool for each in (*old, *new)}:
        was = decide(old, name, {}, unnamed=unnamed)
        now = decide(new, name, {}, unnamed=unnamed)
        if opened(was) != opened(now):
            assert told[name].turn in Turn
        if name not in told:
            assert opened(was) == opened(now)
    assert compare({"s": old}, {"s": old}, unnamed) == ()


def opened(ruling: Ruling) -> tuple[int, object]:
    rate = ruling.limit.a_minute if ruling.limit else None
    return min(ruling.action.rank, Action.DENY.rank), rate


def test_what_opens_comes_first() -> None:
    old = [rule("a", Action.ALLOW), rule("b", Action.DENY)]
    new = [rule("a", Action.DENY), rule("b", Action.ALLOW)]
    assert changes(old, new) == [("b", Turn.ALLOWED), ("a", Turn.FORBIDDEN)]
