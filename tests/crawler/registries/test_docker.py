"""Docker's catalog on loopback, alone; test_docker_repository.py has its repository beside it."""

from pathlib import Path
from typing import Any

import pytest

from catalog.model.listing import Argument, ClaimedTool, Input, Repository, Validator
from crawler.crawl import crawl
from crawler.docker.catalog import parse_catalog
from crawler.errand import Nothing
from tests.crawler.replica import HASTY, PASSING, Asked, Kept, Reply, serving

CATALOG = (Path(__file__).parents[1] / "fixtures" / "docker" / "catalog.yaml").read_bytes()


def api(asked: Asked) -> Reply:
    if asked.path != "/mcp/catalog/v3/catalog.yaml":
        return Reply(status=404)
    if asked.headers.get("if-none-match") == '"1"':
        return Reply(status=304)
    return Reply(CATALOG, headers={"ETag": '"1"', "Content-Type": "application/octet-stream"})


def test_an_image_a_remote_and_tools_alone_are_read() -> None:
    page = parse_catalog(CATALOG, "docker")
    ledger, fleet, curl = page.listings
    assert ledger.repository == Repository(
        url="https://github.com/example/mono", subfolder="src/ledger"
    )
    (image,) = ledger.packages
    assert (image.registry, image.identifier[:18]) == ("oci", "mcp/ledger@sha256:")
    assert image.environment == (
        Input(name="LEDGER_PASSWORD", required=True, secret=True, placeholder="<PASSWORD>"),
        Input(name="LEDGER_HOST"),
        Input(name="LEDGER_MODE", value="safe"),
    )
    assert image.arguments == (
        Argument(name="", value="--path"),
        Argument(name="ledger.path|into", placeholder="{{ledger.path|into}}"),
    )
    schema = '[{"name":"amount","type":"string","desc":"How much"}]'
    assert ledger.tools == (
        ClaimedTool(name="list_accounts"),
        ClaimedTool(name="move_money", description="Moves money.", input_schema=schema),
    )
    assert (fleet.remotes[0].transport, fleet.remotes[0].headers[0].name) == (
        "streamable-http", "Authorization",
    )  # fmt: skip
    assert (curl.packages, curl.remotes, len(curl.tools)) == ((), (), 1)
    assert [each.source_id for each in page.rejected] == ["odd"]


@pytest.mark.parametrize("fault", [each for each in PASSING if each != "wrong rows"])
def test_a_passing_fault_changes_nothing(fault: str) -> None:
    kept = Kept()
    with serving(api) as replica:
        replica.faults = [*PASSING[fault]]
        assert crawl([f"docker={replica.url}"], {}, kept, HASTY) == ()
    assert len(kept.listings) == 3
    assert [each.source_id for each in kept.rejected] == ["odd", "docker/mcp-registry"]
    assert kept.states[-1].complete


def test_a_catalog_that_has_not_changed_is_not_read_again() -> None:
    first, second = Kept(), Kept()

    class Known(Nothing):
        def validator(self, _source: str, url: str) -> Any:
            told = (each for page in first.pages for each in page.validators)
            return next((each for each in told if each.url == url), None)

    with serving(api) as replica:
        word = f"docker={replica.url}"
        crawl([word], {}, first, HASTY, Known())
        assert crawl([word], {}, second, HASTY, Known()) == ()
    assert second.listings == []
    assert set(second.pages[0].seen) == {"ledger", "fleet", "curl", "odd"}
    assert (second.states[-1].complete, second.states[-1].full) == (True, True)
    assert isinstance(first.pages[0].validators[0], Validator)


@pytest.mark.parametrize(
    "payload",
    [
        b"", b"registry: 3", b"[]", b"{", b"registry: {a: &x [1], b: *x}", b"\xff\xfe\x00",
        b"registry: " + b"[" * 500, b"a: b: c", b"'" * 7, b"registry: {" + b"{a: " * 90,
    ],
)  # fmt: skip
def test_what_is_no_catalog_is_refused(payload: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_catalog(payload, "docker")
