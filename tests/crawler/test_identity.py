"""Which listings are one server: for any listings, and for the cases that went wrong elsewhere."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.listing import Listing, Package, Remote, Repository
from catalog.model.server import Decision, Server
from crawler.identity import merge
from tests.crawler.identities import package


def listing(name: str, *packages: Package, source: str = "official", day: int = 1) -> Listing:
    return Listing(
        source=source,
        source_id=name,
        name=name,
        version="1.0.0",
        packages=packages,
        published_at=datetime(2026, 1, day, tzinfo=UTC),
    )


def grouped(*listings: Listing) -> list[set[tuple[str, str]]]:
    return [{(each.source, each.name) for each in server.listings} for server in merge(listings)]


PACKAGES = st.sampled_from(
    [
        package(each)
        for each in ("npm:a", "npm:b", "pypi:a", "pypi:A_b", "pypi:a-b", "npm:mcp-remote")
    ]
    + [package("npm:a", "mail"), package("npm:a", "files")]
)
REMOTES = st.sampled_from(
    [
        Remote(transport="sse", url=url)
        for url in ("https://a.dev/mcp", "https://a.dev/sse?x=1", "https://mcp.b.dev", "http://::")
    ]
)
REPOSITORIES = st.sampled_from(
    [
        Repository(url=url, subfolder=folder)
        for url in (
            "https://github.com/a/x",
            "https://github.com/A/x.git",
            "https://gitlab.com/b/y",
        )
        for folder in (None, "src/a")
    ]
)
LISTINGS = st.builds(
    Listing,
    source=st.sampled_from(["official", "starter", "elsewhere", "docker"]),
    source_id=st.sampled_from(["x", "y", "z"]),
    name=st.sampled_from(["com.a/x", "com.A/X", "com.b/x", "io.github.a/x"]),
    version=st.sampled_from(["1", "2"]),
    status=st.sampled_from(["active", "deprecated", "deleted"]),
    is_latest=st.booleans(),
    published_at=st.none()
    | st.integers(0, 10**9).map(lambda each: datetime.fromtimestamp(each, UTC)),
    packages=st.lists(PACKAGES, max_size=2).map(tuple),
    remotes=st.lists(REMOTES, max_size=2).map(tuple),
    repository=st.none() | REPOSITORIES,
)
REFERENCES = st.lists(
    st.tuples(
        st.sampled_from(["official", "elsewhere", "docker"]), st.sampled_from(["x", "y", "z"])
    ),
    min_size=1,
    max_size=2,
).map(tuple)
DECISIONS = st.builds(
    Decision,
    kind=st.sampled_from(["merge", "split"]),
    one=REFERENCES,
    other=REFERENCES,
    who=st.just("ann"),
    why=st.just("seen"),
    at=st.integers(0, 3).map(lambda each: datetime.fromtimestamp(each, UTC)),
)


@given(st.lists(LISTINGS, max_size=8), st.lists(DECISIONS, max_size=3), st.randoms())
def test_the_order_of_the_listings_is_of_no_matter(
    listings: list[Listing], decisions: list[Decision], chance: object
) -> None:
    mixed, said = [*listings, *listings[:2]], decisions[::-1]
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis hands out a random.Random
    assert merge(mixed, said) == merge(listings, decisions)


@given(st.lists(LISTINGS, max_size=8), st.lists(DECISIONS, max_size=3))
def test_merging_again_changes_nothing(listings: list[Listing], decisions: list[Decision]) -> None:
    servers = merge(listings, decisions)
    every = [each for server in servers for each in server.listings]
    assert merge(every, decisions, {each.id for each in servers}) == servers


@given(st.lists(LISTINGS, max_size=8), st.lists(DECISIONS, max_size=3))
def test_every_living_listing_is_in_one_server_and_ids_and_slugs_are_unique(
    listings: list[Listing], decisions: list[Decision]
) -> None:
    servers = merge(listings, decisions)
    kept = [each for server in servers for each in server.listings]
    assert len(kept) == len(set(kept))
    assert set(kept) == {each for each in listings if each.status != "deleted"}
    assert (
        len({each.id for each in servers}) == len({each.slug for each in servers}) == len(servers)
    )
    assert all(each.current == each.listings[0] for each in servers)


def test_a_name_is_one_server_in_every_registry_that_shares_the_namespace() -> None:
    official, starter = listing("io.github.A/b"), listing("io.github.a/B", source="starter")
    (server,) = merge([starter, official])
    assert server.current == official
    assert [(each.kind, each.quote) for each in server.evidence] == [
        ("registry name", "io.github.a/b")
    ]
    assert len(merge([official, listing("io.github.A/b", source="elsewhere")])) == 2


def test_a_server_that_moved_to_another_name_keeps_its_first() -> None:
    old = listing("io.github.owner/tool", package("npm:@owner/Tool"), day=1)
    new = listing("com.owner/tool", package("npm:@owner/tool"), day=9)
    (server,) = merge([new, old])
    assert (server.id, server.current) == ("io.github.owner/tool", new)
    assert [(each.kind, each.quote) for each in server.evidence] == [("package", "npm:@owner/tool")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pypi:My_Package.x", "pypi:my-package-x"),
        ("oci:mcp/redis:latest", "oci:docker.io/mcp/redis:1.0"),
        ("oci:redis", "oci:docker.io/library/redis@sha256:00"),
        ("oci:ghcr.io:443/a/b:1", "oci:ghcr.io:443/a/b"),
        ("nuget:Owner.Tool", "nuget:owner.tool"),
    ],
)
def test_a_package_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert len(merge([listing("a.b/c", package(one)), listing("d.e/f", package(other))])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (package("npm:mcp-remote"), package("npm:mcp-remote")),
        (package("pypi:mcp-proxy-for-aws", "x"), package("pypi:mcp-proxy-for-aws", "x")),
        (package("npm:tool", "--set", "mail"), package("npm:tool", "--set", "files")),
        (package("npm:tool"), package("pypi:tool")),
        (package("oci:ghcr.io/a/b"), package("oci:quay.io/a/b")),
    ],
    ids=["proxy", "proxy with arguments", "arguments", "registry", "host"],
)
def test_what_is_no_proof_joins_nothing(one: Package, other: Package) -> None:
    assert grouped(listing("a.b/c", one), listing("d.e/f", other)) == [
        {("official", "a.b/c")},
        {("official", "d.e/f")},
    ]


def test_a_deleted_listing_leaves_no_server_behind() -> None:
    alive = listing("a.b/c")
    gone = listing("d.e/f").model_copy(update={"status": "deleted"})
    assert [each.id for each in merge([alive, gone])] == ["a.b/c"]


def only(found: Listing) -> Server:
    (server,) = merge([found])
    return server


def test_an_id_is_the_strongest_proof_there_is() -> None:
    elsewhere = listing("A tool!", package("npm:@scope/tool"), source="elsewhere")
    assert only(elsewhere).id == "pkg:npm/%40scope/tool"
    assert only(listing("A tool!", source="elsewhere")).id == "elsewhere:A tool!"
    fixed = listing("A tool!", package("npm:tool", "mail"), source="elsewhere")
    assert only(fixed).id == "elsewhere:A tool!"


def test_a_title_is_made_of_the_name_where_there_is_none() -> None:
    assert only(listing("io.github.owner/redis-mcp")).title == "Redis MCP"
    titled = listing("io.github.owner/redis-mcp").model_copy(update={"title": "Redis"})
    assert only(titled).title == "Redis"
