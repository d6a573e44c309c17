"""What proves that listings are one server, and what does not."""

import pytest

from catalog.model.listing import Listing
from crawler.identity import merge
from tests.crawler.identities import one, package, said, together

OWN = "https://github.com/acme/tool"


def apart(*listings: Listing) -> bool:
    return len(merge(listings)) == len(listings)


@pytest.mark.parametrize(
    "url",
    [
        "https://mcp.acme.dev/mcp/",
        "HTTPS://MCP.acme.dev:443/mcp",
        "https://mcp.acme.dev/mcp?key=secret",
        "https://mcp.acme.dev/sse",
    ],
)
def test_an_address_is_one_however_it_is_written(url: str) -> None:
    server = one(
        said("dev.acme/tool", url="https://mcp.acme.dev/mcp"),
        said("acme", source="smithery", url=url),
    )
    assert [(each.kind, each.quote) for each in server.evidence] == [("remote", "mcp.acme.dev")]


@pytest.mark.parametrize(
    "url",
    [
        "https://server.smithery.ai/mcp",
        "https://mcp.composio.dev/",
        "https://x.run.tools/sse",
        "http://localhost:8000/mcp",
        "http://127.0.0.1/mcp",
        "http://192.168.0.7:3000/tool",
        "https://{tenant}.acme.dev/mcp",
        "https://example.com/mcp",
        "not a url",
        "https://[broken/mcp",
        "",
    ],
)
def test_what_serves_anybody_joins_nobody(url: str) -> None:
    assert apart(said("a.b/c", url=url), said("x", source="smithery", url=url))


def test_a_gateway_s_path_is_a_tenant() -> None:
    url = "https://server.smithery.ai/@acme/tool/mcp"
    smithery = said("@acme/tool", source="smithery", url=url)
    other = said("@b/tool", source="smithery", url="https://server.smithery.ai/@b/tool/mcp")
    assert together(said("ai.smithery/acme-tool", url=url), smithery, other) == {
        frozenset({"ai.smithery/acme-tool", "@acme/tool"}),
        frozenset({"@b/tool"}),
    }


def test_what_a_proxy_is_told_to_lead_to_is_the_address() -> None:
    proxy = package("npm:mcp-remote", "https://mcp.acme.dev/sse")
    led = said("acme", source="mcpm").model_copy(update={"packages": (proxy,)})
    assert len(merge([led, said("dev.acme/tool", url="https://mcp.acme.dev/mcp")])) == 1


@pytest.mark.parametrize(
    "written",
    [
        "https://github.com/Acme/Tool.git",
        "git+https://github.com/acme/tool",
        "git@github.com:acme/tool.git",
        "https://www.github.com/acme/tool/tree/main",
        "http://github.com/acme/tool/?tab=readme#top",
    ],
)
def test_a_repository_is_one_however_it_is_written(written: str) -> None:
    listings = (
        said("io.github.acme/tool", repository=OWN),
        said("tool", source="docker", repository=written),
    )
    assert len(merge(listings)) == 1


def test_a_folder_of_a_repository_is_a_server_of_its_own() -> None:
    tree = f"{OWN}/tree/main/src/fetch"
    assert together(
        said("fetch", source="docker", repository=OWN, folder="src/fetch"),
        said("@acme/fetch", source="smithery", repository=tree),
        said("time", source="docker", repository=OWN, folder="/src/time/"),
        said("acme", source="glama", repository=OWN),
    ) == {frozenset({"fetch", "@acme/fetch"}), frozenset({"time"}), frozenset({"acme"})}


def test_a_repository_with_several_servers_joins_none() -> None:
    several = (
        said("a", "npm:@acme/tool-a", source="x", repository=OWN),
        said("b", "npm:@acme/tool-b", source="y", repository=OWN),
        said("c", source="z", repository=OWN),
    )
    assert apart(*several)
    assert apart(
        said("a", source="docker", repository=OWN),
        said("b", source="docker", repository=OWN),
        said("c", source="z", repository=OWN),
    )
    why = {each.why for server in merge(several) for each in server.apart}
    assert why == {"their packages differ"}


def test_of_several_servers_the_repository_s_namesakes_are_one() -> None:
    real = said("tool-mcp-server", source="docker", repository=OWN)
    seen = said("@acme/tool", source="smithery", repository=OWN)
    odd = [
        said("acme/tool/tool-a", source="metorial", repository=OWN),
        said("acme/tool/tool-b", source="metorial", repository=OWN),
    ]
    assert together(real, seen, *odd) == {
        frozenset({real.name, seen.name}), frozenset({odd[0].name}), frozenset({odd[1].name}),
    }  # fmt: skip


def test_a_name_and_a_claim_that_goes_with_it_are_a_proof() -> None:
    official = said("io.github.acme/tool", "npm:@acme/tool", repository=OWN)
    other = said("io.github.acme/other", "npm:@acme/other", repository=OWN)
    mirror = said("io.github.Acme/tool", source="mirror", repository=OWN)
    elsewhere = said("io.github.acme/other", source="mirror", repository="https://github.com/x/y")
    assert together(official, other, mirror) == {
        frozenset({official.name, mirror.name}), frozenset({other.name})
    }  # fmt: skip
    assert apart(other, elsewhere)


def test_two_official_names_are_never_one_by_a_repository() -> None:
    both = (said("io.github.acme/a", repository=OWN), said("io.github.acme/b", repository=OWN))
    first, second = merge(both)
    assert [(each.kind, each.servers) for each in first.apart] == [("repository", (second.id,))]
    assert first.apart[0].why == "each has an official name of its own"


def test_images_of_several_publishers_may_be_of_one_server() -> None:
    listings = (
        said("a", "oci:ghcr.io/acme/tool:1", source="x", repository=OWN),
        said("b", "oci:mcp/tool", source="docker", repository=OWN),
    )
    assert len(merge(listings)) == 1


@pytest.mark.parametrize(
    "identifier",
    [
        "npm:github:acme/tool",
        "npm:acme/tool",
        "pypi:git+https://github.com/acme/tool",
        "npm:./here",
        "oci::latest",
        "oci:${IMAGE}",
        "pypi:",
        "pypi:notion-(via-dify)",
        "pypi:acme/tool",
    ],
)
def test_what_is_no_package_joins_nobody(identifier: str) -> None:
    assert apart(said("a.b/c", identifier), said("d.e/f", identifier))


@pytest.mark.parametrize("version", ["npm:@acme/tool@1.2.3", "npm:@Acme/Tool@latest"])
def test_a_version_is_no_part_of_a_package(version: str) -> None:
    assert len(merge([said("a.b/c", "npm:@acme/tool"), said("d.e/f", version)])) == 1


def test_a_roof_over_many_services_is_none_of_them() -> None:
    urls = [f"https://{name}.acme.dev/mcp" for name in ("a", "b", "c", "d")]
    remotes = tuple(said("x", url=each).remotes[0] for each in urls)
    roof = said("dev.acme/all").model_copy(update={"remotes": remotes})
    assert apart(roof, *(said(each, source="x", url=each) for each in urls))


def test_an_id_is_the_earliest_proof_and_no_repository_that_several_share() -> None:
    assert one(said("x", source="s", url="https://mcp.acme.dev/sse")).id == "https://mcp.acme.dev"
    assert one(said("x", source="s", repository=OWN)).id == "github:acme/tool"
    assert one(said("x", "oci:a/b", "npm:z", source="s")).id == "pkg:npm/z"
    shared = merge([said("x", source="s", repository=OWN), said("y", source="s", repository=OWN)])
    assert {each.id for each in shared} == {"s:x", "s:y"}
