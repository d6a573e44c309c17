"""Payloads of the official API, written by hand in the form of real ones."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import SourceError
from catalog.model.listing import Argument, Input, Package, Page, Remote, Repository
from crawler.payload import ROW_BYTES
from crawler.registries.official import Answer, parse_page

FIXTURES = Path(__file__).parent / "fixtures" / "official"
META = "io.modelcontextprotocol.registry/official"


def fixture(name: str) -> Answer:
    return parse_page((FIXTURES / name).read_bytes(), "official")


def page_of(*rows: Any, cursor: Any = None) -> bytes:
    return json.dumps({"servers": rows, "metadata": {"nextCursor": cursor}}).encode()


def good(name: str = "com.example/good", **more: Any) -> dict[str, Any]:
    return {"server": {"name": name, "description": "Good", "version": "1.0.0", **more}}


def test_a_wrapped_row_is_read_whole() -> None:
    page = fixture("wrapped.json")
    weather = page.page.listings[0]
    assert page.next_cursor == "com.example/malware:6.6.6"
    assert page.page.rejected == ()
    assert (weather.source, weather.source_id) == ("official", "io.github.example/Weather-MCP")
    assert (weather.name, weather.version) == ("io.github.example/Weather-MCP", "2.1.0")
    assert (weather.title, weather.description) == ("Weather", "Forecasts for any place")
    assert (weather.status, weather.is_latest) == ("active", True)
    assert weather.website == "https://weather.example/"
    assert weather.published_at == datetime(2025, 12, 20, 10, 0, 0, 123456, UTC)
    assert weather.updated_at == datetime(2025, 12, 21, 10, 30, tzinfo=UTC)
    assert weather.repository == Repository(
        url="https://github.com/example/weather", source="github", id="42", subfolder="server"
    )


def test_packages_keep_what_a_launch_needs_and_types_that_nobody_knows() -> None:
    npm, maven = fixture("wrapped.json").page.listings[0].packages
    assert npm == Package(
        registry="npm",
        identifier="@example/weather-mcp",
        version="2.1.0",
        runtime_hint="npx",
        runtime_arguments=(Argument(name="--yes", kind="named"),),
        arguments=(
            Argument(name="", value="serve"),
            Argument(name="place", required=True, repeated=True),
            Argument(
                name="--units", kind="named", choices=("metric", "imperial"), default="metric"
            ),
        ),
        environment=(
            Input(
                name="WEATHER_KEY",
                description="Key of the API",
                required=True,
                secret=True,
                placeholder="wk_…",
            ),
            Input(
                name="WEATHER_HOST",
                value="https://{zone}.weather.example",
                variables=(Input(name="zone", default="eu", choices=("eu", "us")),),
            ),
        ),
    )
    assert (maven.registry, maven.transport) == ("maven", "streamable-http")


def test_remotes_keep_headers_and_variables() -> None:
    assert fixture("wrapped.json").page.listings[0].remotes == (
        Remote(
            transport="sse",
            url="https://{tenant}.weather.example/sse",
            headers=(Input(name="Authorization", secret=True),),
            variables=(Input(name="tenant", required=True),),
        ),
    )


def test_a_deleted_row_is_a_tombstone_without_its_content() -> None:
    _, nothing, malware = fixture("wrapped.json").page.listings
    assert (nothing.status, nothing.is_latest) == ("deprecated", False)
    assert (nothing.packages, nothing.remotes, nothing.repository) == ((), (), None)
    assert (malware.status, malware.name, malware.version) == (
        "deleted",
        "com.example/malware",
        "6.6.6",
    )
    assert (malware.title, malware.description, malware.packages) == (None, None, ())


def test_a_flat_row_of_before_september_2025_is_read_whole() -> None:
    page = fixture("flat.json")
    (old,) = page.page.listings
    assert page.next_cursor == "6b0e4b6e-0000-4000-8000-000000000000"
    assert (old.name, old.version, old.status) == ("io.github.example/old", "0.9.0", "deprecated")
    assert (old.is_latest, old.website) == (False, "https://old.example/")
    assert old.updated_at == datetime(2025, 8, 2, tzinfo=UTC)
    assert old.packages == (
        Package(
            registry="pypi",
            identifier="example-old",
            version="0.9.0",
            runtime_hint="uvx",
            arguments=(Argument(name="folder", required=True),),
            environment=(Input(name="OLD_TOKEN", required=True, secret=True),),
        ),
    )
    assert old.remotes[0].transport == "streamable-http"


def test_an_empty_type_of_an_argument_is_told_by_its_look() -> None:
    arguments = [{"type": "", "value": "mcp"}, {"type": "", "name": "--fast"}]
    package = {"registryType": "pypi", "identifier": "x", "packageArguments": arguments}
    (listing,) = parse_page(page_of(good(packages=[package])), "official").page.listings
    assert [each.kind for each in listing.packages[0].arguments] == ["positional", "named"]


@pytest.mark.parametrize(
    ("more", "cursor"),
    [
        ({"metadata": {"nextCursor": "a:1"}}, "a:1"),
        ({"metadata": {"next_cursor": "a:1"}}, "a:1"),
        ({"nextCursor": "a:1"}, "a:1"),
        ({"next_cursor": "a:1", "metadata": None}, "a:1"),
        ({"metadata": {"nextCursor": 30, "count": "30"}}, "30"),
        ({"metadata": {"nextCursor": ""}}, None),
        ({}, None),
    ],
)
def test_a_cursor_is_found_wherever_it_stands(more: dict[str, Any], cursor: str | None) -> None:
    for rows in ([good()], [], None):
        payload = json.dumps({"servers": rows, **more}).encode()
        assert parse_page(payload, "official").next_cursor == cursor


@pytest.mark.parametrize(
    "place",
    [
        {"_meta": {META: "SAID"}},
        {"_meta": {"com.pulsemcp/server": {}, "com.pulsemcp/server-version": "SAID"}},
        {"_meta": {"io.modelcontextprotocol.registry": "SAID"}},
        {"x-io.modelcontextprotocol.registry": "SAID"},
    ],
)
@pytest.mark.parametrize("snake", [False, True])
def test_what_a_registry_says_itself_is_found_in_every_form(
    place: dict[str, Any], *, snake: bool
) -> None:
    names = ("updated_at", "is_latest") if snake else ("updatedAt", "isLatest")
    said = dict(zip(names, ("2025-08-02T00:00:00Z", False), strict=True)) | {"status": "frozen"}
    row = json.loads(json.dumps(good() | place).replace('"SAID"', json.dumps(said)))
    (listing,) = parse_page(page_of(row), "official").page.listings
    assert (listing.status, listing.is_latest) == ("frozen", False)
    assert listing.updated_at == datetime(2025, 8, 2, tzinfo=UTC)


def test_an_empty_last_page_is_the_end() -> None:
    assert fixture("empty.json") == Answer(Page(), None)
    assert parse_page(page_of(cursor=""), "official") == Answer(Page(), None)


def test_bad_rows_are_rejected_with_their_reason_and_lose_no_neighbour() -> None:
    page = fixture("bad_rows.json")
    assert [each.name for each in page.page.listings] == ["com.example/first", "com.example/last"]
    reasons = {each.source_id: each.reason for each in page.page.rejected}
    assert len(page.page.rejected) == 12
    assert reasons["com.example/no-version"] == "server/version is missing"
    assert reasons["no slash"] == "name is not of the form namespace/name: 'no slash'"
    assert reasons["com.example/number"] == "server/description is no string"
    assert reasons["com.example/packages"] == "server/packages is no list"
    assert "neither positional nor named" in reasons["com.example/argument"]
    assert reasons["com.example/flag"].endswith("isSecret is neither true nor false")
    assert reasons["com.example/remote"] == "server/remotes/0/url is missing"
    assert reasons["com.example/date"].endswith("updatedAt is no date: 'yesterday'")
    assert "publishedAt is no date" in reasons["com.example/before-time"]
    unnamed = [each for each in page.page.rejected if each.source_id.startswith("unnamed-")]
    assert {each.excerpt for each in unnamed} == {'"a string"', "null", "{}"}
    assert len({each.source_id for each in unnamed}) == 3


@pytest.mark.parametrize(
    "poison",
    [
        {"description": "long" * ROW_BYTES},
        {"description": "x" * 4_097},
        {"name": "com.example/" + "x" * 200},
        {"packages": [{"registryType": "npm", "identifier": "x"}] * 501},
        {"title": "\ud800"},
    ],
    ids=["bytes", "text", "name", "list", "surrogate"],
)
def test_what_is_beyond_the_bounds_is_rejected_alone(poison: dict[str, Any]) -> None:
    page = parse_page(page_of(good(), good() | {"server": good()["server"] | poison}), "official")
    assert [each.name for each in page.page.listings] == ["com.example/good"]
    assert len(page.page.rejected) == 1
    assert len(page.page.rejected[0].excerpt) <= 200
    assert len(page.page.rejected[0].reason) < 300


@pytest.mark.parametrize("depth", [200, 900, 50_000])
def test_a_deeply_nested_row_does_not_make_its_neighbours_unreadable(depth: int) -> None:
    bomb = b'{"server":{"name":"com.example/deep","version":"1","x":' + b"[" * depth + b"]" * depth
    payload = page_of(good(), good()).replace(b"}}, {", b"}}, " + bomb + b"}}, {", 1)
    page = parse_page(payload, "official")
    assert [each.name for each in page.page.listings if "deep" not in each.name] == [
        "com.example/good"
    ] * 2
    assert len(page.page.listings) + len(page.page.rejected) == 3


@pytest.mark.parametrize("junk", [b"\xff\xfe", b"9" * 5_000], ids=["no UTF-8", "huge number"])
def test_junk_in_one_row_does_not_make_its_neighbours_unreadable(junk: bytes) -> None:
    value = junk if junk.isdigit() else b'"' + junk + b'"'
    payload = page_of(good(), good("com.example/other", x="JUNK")).replace(b'"JUNK"', value)
    assert len(parse_page(payload, "official").page.listings) == 2


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"<html>busy</html>",
        b'{"servers": [{"server"',
        b"[]",
        b"{}",
        b'{"error": "not found"}',
        b'{"servers": {}}',
        b'{"servers": [], "metadata": {"nextCursor": [7]}}',
        page_of(cursor="x" * 4_097),
        b"[" * 100_000,
        b'{"servers": [' + b"{}," * 10_000 + b"{}]}",
        b'"' + b'\\"' * 500_000,
    ],
)
def test_a_page_that_is_none_of_this_api_is_an_error(payload: bytes) -> None:
    with pytest.raises(SourceError, match=r"^sent a page that cannot be read") as caught:
        parse_page(payload, "official")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    ["name", "version", "title", "repository", "packages", "remotes", "_meta", "status", "server"]
)


@given(st.lists(JSON | st.dictionaries(FIELDS, JSON), max_size=5))
def test_every_row_is_either_a_listing_or_rejected(rows: list[Any]) -> None:
    page = parse_page(page_of(*rows), "official")
    assert len(page.page.listings) + len(page.page.rejected) == len(rows)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_page_or_a_source_error(payload: bytes) -> None:
    try:
        assert isinstance(parse_page(payload, "official"), Answer)
    except SourceError as error:
        assert "sent a page" in str(error)
