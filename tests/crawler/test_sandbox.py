"""What a sealed server can see and touch, told by a server that looks."""

import json
import os
import socket
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.introspection import sandbox
from crawler.introspection.sandbox import Tier
from crawler.introspection.scratch import Scratch
from tests.crawler.hosting import TIERS, ask, needs_bubblewrap, tools_of


@pytest.fixture
def port() -> Iterator[int]:
    """A service on this machine's loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def seen(tier: Tier, port: int, **environment: str) -> dict[str, str]:
    """What the spy saw, by where it looked."""
    outcome = ask("spy", tier=tier, SPY_PORT=str(port), SPY_HOME=str(Path.home()), **environment)
    return {name: tool.description or "" for name, tool in tools_of(outcome).items()}


@pytest.mark.parametrize("tier", TIERS)
def test_the_start_sees_no_variable_of_the_users(
    tier: Tier, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "the-users-own-secret")
    # Unsealed, a process of the same user can read any other's: there, only its own are clean.
    environments = seen(tier, port)["environments"]
    own = environments.partition("\n")[0] if tier is Tier.NONE else environments
    assert "the-users-own-secret" not in own
    assert "GITHUB_TOKEN" not in own


@needs_bubblewrap
def test_a_sealed_server_reaches_nothing(port: int) -> None:
    saw = seen(Tier.BUBBLEWRAP, port)
    assert saw["network"] == "ConnectionRefusedError"
    assert saw["prefix"] == "OSError"
    assert saw["home"] == "written"
    assert saw["kernel"] == "OSError"  # read-only, not merely forbidden: root's would be written
    assert os.environ.get("USER", "root") not in saw["user"].split()
    assert "toolrisk" not in saw["user"]


@needs_bubblewrap
def test_a_sealed_server_has_little_room_and_only_where_it_is_bounded(port: int) -> None:
    rooms = json.loads(seen(Tier.BUBBLEWRAP, port)["rooms"])
    roomy = {folder: size for folder, size in rooms.items() if size}
    assert set(roomy) == {"/tmp", "/dev/shm", "/home/sandbox"}  # noqa: S108 - its own
    assert max(roomy.values()) <= sandbox.FOLDER_BYTES


@needs_bubblewrap
def test_a_sealed_server_sees_certificates_and_no_private_keys(port: int) -> None:
    seen_there = seen(Tier.BUBBLEWRAP, port)["keys"].split()
    assert "certs" in seen_there
    assert "private" not in seen_there


def test_an_unsealed_server_does_reach_the_network(port: int) -> None:
    assert seen(Tier.NONE, port)["network"] == "connected"  # so that the test above can fail


@needs_bubblewrap
def test_a_listings_variable_cannot_displace_the_sandboxs_own(port: int) -> None:
    saw = seen(Tier.BUBBLEWRAP, port, HOME="/root", PATH="/evil", LD_PRELOAD="/evil.so")
    environment = saw["environments"].partition("\n")[0]
    assert '"HOME": "/home/sandbox"' in environment
    assert "/evil:" not in environment


def test_a_preload_of_the_listings_is_never_the_sandboxs_own(tmp_path: Path) -> None:
    sealed = sandbox.seal(Tier.BUBBLEWRAP, ["x"], Scratch(root=tmp_path), {"LD_PRELOAD": "e.so"})
    assert set(sealed.environment) == {"PATH"}


def test_without_bubblewrap_nothing_is_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_PATH", "/nowhere")
    sandbox.fault.cache_clear()
    assert sandbox.detect() is Tier.MISSING
    assert "bwrap" in (sandbox.fault() or "")
    sandbox.fault.cache_clear()


@needs_bubblewrap
def test_what_stands_in_bubblewraps_way_is_told_in_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "LIMITS", ("no-such-program",))
    sandbox.fault.cache_clear()
    assert "no-such-program" in (sandbox.fault() or "")
    sandbox.fault.cache_clear()


def test_an_interpreter_is_shown_without_its_neighbours(tmp_path: Path) -> None:
    place = tmp_path / "home"
    for each in ("bin", "lib", "secrets", "prefix/bin"):
        (place / each).mkdir(parents=True)
    (place / "bin" / "python").touch()
    folder = Scratch(root=place)
    (folder.prefix / "bin" / "python").symlink_to(place / "bin" / "python")
    command = sandbox.seal(Tier.BUBBLEWRAP, ["x"], folder, {}).command
    bound = {path for option, path in pairwise(command) if option == "--ro-bind"}
    assert {path for path in bound if path.startswith(str(place))} == {
        str(place / "bin" / "python"),
        str(place / "lib"),
        str(folder.prefix),
    }
