"""A catalog made by the real commands, with the tools of a real server."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.store import servers, snapshots
from catalog.store.catalog import open_catalog
from catalog.taxonomy import Reason
from cli.main import main
from tests.cli.lived import lived
from tests.crawler.hosting import ask

OFFICE = "io.github.modelcontextprotocol/server-git"
"""A name of the starter registry, under which the office server's tools are kept."""
ABSENT = "io.github.modelcontextprotocol/server-time"


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a catalog: the starter's listings, one server introspected, one skipped."""
    location = str(tmp_path_factory.mktemp("catalog") / "catalog.db")
    assert main(["crawl", "starter", "--catalog", location, "--quiet"]) == 0
    introspected(location, OFFICE, ask("office"))
    gone = Skipped(reason=Reason.CRASHED, detail="exit code 1: no \x1b[31mkey")
    introspected(location, ABSENT, gone)
    assert main(["classify", "--catalog", location, "--quiet"]) == 0
    return location


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a catalog whose tools came, went and changed."""
    return lived(tmp_path_factory.mktemp("past") / "catalog.db")


def introspected(location: str, name: str, outcome: Introspected | Skipped) -> None:
    """Keep this outcome as what was found of the server."""
    with open_catalog(location) as opened:
        server = servers.find(opened, name)
        assert server is not None
        now = datetime.now(UTC)
        snapshot = Snapshot(
            server_id=server.id, launch="l", at=now, sandbox="none", outcome=outcome
        )
        snapshots.keep(opened, snapshot)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands run in an empty folder, with nothing of the caller's settings."""
    monkeypatch.chdir(tmp_path)
    ours = (each for each in os.environ if each.startswith(("TOOLRISK_", "OPENAI_")))
    for name in ("COLUMNS", *ours):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path.with_name(f"{tmp_path.name}-own")))
    yield
