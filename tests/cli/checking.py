"""A client's configuration, and servers that it may name, for the tests of `check`."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.hosting import offline, pack

SECRET = "hunter2-Zq9"  # noqa: S105 - nobody's
BARE = ("--sandbox", "none", "--jobs", "2")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of wheels, from which alone servers are installed."""
    folder = tmp_path_factory.mktemp("house")
    for module in ("office", "good", "crashes", "hashes"):
        pack(module, folder)
    return folder


@pytest.fixture(autouse=True)
def _home(house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in offline(house).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


def uvx(name: str, *words: str, **env: str) -> dict[str, Any]:
    return {"command": "uvx", "args": [f"toolrisk-test-{name}==1.0", *words], "env": env}


def config(path: Path, **servers: Any) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"mcpServers": servers}))
    return str(path)


def listed(path: Path, *names: str) -> str:
    """A saved tool list."""
    path.write_text(json.dumps({"tools": [{"name": each, "inputSchema": {}} for each in names]}))
    return str(path)


def hashed(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:12]
