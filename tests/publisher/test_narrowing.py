"""What a format lacks for one rule, and limits that several rules share."""

import pytest

from catalog.model.policy import Limit, Policy, ToolRule
from catalog.taxonomy import Action
from publisher.abilities import Abilities, Lost
from publisher.adapt import adapt
from publisher.narrowing import settled
from tests.publisher.calls import case, rule

EVERYTHING = Abilities(frozenset(Action), arguments=True, limits_by_argument=True)


def adapted(can: Abilities, *rules: ToolRule) -> tuple[dict[str, ToolRule], list[tuple[str, Lost]]]:
    found = adapt({"s": Policy(server="s", rules=rules)}, can)
    by_tool = {each.tool: each for each in found.stack["s"].rules}
    return by_tool, [(each.tool, each.lost) for each in found.losses]


@pytest.mark.parametrize("lost", [Lost.LIMIT, Lost.ARGUMENTS])
def test_what_is_lacking_for_one_rule_is_lost_for_that_one_alone(lost: Lost) -> None:
    can = EVERYTHING._replace(
        lacks=lambda _server, each: frozenset({lost} if each.tool == "a.b" else ())
    )
    rules, losses = adapted(
        can,
        *(
            rule(tool, Action.DENY, case(tool, Action.LIMIT, "op", "list"))
            for tool in ("a.b", "plain")
        ),
    )
    assert rules["plain"].cases[0].action is Action.LIMIT
    assert all(each.action is not Action.LIMIT for each in rules["a.b"].cases)
    assert losses == [("a.b", lost)]


def test_a_server_that_is_limited_whole_has_the_strictest_limit() -> None:
    can = EVERYTHING._replace(shared=lambda limit: limit.model_copy(update={"counter": "all"}))
    rules, losses = adapted(
        can,
        rule("allowed", Action.ALLOW),
        rule("few", Action.LIMIT, calls=10),
        rule("hidden", Action.HIDE),
        rule("many", Action.LIMIT, calls=30),
    )
    limit = Limit(counter="all", window="minute", max=10)
    assert [rules[each].limit for each in ("allowed", "few", "many")] == [limit] * 3
    assert rules["hidden"].action is Action.HIDE
    assert losses == [(each, Lost.LIMIT_BY_TOOL) for each in ("allowed", "few", "many")]


def test_a_server_without_limits_stays_without() -> None:
    can = EVERYTHING._replace(shared=lambda limit: limit)
    rules, losses = adapted(can, rule("allowed", Action.ALLOW))
    assert (rules["allowed"].action, losses) == (Action.ALLOW, [])


def test_cases_of_one_ruling_are_one_case_and_idle_ones_go() -> None:
    made = settled(
        rule(
            "t",
            Action.ASK,
            case("t", Action.ALLOW, "op", "a"),
            case("t", Action.LIMIT, "op", "b"),
            case("t", Action.ALLOW, "op", "c", "d"),
            case("t", Action.ASK, "op", "e"),
        )
    )
    assert [(each.action, each.when.values) for each in made.cases] == [
        (Action.ALLOW, ("a", "c", "d")),
        (Action.LIMIT, ("b",)),
    ]
