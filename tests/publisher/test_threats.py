"""Documented attacks: each mapping can be met, and what is harmless meets none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.taxonomy import Category, Effect, Trait
from publisher.threats.pattern import SHOWN, Ability, Pattern, named, patterns, patterns_of

MAPPED = [(each, access) for each in patterns().values() for access in each.access]


def met(abilities: frozenset[Ability]) -> tuple[Pattern, ...]:
    """The patterns of a tool that has just these abilities."""
    effects = [each for each in Effect if each in abilities]
    traits = [each for each in Trait if each in abilities]
    category = next((each for each in Category if each in abilities), Category.READ)
    return patterns_of(effects, traits, category)


@pytest.mark.parametrize(("pattern", "access"), MAPPED, ids=lambda each: getattr(each, "id", "by"))
def test_every_mapping_is_met_by_a_tool_that_offers_just_that(
    pattern: Pattern, access: frozenset[Ability]
) -> None:
    assert pattern in met(access)


@pytest.mark.parametrize(("pattern", "access"), MAPPED, ids=lambda each: getattr(each, "id", "by"))
def test_less_than_an_access_does_not_meet_it(pattern: Pattern, access: frozenset[Ability]) -> None:
    for each in access:
        less = access - {each}
        assert pattern.fit(less) < len(access)
        assert pattern.fit(less) == max((len(a) for a in pattern.access if a <= less), default=0)


def test_each_is_there_once_with_a_link_and_words() -> None:
    assert len(patterns()) == 80
    for each in patterns().values():
        assert each.url.startswith("https://")
        assert 40 < len(each.summary) < 300
        assert "vulnerable" not in each.summary


@pytest.mark.parametrize("traits", [(), (Trait.OPEN_WORLD,), (Trait.PRIVATE,), (Trait.GUARDED,)])
def test_a_plain_read_meets_none(traits: tuple[Trait, ...]) -> None:
    assert patterns_of((Effect.READS,), traits, Category.READ) == ()


def test_what_concerns_any_server_is_on_no_tools_page() -> None:
    everything = frozenset((*Effect, *Trait, *Category))
    for name in ("MCP04:2025", "ASI09", "SAFE-T1201", "CVE-2025-6514", "NSA-CSI-MCP"):
        assert patterns()[name].fit(everything) == 0


def test_the_closest_comes_first_and_what_happened_before_what_could() -> None:
    found = patterns_of((Effect.READS, Effect.INGESTS), (Trait.PRIVATE,), Category.READ)
    assert [each.id for each in found][:2] == ["INC-GITHUB-MCP-2025", "LETHAL-TRIFECTA"]
    found = patterns_of((Effect.DELETES,), (Trait.IRREVERSIBLE,), Category.DESTRUCTIVE)
    assert [each.id for each in found] == ["INC-POCKETOS-2026", "SAFE-T2101", "AML.T0101"]


def test_an_id_of_another_version_is_passed_over() -> None:
    assert [each.id for each in named(("ASI05", "GONE-1"))] == ["ASI05"]


@given(st.frozensets(st.sampled_from([*Effect, *Trait])), st.sampled_from(Category))
def test_any_tool_meets_few_and_only_by_what_it_can_do(
    abilities: frozenset[Effect | Trait], category: Category
) -> None:
    found = met(abilities | {category})
    assert len(found) <= SHOWN
    assert all(each.fit(abilities | {category}) for each in found)
    fits = [each.fit(abilities | {category}) for each in found]
    assert fits == sorted(fits, reverse=True)
