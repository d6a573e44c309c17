"""Names of strangers become addresses that are distinct, safe and stable."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.tool import Tool
from publisher.addresses import json_address, policy_address, server_address, tool_addresses
from tests.publisher.strategies import NAMES
from tests.publisher.values import a_tool

SAFE = re.compile(r"servers/[a-z0-9][a-z0-9._-]{0,79}(?<!\.)/[a-z0-9][a-z0-9_-]{0,79}\.html")
DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{kind}{n}" for kind in ("com", "lpt") for n in range(10)
}


def address_of(name: str) -> str:
    (address,) = tool_addresses("s", [a_tool(name)])
    return address.removeprefix("servers/s/")


def test_a_plain_name_is_its_own_address() -> None:
    assert address_of("read_note") == "read_note.html"
    assert address_of("get-file-2") == "get-file-2.html"
    assert server_address("harbour") == "servers/harbour/index.html"
    assert server_address("exa.mcp-2") == "servers/exa.mcp-2/index.html"


@pytest.mark.parametrize("slug", ["con.x", "a.", "..", "", "A", "a/b", "a" * 81])
def test_a_slug_that_some_host_refuses_is_not_a_folder(slug: str) -> None:
    address = server_address(slug)
    assert SAFE.fullmatch(address)
    assert address != f"servers/{slug}/index.html"


def test_any_other_name_keeps_what_can_be_read_of_it() -> None:
    assert re.fullmatch(r"createpost-[0-9a-f]{10}\.html", address_of("createPost"))
    assert re.fullmatch(r"image-generate-[0-9a-f]{10}\.html", address_of("image.generate"))
    assert re.fullmatch(r"uber-[0-9a-f]{10}\.html", address_of("Über"))
    assert re.fullmatch(r"x-[0-9a-f]{10}\.html", address_of("港の船"))


@pytest.mark.parametrize("name", ["index", "policy", "con", "CON", "nul", "a.policy", "..", "com1"])
def test_reserved_names_are_not_taken_as_they_are(name: str) -> None:
    address = address_of(name)
    assert re.fullmatch(r"[a-z0-9-]+-[0-9a-f]{10}\.html", address)
    assert "." not in address.removesuffix(".html")


def test_the_files_beside_a_page() -> None:
    assert json_address("servers/s/a.html") == "servers/s/a.json"
    assert policy_address("servers/s/a.html") == "servers/s/a.policy.json"
    assert policy_address("servers/s/index.html") == "servers/s/policy.json"


def test_an_address_does_not_depend_on_the_neighbours() -> None:
    alone = tool_addresses("s", [a_tool("Get")])[0]
    among = tool_addresses("s", [a_tool(each) for each in ("get", "GET", "Get", "index")])[2]
    assert alone == among


def test_a_forged_collision_does_not_take_a_page_away() -> None:
    forged = address_of("Get").removesuffix(".html")
    pair = [a_tool("Get"), a_tool(forged)]
    addresses = tool_addresses("s", pair)
    assert addresses[1] == f"servers/s/{forged}.html"
    assert addresses[0] != addresses[1]
    assert tool_addresses("s", pair[::-1]) == addresses[::-1]


def test_two_tools_of_one_name_have_two_pages() -> None:
    first, second = a_tool("get", "Gets one."), a_tool("get", "Gets all.")
    both = tool_addresses("s", [first, second])
    assert len(set(both)) == 2
    assert tool_addresses("s", [second, first]) == both[::-1]


@given(NAMES, st.lists(NAMES, max_size=25), st.data())
def test_addresses_are_distinct_safe_and_independent_of_order(
    slug: str, names: list[str], data: Any
) -> None:
    tools = [a_tool(name) for name in names]
    addresses = tool_addresses(slug, tools)
    everything = [server_address(slug), *addresses]
    files = [f(each) for each in everything for f in (str, json_address, policy_address)]
    assert len({each.casefold() for each in files}) == len(files)
    for each in everything:
        assert SAFE.fullmatch(each)
        assert each.split("/")[1].split(".")[0] not in DEVICES
        assert each.split("/")[2].split(".")[0] not in DEVICES
    shuffled = data.draw(st.permutations(tools))
    assert _as_pairs(shuffled, tool_addresses(slug, shuffled)) == _as_pairs(tools, addresses)


def _as_pairs(tools: list[Tool], addresses: tuple[str, ...]) -> list[tuple[str, str]]:
    return sorted((tool.digest, at) for tool, at in zip(tools, addresses, strict=True))
