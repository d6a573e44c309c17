"""Registries in the official one's format: their keys, and their own words."""

import orjson
import pytest

from crawler.crawl import crawl
from crawler.registries.official import OfficialRegistry, parse_page
from tests.crawler.replica import HASTY, Asked, Kept, Reply, official, row, serving

WIRE = official([row("com.example/a")])


def test_pulsemcp_gets_its_key_and_tenant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSEMCP_API_KEY", "k\n")
    monkeypatch.setenv("PULSEMCP_TENANT_ID", "t")

    def api(asked: Asked) -> Reply:
        known = (asked.headers.get("x-api-key"), asked.headers.get("x-tenant-id")) == ("k", "t")
        refusal = {"error": "Invalid or missing API key", "code": "unauthorized"}
        return WIRE(asked) if known else Reply(refusal, 401)

    with serving(api) as replica:
        kept = Kept()
        assert crawl([f"pulsemcp={replica.url}"], {}, kept, HASTY) == ()
        assert kept.names == ["com.example/a"]
        monkeypatch.setenv("PULSEMCP_API_KEY", "old")
        (failed,) = crawl([f"pulsemcp={replica.url}"], {}, Kept(), HASTY)
        assert failed.reason == "answered 401; renew the key in PULSEMCP_API_KEY"
        monkeypatch.delenv("PULSEMCP_API_KEY")
        (failed,) = crawl([f"pulsemcp={replica.url}"], {}, Kept(), HASTY)
        assert "set it as PULSEMCP_API_KEY" in failed.reason


def test_githubs_registry_is_read_without_a_key() -> None:
    with serving(WIRE) as replica:
        kept = Kept()
        assert crawl([f"github_mcp={replica.url}/v0.1"], {}, kept, HASTY) == ()
    assert [each.source for each in kept.listings] == ["github_mcp"]
    assert "authorization" not in replica.asked[0].headers


def test_a_readme_of_a_row_is_not_kept() -> None:
    provided = {"io.modelcontextprotocol.registry/publisher-provided": {"github": "x" * 40_000}}
    page = parse_page(
        b'{"servers": [%s]}' % orjson.dumps(row("com.example/a", _meta=provided)), "g"
    )
    assert len(page.page.listings[0].model_dump_json()) < 2_000


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("http://a.example", "http://a.example/v0.1/servers"),
        ("http://a.example/v0", "http://a.example/v0/servers"),
        ("http://a.example/v0.1", "http://a.example/v0.1/servers"),
        ("http://a.example/v0.1/servers", "http://a.example/v0.1/servers"),
        ("http://a.example/registry", "http://a.example/registry/v0.1/servers"),
        ("http://a.example/dump.json", "http://a.example/dump.json"),
    ],
)
def test_an_address_may_name_the_host_alone(given: str, asked: str) -> None:
    assert OfficialRegistry.at(given) == asked
