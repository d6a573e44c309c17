"""Nothing is introspected twice that would say the same again."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from catalog.model.server import Server
from catalog.taxonomy import Reason
from crawler.introspection.due import due
from crawler.introspection.launch import launch_digest, plan
from crawler.introspection.runtimes import runtimes
from crawler.introspection.sandbox import Tier
from tests.crawler.hosting import a_package, a_server
from tests.crawler.remotes import remote

NOW = datetime(2026, 1, 10, tzinfo=UTC)
SERVER = a_server(a_package("x"))


class Tried(NamedTuple):
    launch: str
    sandbox: str
    at: datetime
    reason: Reason | None


def last(
    reason: Reason | None, server: Server = SERVER, hours: float = 1, tier: Tier = Tier.NONE
) -> Tried:
    launch = launch_digest(server.current, plan(server.current, runtimes()))
    return Tried(launch, tier.value, NOW - timedelta(hours=hours), reason)


def test_asking_costs_no_import_of_the_sdk() -> None:
    asked = "import sys, crawler.introspection.due, crawler.introspection.sandbox; "
    loaded = subprocess.run(
        [sys.executable, "-c", f"{asked} print('mcp' in sys.modules)"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert loaded.stdout == "False\n"


def test_what_was_never_tried_is_due() -> None:
    assert due(SERVER, None, Tier.NONE, NOW)


def test_what_was_introspected_is_not_due_until_it_would_start_differently() -> None:
    seen = last(None, hours=10_000, tier=Tier.BUBBLEWRAP)
    assert not due(SERVER, seen, Tier.NONE, NOW)
    assert due(a_server(a_package("x", "pypi", "1.1")), seen, Tier.NONE, NOW)


@pytest.mark.parametrize("reason", [Reason.INSTALL_FAILED, Reason.TIMED_OUT, Reason.CRASHED])
def test_a_failure_that_may_pass_is_due_a_day_later(reason: Reason) -> None:
    assert not due(SERVER, last(reason, hours=23), Tier.NONE, NOW)
    assert due(SERVER, last(reason, hours=24), Tier.NONE, NOW)


@pytest.mark.parametrize("reason", [Reason.PROTOCOL_ERROR, Reason.TOO_LARGE, Reason.NO_SANDBOX])
def test_a_failure_that_does_not_pass_is_due_only_in_another_sandbox(reason: Reason) -> None:
    seen = last(reason, hours=10_000)
    assert not due(SERVER, seen, Tier.NONE, NOW)
    assert due(SERVER, seen, Tier.BUBBLEWRAP, NOW)


def test_a_remote_may_change_without_its_listing_and_is_due_each_day() -> None:
    elsewhere = remote("https://example.invalid/mcp")
    assert not due(elsewhere, last(None, elsewhere, 23), Tier.BUBBLEWRAP, NOW)
    assert due(elsewhere, last(None, elsewhere, 24), Tier.BUBBLEWRAP, NOW)
    refused = last(Reason.ADDRESS_REFUSED, elsewhere)
    assert not due(elsewhere, refused, Tier.NONE, NOW)
    assert due(elsewhere, refused, Tier.NONE, NOW, allow_private=True)


def test_a_runtime_that_came_makes_due(monkeypatch: pytest.MonkeyPatch) -> None:
    server = a_server(a_package("x", "npm", "1.0.0"))
    monkeypatch.setattr("crawler.introspection.due.runtimes", frozenset)
    launch = launch_digest(server.current, plan(server.current, frozenset()))
    missing = Tried(launch, Tier.NONE.value, NOW, Reason.RUNTIME_MISSING)
    assert not due(server, missing, Tier.NONE, NOW)
    monkeypatch.setattr("crawler.introspection.due.runtimes", lambda: frozenset({"npm"}))
    assert due(server, missing, Tier.NONE, NOW)
