"""Who fails for want of a network is told apart, and gets one only where that is allowed."""

import os
import socket

import anyio
import pytest

from catalog.model.snapshot import Introspected, Skipped
from catalog.taxonomy import Reason
from crawler.introspection import network
from crawler.introspection.sandbox import Tier, network_tier
from crawler.introspection.scratch import scratch
from tests.crawler.hosting import SEALED_TIERS, ask_with_network, settle, tools_of, why_skipped

needs_means = pytest.mark.skipif(
    network_tier(Tier.BUBBLEWRAP) is Tier.MISSING, reason="no Landlock that knows ports"
)


def asked(*arguments: str, tier: Tier, allowed: bool) -> Introspected | Skipped:
    async def work() -> Introspected | Skipped:
        async with scratch() as folder:
            command = [str(settle(folder)), "-m", "tests.servers.lacks_network", *arguments]
            path = {"PYTHONPATH": str(folder.prefix)}
            return await network.list_as_allowed(tier, command, folder, path, network=allowed)

    return anyio.run(work)


@pytest.mark.parametrize("tier", SEALED_TIERS)
def test_without_leave_there_is_no_second_start(tier: Tier) -> None:
    skipped = why_skipped(asked(tier=tier, allowed=False))
    assert (skipped.reason, "EAI_AGAIN" in skipped.detail) == (Reason.NEEDS_NETWORK, True)


@needs_means
@pytest.mark.parametrize("tier", SEALED_TIERS)
def test_a_second_start_is_stated(tier: Tier) -> None:
    outcome = asked(tier=tier, allowed=True)
    assert list(tools_of(outcome)) == ["look"]
    assert isinstance(outcome, Introspected)
    assert "only with the network, in a second start" in outcome.warnings[0]


@needs_means
def test_a_second_failure_says_that_it_is_one() -> None:
    skipped = why_skipped(asked("never", tier=network_tier(Tier.BUBBLEWRAP), allowed=True))
    assert skipped.reason is Reason.CRASHED
    assert skipped.detail == "with the network, in a second start: exit code 1: no key"


@needs_means
def test_with_the_network_only_the_webs_ports_are_reached() -> None:
    tier = network_tier(Tier.BUBBLEWRAP)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = str(listening.getsockname()[1])
        where = {"SPY_PORT": port, "SPY_HOME": "/", "SPY_PID": str(os.getpid())}
        outcome = ask_with_network("spy", tier, where)
    saw = {name: tool.description or "" for name, tool in tools_of(outcome).items()}
    assert saw["network"] == "PermissionError"
    assert set(saw["internet"].split()) == {"made", "PermissionError"}  # TCP; UDP and MPTCP
    assert set(saw["sockets"].split()) == {"OSError"}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("TypeError: fetch failed", Reason.NEEDS_NETWORK),
        ("socket.gaierror: [Errno -3] Temporary failure in name resolution", Reason.NEEDS_NETWORK),
        ("Could not connect to the endpoint URL", Reason.NEEDS_NETWORK),
        ("connect ECONNREFUSED 127.0.0.1:5432", Reason.NEEDS_SERVICE),
        ("API_KEY is not set", Reason.TIMED_OUT),
    ],
)
def test_a_lack_of_network_is_told_by_its_words(said: str, reason: Reason) -> None:
    silent = Skipped(reason=Reason.TIMED_OUT, detail="no answer", stderr=said)
    named = network.named(silent)
    assert isinstance(named, Skipped)
    assert named.reason is reason
    large = silent.model_copy(update={"reason": Reason.TOO_LARGE})
    assert network.named(large) == large


def test_where_the_network_cannot_be_narrowed_nothing_is_started_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network, "network_tier", lambda _: Tier.MISSING)
    skipped = why_skipped(asked(tier=network_tier(Tier.BUBBLEWRAP), allowed=True))
    assert (skipped.reason, "Linux 6.7" in skipped.detail) == (Reason.NEEDS_NETWORK, True)
