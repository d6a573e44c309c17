"""A server in two versions, really installed and asked: all that it says is kept, and its drift."""

import json
from pathlib import Path
from typing import Any

import pytest

from catalog.model.listing import CrawlState
from catalog.store import listings, servers, snapshots
from catalog.store.catalog import open_catalog
from tests.catalog.store.store_values import NOON
from tests.cli.asking import Out, ask
from tests.crawler.hosting import a_package, a_server, offline, pack
from tests.servers.says_all import FIRST, SECOND

NAME = "toolrisk-test-says-all"


@pytest.fixture
def drifted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> str:
    """A catalog in which both versions were introspected and classified."""
    location = str(tmp_path / "catalog.db")
    for name, value in offline(tmp_path).items():
        monkeypatch.setenv(name, value)
    for version in ("1.0", "2.0"):
        pack("says_all", tmp_path, version)
        server = a_server(a_package(NAME, "pypi", version), version=version)
        with open_catalog(location) as opened:
            listings.keep(opened, server.listings, (), CrawlState(source="test"), NOON)
            servers.keep(opened, (server,), NOON)
        ask(capsys, "introspect", "--catalog", location, "--sandbox", "none")
        ask(capsys, "classify", "--catalog", location)
    return location


def test_each_kind_of_change_is_told(drifted: str, capsys: Out) -> None:
    told = ask(capsys, "diff", "--catalog", drifted, "--json").splitlines()
    events = {each["tool"]: each for each in map(json.loads, told)}
    assert {name: _event(each) for name, each in events.items()} == {
        "come": ("added", None, []),
        "fetch_note": ("changed", "raised", ["description"]),
        "gone": ("removed", None, []),
        "marked": ("changed", None, ["annotations/readOnlyHint"]),
        "shaped": ("changed", None, ["inputSchema/properties"]),
    }
    lines = ask(capsys, "diff", "--catalog", drifted).splitlines()
    assert lines[:2] == [
        "Risk raised: 1 tool",
        f"critical Destructive {NAME}/fetch_note (was medium Read)",
    ]


def test_everything_that_it_says_is_kept_and_shown(drifted: str, capsys: Out) -> None:
    with open_catalog(drifted) as opened:
        found = snapshots.latest(opened, NAME)
    assert found is not None
    assert [each.definition for each in found.tools] == SECOND
    assert found.tools[-1].definition == FIRST[-1]
    said = json.loads(ask(capsys, "show", NAME, "--catalog", drifted, "--json"))["said"]
    assert said == {
        "server_info": {"name": "by-hand", "version": "1.2.3"},
        "protocol_version": "2025-06-18",
        "capabilities": {"tools": {}, "prompts": {}, "resources": {}, "x-own": {"a": 1}},
        "instructions": "Be kind.",
        "prompts": [{"name": "ask", "description": "Asks.", "uri": None}],
        "resources": [{"name": "notes", "description": None, "uri": "file:///n"}],
        "resource_templates": [{"name": "note", "description": None, "uri": "file:///n/{id}"}],
        "phase": None,
        "resource_metadata": None,
        "stderr": "started with token=[redacted]\n",
    }
    shown = ask(capsys, "show", NAME, "--catalog", drifted).splitlines()
    beside = "1 prompt, 1 resource, 1 resource template"
    assert f"answers as by-hand 1.2.3, protocol 2025-06-18, {beside}" in shown
    assert "instructs its clients: “Be kind.”" in shown


def _event(told: dict[str, Any]) -> tuple[str, str | None, list[str]]:
    return told["event"], told["risk"], [each["path"] for each in told["changes"]]
