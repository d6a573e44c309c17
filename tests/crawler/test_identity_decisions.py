"""A person's word counts for more than what is found, and lasts."""

from datetime import UTC, datetime
from typing import Literal

from catalog.model.listing import Listing
from catalog.model.server import Decision
from crawler.identity import merge
from tests.crawler.identities import said

A, B = said("a.b/c", "npm:a"), said("d.e/f", "npm:b")
FOLLOWER = said("follower", "npm:a", source="smithery")


def decision(
    kind: Literal["merge", "split"], one: Listing, other: Listing, second: int = 0
) -> Decision:
    return Decision(
        kind=kind,
        one=((one.source, one.source_id),),
        other=((other.source, other.source_id),),
        who="ann",
        why="seen",
        at=datetime(2026, 1, 1, 0, 0, second, tzinfo=UTC),
    )


def sets(decisions: list[Decision], *listings: Listing) -> set[frozenset[str]]:
    return {
        frozenset(each.name for each in server.listings) for server in merge(listings, decisions)
    }


def test_what_a_person_merges_is_one_and_says_so() -> None:
    (server,) = merge([A, B, FOLLOWER], [decision("merge", A, B)])
    assert {each.name for each in server.listings} == {A.name, B.name, FOLLOWER.name}
    assert ("person", "ann: seen") in [(each.kind, each.quote) for each in server.evidence]


def test_what_a_person_splits_is_two_and_says_so() -> None:
    servers = merge([A, FOLLOWER], [decision("split", FOLLOWER, A)])
    assert {server.listings for server in servers} == {(A,), (FOLLOWER,)}
    assert {each.why for server in servers for each in server.apart} == {"a person has split them"}


def test_the_last_word_counts() -> None:
    apart = {frozenset({A.name}), frozenset({B.name})}
    first, then = decision("merge", A, B, 1), decision("split", B, A, 2)
    assert sets([then, first], A, B) == apart
    assert sets([then, first, decision("merge", B, A, 3)], A, B) == {frozenset({A.name, B.name})}


def test_a_new_listing_does_not_undo_a_split() -> None:
    """One that has something in common with both sides stays where it would have been."""
    bridge = said("bridge", "npm:a", source="docker")
    found = sets([decision("split", FOLLOWER, A)], A, FOLLOWER, bridge)
    assert found == {frozenset({A.name, "bridge"}), frozenset({"follower"})}


def test_who_came_with_the_parted_goes_with_it() -> None:
    old = said("old", "npm:a", "pypi:old", source="x")
    new = said("new", "pypi:old", source="y")
    third = said("third", "npm:a", source="z")
    assert sets([], old, new, third) == {frozenset({"old", "new", "third"})}
    split = decision("split", old, third)
    assert sets([split], old, new, third) == {frozenset({"old", "new"}), frozenset({"third"})}


def test_a_decision_on_what_is_gone_waits() -> None:
    assert sets([decision("merge", A, B)], A) == {frozenset({A.name})}
    assert sets([decision("split", A, FOLLOWER)], FOLLOWER) == {frozenset({"follower"})}
