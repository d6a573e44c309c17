"""What a page tells of a server beside its tools: listings, starts, what it asks for, its grade."""

from datetime import UTC, datetime
from typing import Any

import pytest

from catalog.model.listing import Argument, Input, Listing, Package, Remote
from catalog.model.snapshot import Skipped
from catalog.taxonomy import Category, Effect, Reason, Risk, Trait
from publisher.about import MOST, about
from publisher.links import host, link
from publisher.page import compose
from publisher.tokens import tokens
from tests.publisher.values import (
    a_server,
    a_snapshot,
    a_tool,
    a_verdict,
    composed,
    introspected,
    skipped,
)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://plain.example/",
        "https://user@evil.example/",
        "https://evil.example\\@good.example",
        "https://good.example/ space",
        "https://good.example/\n",
        "https://g\N{CYRILLIC SMALL LETTER O}od.example/",
        "//good.example",
        "https://",
        "https:///path",
        "https://good.example/" + "x" * 500,
        None,
    ],
)
def test_only_a_plain_https_address_is_a_link(url: str | None) -> None:
    assert link(url) is None


def test_a_plain_https_address_is_a_link() -> None:
    for url in ("https://good.example", "https://good.example:8443/a?b=c#d"):
        assert link(url) == url


def test_hosts_are_those_of_the_remotes() -> None:
    assert host("https://mcp.example:8443/x?y@z") == "mcp.example:8443"
    for none in ("", "x", "https://", "https://[::1", "https://{tenant}.example/", "https://a b/"):
        assert host(none) is None


def listing(**fields: Any) -> Listing:
    named = {"source": "official", "source_id": "io.example/a", "name": "a", "version": "1"}
    return Listing.model_validate({**named, **fields})


def told(**fields: Any) -> Any:
    server = a_server(listings=(listing(**fields),))
    return about(server, a_snapshot(server, introspected()))


def test_it_asks_for_what_is_secret_or_required_first_and_tells_no_value() -> None:
    package = Package(
        registry="npm",
        identifier="a",
        environment=(
            Input(name="MODE", default="hidden-default"),
            Input(name="KEY", secret=True, value="hidden-value"),
            Input(name="HOME_DIR", required=True),
        ),
        arguments=(
            Argument(kind="named", name="--port", value="{port}", variables=(Input(name="port"),)),
        ),
    )
    remote = Remote(
        transport="streamable-http",
        url="https://mcp.example/{tenant}",
        headers=(Input(name="Authorization", secret=True, required=True),),
        variables=(Input(name="tenant"),),
    )
    found = told(packages=(package, package), remotes=(remote,))
    assert [(each.name, each.place) for each in found.asked] == [
        ("Authorization", "header"),
        ("KEY", "variable"),
        ("HOME_DIR", "variable"),
        ("MODE", "variable"),
        ("port", "argument"),
        ("tenant", "URL"),
    ]
    assert found.hosts == ("mcp.example",)
    assert found.start_count == 2
    assert "hidden" not in found.model_dump_json()


def test_what_is_left_out_is_counted() -> None:
    many = tuple(Input(name=f"V{number}") for number in range(MOST + 7))
    found = told(packages=(Package(registry="npm", identifier="a", environment=many),))
    assert (len(found.asked), found.asked_count) == (MOST, MOST + 7)
    server = a_server(listings=(listing(),) * (MOST + 3))
    found = about(server, a_snapshot(server, introspected()))
    assert (len(found.listings), found.listing_count) == (MOST, MOST + 3)


def test_a_listing_has_the_day_of_its_last_change() -> None:
    day = datetime(2026, 10, 5, 23, 59, tzinfo=UTC)
    earlier = datetime(2025, 1, 1, tzinfo=UTC)
    assert told(published_at=earlier, updated_at=day).listings[0].at == "2026-10-05"
    assert told(published_at=earlier).listings[0].at == "2025-01-01"
    assert told().listings[0].at is None


def test_without_its_gravest_tools_a_server_would_be_graded_better() -> None:
    wipe, find = a_tool("wipe"), a_tool("find")
    page = composed(
        a_server(),
        (wipe, a_verdict(wipe, Category.DESTRUCTIVE)),
        (find, a_verdict(find, Category.READ)),
    ).server
    assert page.grade.letter == "D"
    assert page.better is not None
    assert page.better.startswith("Without wipe it would be graded A:")


def test_combinations_name_their_tools_and_count_the_rest() -> None:
    tools = [a_tool(f"t{number}") for number in range(9)]
    effects = (Effect.INGESTS, Effect.SENDS)
    judged = [
        (each, a_verdict(each, Category.READ, effects=effects, traits=(Trait.PRIVATE,)))
        for each in tools
    ]
    [found] = composed(a_server(), *judged).server.grade.combinations
    assert found.name == "exfiltration"
    assert [len(each) for each in found.tools] == [6, 6, 6]
    assert found.more == (3, 3, 3)


def test_what_nobody_saw_has_no_letter() -> None:
    server, tool = a_server(), a_tool("find")
    harmless = [(tool, a_verdict(tool, Category.READ))]
    gone = skipped(server, Reason.CRASHED, "x").server
    named = Skipped(reason=Reason.CRASHED, detail="x", unverified=(tool,))
    from_source = compose(server, a_snapshot(server, named), harmless).server
    unsure = composed(
        server, (tool, a_verdict(tool, Category.READ, Risk.LOW, abstained=True))
    ).server
    empty = composed(server).server
    for page in (gone, from_source, unsure, empty):
        assert page.grade.letter is None
        assert page.grade.reasons
    assert from_source.better == gone.better != unsure.better


def test_tokens_are_of_what_a_client_hands_over() -> None:
    plain = a_tool("find", "Finds a book.")
    hidden = a_tool("find", "Finds a book.", _meta={"x": "y " * 500}, outputSchema={"a": 1})
    long = a_tool("find", "Finds a book. " * 100)
    lone = a_tool("find", "Finds \ud800.")
    counted = tokens([plain, hidden, long, lone])
    assert counted[0] == counted[1] == 13
    assert counted[2] > 400
    assert counted[3] > 0
    made = composed(a_server(), *((each, a_verdict(each, Category.READ)) for each in (plain, long)))
    assert made.server.tokens == sum(each.tokens for each in made.tools) == counted[0] + counted[2]
