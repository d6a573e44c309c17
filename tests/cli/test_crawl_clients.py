"""`toolrisk crawl clients`: what agents on this machine start, as listings of the catalog."""

import json
from pathlib import Path

import pytest

from catalog.store import listings
from catalog.store.catalog import open_catalog
from cli.main import main
from tests.cli.asking import Out

FILES = {"command": "npx", "args": ["-y", "files@1.0.0"], "env": {"KEY": "hunter2"}}


def test_they_are_kept_without_values_and_gone_when_they_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    config = tmp_path / ".mcp.json"
    gone = []
    for servers in ({"files": FILES, "far": {"url": "https://a.example/?k=hunter2"}},
                    {"files": FILES}):  # fmt: skip
        config.write_text(json.dumps({"mcpServers": servers}))
        assert main(["crawl", "clients", "--json"]) == 0
        (report,) = json.loads(capsys.readouterr().out)["sources"]
        gone.append((report["source"], report["listings"], report["gone"]))
    assert gone == [("clients", 2, 0), ("clients", 1, 1)]
    config.write_text("{")
    assert main(["crawl", "clients"]) == 0
    assert "rejected" in capsys.readouterr().err
    with open_catalog("catalog.db") as catalog:
        (kept,) = listings.current(catalog)
    assert (kept.name, kept.packages[0].identifier) == ("files", "files")
    assert b"hunter2" not in Path("catalog.db").read_bytes()
