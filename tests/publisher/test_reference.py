"""The patterns, the rules and the method, as their pages tell them."""

import re

from classifier.classify import VERSION
from classifier.figures import figures
from classifier.rule import load_all
from classifier.rule_book import rules, warnings
from classifier.warnings.alarm import load_alarms
from publisher.browse.tally import Tallies
from publisher.reference.methodology import methodology_page
from publisher.reference.patterns import pattern_pages, patterns_page
from publisher.reference.rules import rule_pages, rules_page
from publisher.site.rendering import html
from publisher.threats.pattern import patterns
from tests.publisher.cards import cards
from tests.publisher.markup import Markup

SOME = cards(3_000)
TALLIES = Tallies(SOME)


def test_each_pattern_has_a_page_of_its_own() -> None:
    pages = list(pattern_pages(TALLIES))
    assert [each.pattern for each in pages] == list(patterns().values())
    assert len({each.address for each in pages}) == len(pages)
    assert [each.address for each in patterns_page(TALLIES).patterns] == [e.address for e in pages]
    assert all(re.fullmatch(r"patterns/[a-z0-9_-]+\.html", each.address) for each in pages)


def test_a_patterns_page_says_what_is_offered_and_never_who_is_vulnerable() -> None:
    for page in pattern_pages(TALLIES):
        text = Markup(html(page)).text
        assert "vulnerable" not in text
        if page.access:
            assert "does not say that the tool, or its server, has a flaw" in text
        else:
            assert (page.tools, page.gravest) == (0, ())
            assert "So no tools are counted." in text


def test_a_link_to_a_source_names_its_host_and_tells_it_nothing() -> None:
    page = next(pattern_pages(TALLIES))
    assert (
        f'<a rel="noopener" href="{page.pattern.url}">{page.pattern.source}, on {page.host}</a>'
        in html(page)
    )
    assert page.host == "owasp.org"
    assert page.access == ("A tool that takes or returns credentials, tokens or private keys.",)
    assert page.searches == ("effect:secrets",)


def test_every_rule_of_the_register_has_a_page() -> None:
    pages = list(rule_pages(TALLIES))
    known = [*(each.id for each in load_all()), *(each.id for each in load_alarms())]
    assert sorted(each.rule.id for each in pages) == sorted(known)
    assert len({each.address for each in pages}) == len(pages)
    assert {each.id for each in rules()}.isdisjoint(each.id for each in warnings())


def test_a_rule_tells_what_it_matched() -> None:
    found = {each.rule.id: each for each in rule_pages(TALLIES)}
    text = Markup(html(found["calls"])).text
    seen = sum(not each.unverified for each in SOME.tools)
    assert f"It matched {seen:,} tools of {seen:,} (100.00 %)" in text
    assert "It matched nothing in this catalogue." in Markup(html(found["bulk"])).text
    assert len(found["calls"].examples) == 50
    lines = {each.id: each.tools for each in rules_page(TALLIES).rules}
    assert lines["calls"] == seen
    assert lines["pressure"] == sum(
        "pressure" in e.warnings for e in SOME.tools if not e.unverified
    )


def test_a_warnings_example_that_hides_characters_is_shown_with_them() -> None:
    for page in rule_pages(TALLIES):
        assert all(each.isprintable() for each in (*page.rule.hits, *page.rule.misses))


def test_the_method_has_the_figures_that_were_measured() -> None:
    taken = figures()
    text = Markup(html(methodology_page())).text
    assert f"Measured on {taken.measured} with the rules {taken.version}" in text
    assert f"The right category {taken.rules.accuracy.value:.3f}" in text
    assert f"{taken.first_verb.accuracy.value:.3f}" in text


def test_figures_of_other_rules_are_said_to_be_so() -> None:
    page = methodology_page()
    told = "These figures were taken with other rules"
    of_old = page.figures.model_copy(update={"version": "0.0.1+0"})
    assert told in html(page.model_copy(update={"figures": of_old}))
    of_these = page.figures.model_copy(update={"version": VERSION})
    assert told not in html(page.model_copy(update={"figures": of_these}))
