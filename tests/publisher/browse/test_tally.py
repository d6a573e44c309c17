"""The sums of all lists are what one gets by counting each for itself."""

import pytest

from catalog.taxonomy import Category, Effect, Reason, Risk
from publisher.browse.facets import facets
from publisher.browse.tally import GRAVEST, Tallies
from publisher.browse.topics import ABSTAINED, EVERY, UNGRADED, Topic
from publisher.page_index import index_page
from publisher.threats.pattern import patterns
from tests.publisher.cards import cards

SOME = cards(3_000)
TALLIES = Tallies(SOME)
SEEN = [each for each in SOME.tools if not each.unverified]


def test_the_lists_and_the_first_page_say_the_same() -> None:
    index = index_page(TALLIES)
    for risk in Risk:
        assert TALLIES.of(Topic("risk", risk)).tools == index.by_risk[risk]
    for category in Category:
        assert TALLIES.of(Topic("category", category)).tools == index.by_category[category]
    assert TALLIES.of(Topic("category", ABSTAINED)).tools == index.abstained > 0
    every = TALLIES.of(Topic("server", EVERY))
    assert every.tools == index.tools == len(SEEN)
    assert TALLIES.seen(every) == (index.looked_at, index.left_out)


@pytest.mark.parametrize("effect", Effect)
def test_effects_are_counted_by_server(effect: Effect) -> None:
    tally = TALLIES.of(Topic("effect", effect))
    having = [each for each in SOME.tools if effect in each.effects]
    assert tally.tools + tally.unverified == len(having)
    for place in tally.places():
        address = TALLIES.servers[place].address
        its = [each.risk for each in having if each.server_address == address]
        assert tally.at(place) == (len(its), max(its, key=lambda each: each.rank))
    assert len(tally.places()) == len({each.server_address for each in having})


def test_what_a_server_falls_under_lists_it_without_tools_too() -> None:
    empty = Tallies(cards(1)._replace(tools=()))
    topic = next(Topic("grade", each.grade or UNGRADED) for each in empty.servers)
    assert empty.of(topic).places() == [0]
    assert empty.of(topic).at(0) == (0, None)


def test_servers_that_were_not_looked_at_are_counted_by_reason_alone() -> None:
    skipped = sum(TALLIES.seen(TALLIES.of(Topic("skipped", each)))[1] for each in Reason)
    assert skipped == sum(each.skipped is not None for each in SOME.servers) > 5
    letters = (Topic("grade", each) for each in (*"ABCDE", UNGRADED))
    assert sum(TALLIES.seen(TALLIES.of(each))[0] for each in letters) == len(SOME.servers) - skipped


def test_patterns_count_the_tools_that_offer_their_access() -> None:
    for pattern in patterns().values():
        fitting = [
            each
            for each in SEEN
            if pattern.fit(frozenset((*each.effects, *each.traits, each.category)))
        ]
        assert TALLIES.of(Topic("pattern", pattern.id)).tools == len(fitting)


def test_the_gravest_are_of_different_servers_and_in_order() -> None:
    for facet in facets(TALLIES):
        gravest = TALLIES.of(facet.topic).gravest
        assert len(gravest) <= GRAVEST
        assert len({each.server_address for each in gravest}) == len(gravest)
        ranks = [each.risk.rank for each in gravest]
        assert ranks == sorted(ranks, reverse=True)


def test_the_order_in_which_cards_come_means_nothing() -> None:
    other = Tallies(SOME._replace(tools=SOME.tools[::-1], servers=SOME.servers[::-1]))
    assert index_page(other) == index_page(TALLIES)
