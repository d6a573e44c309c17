"""Addresses: readable, safe as file names, and never the same for two servers."""

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.slugs import RESERVED, readable, slugs

IDS = st.text(min_size=1) | st.from_regex(
    r"(io\.github\.)?[a-cA-C.-]{1,4}/[a-cA-C._-]{1,4}", fullmatch=True
)


@pytest.mark.parametrize(
    ("identity", "slug"),
    [
        ("io.github.owner/name", "owner-name"),
        ("io.github.Owner/Owner-MCP", "owner-mcp"),
        ("com.example/example", "example"),
        ("com.example.mcp/server_one", "example.mcp-server-one"),
        ("example/tool", "example-tool"),
        ("pkg:npm/%40scope/tool", "scope-tool"),
        ("pkg:pypi/tool", "tool"),
        ("smithery:@a/b", "a-b"),
        ("com.x/../../etc", "x-etc"),
        ("io.github.a/...", "a"),
        ("日本", "server"),
        ("com.x/" + "y" * 300, "x-" + "y" * 78),
    ],
)
def test_an_address_says_who_and_what(identity: str, slug: str) -> None:
    assert slugs([identity]) == {identity: slug}


@given(st.sets(IDS, max_size=12))
def test_addresses_are_unique_safe_and_the_same_in_any_order(identities: set[str]) -> None:
    given_ = slugs(sorted(identities))
    assert given_ == slugs(sorted(identities, reverse=True))
    assert len(set(given_.values())) == len(identities)
    for each in given_.values():
        assert re.fullmatch(r"[a-z0-9]([a-z0-9.-]{0,148}[a-z0-9])?", each)
        assert ".." not in each
        assert each not in RESERVED


def test_those_that_want_one_address_all_give_it_up() -> None:
    alone = slugs(["io.github.a/b"])
    both = slugs(["io.github.a/b", "com.a/b"])
    assert alone["io.github.a/b"] == "a-b"
    assert set(both.values()).isdisjoint({"a-b"})
    assert all(each.startswith("a-b-") for each in both.values())


def test_reserved_names_are_not_given() -> None:
    assert slugs(["index.index/index"])["index.index/index"].startswith("index-")


def test_a_name_made_to_clash_does_not_take_an_address() -> None:
    victim, twin = "io.github.a/b", "com.a/b"
    digest = hashlib.sha256(victim.encode()).hexdigest()
    hostile = [f"com.a/b-{digest[:digits]}" for digits in (6, 16, 64)]
    addresses = slugs([victim, twin, *hostile])
    assert len(set(addresses.values())) == 5
    assert addresses[victim] == f"a-b-{digest}"


def test_a_readable_name_is_its_last_part_in_words() -> None:
    assert readable("io.github.owner/server-filesystem") == "Server Filesystem"
    assert readable("com.example/some_mcp.v2") == "Some MCP V2"


@pytest.mark.parametrize("identity", ["pkg:npm/con.a", "pkg:pypi/aux.", "tools.x.y", "nul"])
def test_a_reserved_name_with_an_ending_gets_an_address_too(identity: str) -> None:
    (slug,) = slugs([identity]).values()
    assert slug.partition(".")[0] not in RESERVED


def test_what_is_taken_is_not_given_again_whoever_foresaw_it() -> None:
    digest = hashlib.sha256(b"smithery:a/b").hexdigest()
    taken = {"a-b", *(f"a-b-{digest[:digits]}" for digits in (6, 16, 64))}
    (slug,) = slugs(["smithery:a/b"], taken).values()
    assert slug.startswith("a-b-")
    assert slug not in taken
