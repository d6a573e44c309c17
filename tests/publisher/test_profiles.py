"""Profiles: what is recommended, step by step, and a user's own file with its mistakes."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import InputError, UsageError
from catalog.model.classification import ActionVerdict, Warned
from catalog.model.policy import ToolRule
from catalog.taxonomy import Action, Category, Decider, Effect, Level, Risk, Trait
from publisher.policy.decision import decide
from publisher.policy.profile_file import BUILT_IN, built_in, profile_named, read_profile
from publisher.policy.recommend import policy_of, recommend_rule
from tests.publisher.strategies import verdicts
from tests.publisher.values import a_tool, a_verdict

TOOL = a_tool("tool")


def rule(category: Category, profile: str = "balanced", **fields: Any) -> ToolRule:
    return recommend_rule(TOOL, a_verdict(TOOL, category, **fields), built_in(profile), "s")


def said(made: ToolRule) -> str:
    return f"{made.action} {made.limit.max}" if made.limit else str(made.action)


@pytest.mark.parametrize(
    ("fields", "write"),
    [
        ({}, "limit 30"),
        ({"risk": Risk.HIGH}, "limit 10"),
        ({"effects": (Effect.SENDS,)}, "limit 10"),
        ({"effects": (Effect.BULK, Effect.SECRETS), "risk": Risk.HIGH}, "limit 10"),
        ({"traits": (Trait.METERED,)}, "limit 30"),
        ({"abstained": True}, "ask"),
        ({"warnings": (Warned(rule="orders", field="name", quote="t"),)}, "ask"),
        (
            {"warnings": (Warned(rule="w", level=Level.DETAIL, field="name", quote="t"),)},
            "limit 30",
        ),
    ],
)
def test_more_at_stake_is_one_step_stricter(fields: dict[str, Any], write: str) -> None:
    assert said(rule(Category.WRITE, **fields)) == write


def test_each_step_and_number_has_its_reason() -> None:
    assert rule(Category.WRITE, risk=Risk.HIGH, effects=(Effect.SENDS,)).reason == (
        "It changes data: 30 calls a minute leave room for work and stop an agent that is "
        "caught in a loop. Tightened, because its risk is high, above the medium that is usual "
        "for its category and it lets content leave to other people or the public: 10 calls a "
        "minute keep a runaway agent small."
    )
    warned = (Warned(rule="orders-agent", field="name", quote="t"),)
    assert rule(Category.READ, warnings=warned).reason == (
        "Requires human approval: its text carries a warning (orders-agent)."
    )


def test_what_is_denied_needs_no_tightening() -> None:
    assert said(rule(Category.FINANCIAL, effects=(Effect.SENDS, Effect.BULK))) == "deny"


def with_actions(**fields: Any) -> ToolRule:
    kinds = {
        "list": (Category.READ, Risk.LOW),
        "get": (Category.READ, Risk.LOW),
        "add": (Category.WRITE, Risk.MEDIUM),
        "delete": (Category.DESTRUCTIVE, Risk.CRITICAL),
    }
    actions = tuple(
        ActionVerdict(parameter="op", action=name, category=category, risk=risk)
        for name, (category, risk) in kinds.items()
    )
    return rule(Category.DESTRUCTIVE, actions=actions, **fields)


def test_milder_actions_have_cases_and_the_tool_stays_visible() -> None:
    made = with_actions()
    assert made.action is Action.DENY
    assert [(each.when.values, said_case) for each in made.cases
            for said_case in [each.action]] == [
        (("get", "list"), Action.ALLOW), (("add",), Action.LIMIT)]  # fmt: skip
    assert "some values of “op”" in made.reason
    allowed = decide([made], "tool", {"op": "list"})
    denied = decide([made], "tool", {"op": "delete"})
    assert (allowed.action, denied.action) == (Action.ALLOW, Action.DENY)


@pytest.mark.parametrize("fields", [{"abstained": True}, {"decided_by": Decider.HUMAN}])
def test_doubt_and_a_persons_word_leave_no_case(fields: dict[str, Any]) -> None:
    assert with_actions(**fields).cases == ()


def test_a_second_definition_of_a_name_leaves_no_case() -> None:
    milder = rule(Category.WRITE)
    (made,) = policy_of("s", [with_actions(), milder]).rules
    assert (made.action, made.cases) == (Action.DENY, ())


@given(verdicts(), st.booleans())
def test_strict_is_no_milder_than_balanced_nor_that_than_open(drawn: Any, unverified: bool) -> None:  # noqa: FBT001 - drawn
    tool, verdict = drawn
    made = [
        recommend_rule(tool, verdict, built_in(each), unverified=unverified).strictness
        for each in ("open", "balanced", "strict")
    ]
    assert made == sorted(made)


OWN = """\
profile = "open"

[categories]
Write = { action = "limit", max = 5, window = "hour" }

[tighten]
metered = 2

[at_least]
critical = "deny"

[tools]
"s/tool" = { action = "allow", why = "our bot needs it" }
"other/*" = { action = "hide", why = "not ours" }
"""


def test_a_users_own_profile_differs_where_it_says_so() -> None:
    own = read_profile(OWN, "own.toml")
    strange = a_tool("strange")

    def made(server: str, category: Category, **fields: Any) -> ToolRule:
        return recommend_rule(strange, a_verdict(strange, category, **fields), own, server)

    assert made("s", Category.READ).action is Action.ALLOW
    limit = made("s", Category.WRITE).limit
    assert limit
    assert (limit.max, limit.window) == (5, "hour")
    assert said(made("s", Category.READ, traits=(Trait.METERED,))) == "limit 10"
    assert made("s", Category.FINANCIAL).action is Action.DENY
    assert made("other", Category.READ).reason == "Decided by hand: not ours"
    by_hand = recommend_rule(TOOL, a_verdict(TOOL, Category.FINANCIAL), own, "s")
    assert (by_hand.action, by_hand.reason) == (
        Action.ALLOW,
        "Decided by hand: our bot needs it",
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("profile = 'lax'", 1, "strict, balanced, open"),
        ("profile = 7", 1, "strict, balanced, open"),
        ("\n[categories]\nWrit = { action = 'ask' }", 3, "there are Read, Write"),
        ("[categories]\nWrite = { action = 'maybe' }", 2, "'allow', 'limit'"),
        ("[categories]\nWrite = { action = 'limit' }", 2, "max belongs to"),
        ("[categories]\nWrite = { action = 'ask', max = 3 }", 2, "max belongs to"),
        ("[categories]\nWrite = { action = 'limit', max = 0 }", 2, "greater than 0"),
        ("[categories]\nWrite = { action = 'limit', max = 10000000000 }", 2, "less than or"),
        ("[categories]\nRead = { action = 'ask' }\nWrite = 5", 3, "categories.Write"),
        ("categories = 5", 1, "categories"),
        ("[tighten]\nbulk = 1\nfuss = 1", 3, "there are above_baseline"),
        ("[tighten]\nbulk = true", 2, "integer"),
        ("[tighten]\nbulk = 9", 2, "less than or equal to 5"),
        ("[at_least]\nhigh = 'limit'", 2, "at_least.high"),
        ("[tools]\n'a/b' = { action = 'allow' }", 2, "why"),
        ("[tools]\n'a/b' = { action = 'allow', why = 'x', who = 'me' }", 2, "who"),
        ("[extra]\na = 1", 1, "there are profile"),
        ("x = = 1", 1, "is not TOML"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(InputError) as told:
        read_profile(text, "own.toml")
    assert str(told.value).startswith(f"own.toml:{line}: ")
    assert words in str(told.value)
    assert "\n" not in str(told.value)


@given(st.text() | st.sampled_from([OWN, OWN.replace('"', "'"), OWN[:90], "a=" + "[" * 3000]))
def test_any_text_is_a_profile_or_one_line(text: str) -> None:
    try:
        read_profile(text, "own.toml")
    except InputError as error:
        assert str(error).startswith("own.toml:")


def test_profiles_by_name_and_by_file(tmp_path: Path) -> None:
    assert [profile_named(each).profile for each in BUILT_IN] == [*BUILT_IN]
    (tmp_path / "own.toml").write_text(OWN)
    assert profile_named(str(tmp_path / "own.toml")).profile == "open"
    (tmp_path / "bad.toml").write_bytes(b"# \n\xff")
    with pytest.raises(InputError, match=r"bad\.toml:2: is not UTF-8"):
        profile_named(str(tmp_path / "bad.toml"))
    with pytest.raises(UsageError, match="strict, balanced, open"):
        profile_named("lax")
