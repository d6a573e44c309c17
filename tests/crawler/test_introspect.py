"""From listings to snapshots: installed for real, from wheels made here, without a network."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalog.errors import StoreError
from catalog.model.snapshot import Introspected, Snapshot
from catalog.taxonomy import Reason
from crawler.introspection.introspect import introspect_all
from crawler.introspection.sandbox import Tier
from crawler.introspection.source.draft import ORIGIN
from tests.crawler.hosting import (
    TIERS,
    a_package,
    a_server,
    an_index,
    pack,
    snapshots,
    why_skipped,
)

UNSTARTABLE = """\
import sys
sys.exit("no database")

from mcp.server.fastmcp import FastMCP

server = FastMCP("notes")


@server.tool()
def add_note(text: str):
    'Adds a note.'


def main():
    server.run()
"""

END = datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize("tier", TIERS)
def test_servers_are_installed_listed_and_removed(tier: Tier, house: Path, folders: Path) -> None:
    good, paging = (pack(name, house, "1.2.0") for name in ("good", "paging"))
    servers = [a_server(a_package(name, "pypi", "1.2.0")) for name in (good, paging)]
    found = snapshots(*servers, tier=tier)
    assert {name: each.outcome.kind for name, each in found.items()} == {
        good: "introspected",
        paging: "introspected",
    }
    assert found[good].package == f"pkg:pypi/{good}@1.2.0"
    assert found[good].sandbox == tier.value
    assert set(found[good].seconds) == {"install", "start"}
    assert list(folders.iterdir()) == []


def test_what_goes_wrong_with_one_is_its_own_value(house: Path, folders: Path) -> None:
    good, crashes = pack("good", house), pack("crashes", house)
    found = snapshots(
        a_server(a_package("x", "oci")),
        a_server(a_package("toolrisk-test-absent")),
        a_server(a_package(crashes)),
        a_server(a_package(good)),
    )
    reasons = {name: each.outcome for name, each in found.items()}
    assert isinstance(reasons.pop(good), Introspected)
    assert {name: why_skipped(each).reason for name, each in reasons.items()} == {
        "x": Reason.UNSUPPORTED,
        "toolrisk-test-absent": Reason.INSTALL_FAILED,
        crashes: Reason.CRASHED,
    }
    assert "toolrisk-test-absent" in why_skipped(reasons["toolrisk-test-absent"]).detail
    assert list(folders.iterdir()) == []


def test_what_a_listing_leaves_out_is_found_out(house: Path, folders: Path) -> None:
    name = pack("wants", house)
    outcome = snapshots(a_server(a_package(name)))[name].outcome
    assert isinstance(outcome, Introspected), outcome
    assert outcome.warnings == ("started with what its listing leaves out: --stdio, WANTS_TOKEN",)


def test_without_a_sandbox_nothing_is_started(house: Path, folders: Path) -> None:
    name = pack("good", house)
    found = snapshots(a_server(a_package(name)), tier=Tier.MISSING)[name]
    assert why_skipped(found.outcome).reason is Reason.NO_SANDBOX
    assert "--sandbox none" in why_skipped(found.outcome).detail
    assert (set(found.seconds), found.package) == ({"install"}, f"pkg:pypi/{name}@1.0")
    assert list(folders.iterdir()) == []


@pytest.mark.parametrize(
    ("tier", "reason"), [(Tier.NONE, Reason.CRASHED), (Tier.MISSING, Reason.NO_SANDBOX)]
)
def test_a_server_that_gives_no_tools_has_those_of_its_source(
    tier: Tier, reason: Reason, house: Path, folders: Path
) -> None:
    name = pack("crashes", house, main=UNSTARTABLE)
    skipped = why_skipped(snapshots(a_server(a_package(name)), tier=tier)[name].outcome)
    assert skipped.reason is reason
    (tool,) = skipped.unverified
    assert (tool.name, tool.description) == ("add_note", "Adds a note.")
    assert tool.definition["_meta"][ORIGIN].endswith(".py:10")
    assert list(folders.iterdir()) == []


def test_a_package_without_a_program_is_read_all_the_same(house: Path, folders: Path) -> None:
    name = pack("crashes", house, main=UNSTARTABLE, program="")
    skipped = why_skipped(snapshots(a_server(a_package(name)))[name].outcome)
    assert (skipped.reason, skipped.phase) == (Reason.START_FAILED, "install")
    assert [tool.name for tool in skipped.unverified] == ["add_note"]
    assert list(folders.iterdir()) == []


def test_a_crash_is_tried_again_with_the_dependencies_of_its_release(
    house: Path, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rots = pack("rots", house, requires="toolrisk-test-good")
    for version in ("1.0", "2.0"):
        pack("good", house, version)
    uploaded = {
        "toolrisk_test_rots-1.0": "2025-03-01T00:00:00Z",
        "toolrisk_test_good-1.0": "2025-01-01T00:00:00Z",
        "toolrisk_test_good-2.0": "2025-06-01T00:00:00Z",
    }
    released = {"published_at": datetime(2025, 3, 1, tzinfo=UTC)}
    servers = [
        a_server(a_package(rots)),
        a_server(a_package(rots), name="dated", **released),
        a_server(a_package(rots), name="at the end of time", published_at=END),
    ]
    with an_index(house, uploaded) as index:
        for name, value in {"FIND_LINKS": "", "OFFLINE": "0", "DEFAULT_INDEX": index}.items():
            monkeypatch.setenv(f"UV_{name}", value)
        monkeypatch.setenv("UV_CACHE_DIR", str(folders.parent / "cache"))
        found = snapshots(*servers)
    assert why_skipped(found[rots].outcome).detail == "exit code 1: good 2.0 is not the one I know"
    assert why_skipped(found["at the end of time"].outcome).reason is Reason.CRASHED
    mended = found["dated"].outcome
    assert isinstance(mended, Introspected), mended
    assert mended.warnings == (
        "broken with today's dependencies: it answers only with those of 2025-03-04",
    )
    assert list(folders.iterdir()) == []


def test_no_secret_of_the_users_reaches_a_server(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_KEY", "the-users-own")
    name = pack("spy", house)
    package = a_package(name, wants=("API_KEY", "SPY_PORT", "SPY_HOME"))
    outcome = snapshots(a_server(package))[name].outcome
    assert isinstance(outcome, Introspected)
    own = (outcome.tools[0].description or "").partition("\n")[0]
    assert '"API_KEY": "toolrisk-dummy"' in own
    assert "the-users-own" not in own


def test_an_error_of_the_sink_goes_on_as_itself(house: Path, folders: Path) -> None:
    def full(_: Snapshot) -> None:
        raise StoreError("the disk is full")

    servers = [a_server(a_package(pack(name, house))) for name in ("good", "silent")]
    with pytest.raises(StoreError, match="the disk is full"):
        introspect_all(servers, Tier.NONE, full, jobs=2)
    assert list(folders.iterdir()) == []


@pytest.mark.online
@pytest.mark.parametrize("tier", TIERS)
def test_real_servers_of_both_registries_list_their_tools(tier: Tier) -> None:
    clock = a_server(a_package("mcp-server-time", "pypi", "2026.10.19"))
    memory = a_server(a_package("@modelcontextprotocol/server-memory", "npm", "2026.8.31"))
    found = snapshots(clock, memory, tier=tier)
    for each, count in ((clock, 2), (memory, 9)):
        outcome = found[each.id].outcome
        assert isinstance(outcome, Introspected), outcome
        assert len(outcome.tools) == count
    assert found[memory.id].package == ("pkg:npm/%40modelcontextprotocol/server-memory@2026.8.31")


@pytest.mark.online
def test_a_server_broken_today_answers_with_the_dependencies_of_its_release() -> None:
    package = a_package("mcp-server-sqlite", "pypi", "2025.4.25")
    server = a_server(package, published_at=datetime(2025, 4, 25, tzinfo=UTC))
    outcome = snapshots(server)[server.id].outcome
    assert isinstance(outcome, Introspected), outcome
    assert outcome.warnings == (
        "broken with today's dependencies: it answers only with those of 2025-04-28",
    )
