"""What a sealed server can see and touch, told by a server that looks."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.introspection import bubblewrap, caged, sandbox
from crawler.introspection.cage import landlock
from crawler.introspection.cage.limits import FOLDER_BYTES
from crawler.introspection.sandbox import SEALED, Tier
from crawler.introspection.scratch import Scratch, scratch_at_once
from tests.crawler.hosting import SEALED_TIERS, TIERS, ask, tools_of

SOCKETS: dict[str, str] = {}
"""Where the user's programs listen."""


@pytest.fixture
def port() -> Iterator[int]:
    """A service on this machine's loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.fixture(autouse=True)
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The user's programs that listen on sockets of this machine, by path and by name."""
    with socket.socket(socket.AF_UNIX) as named, socket.socket(socket.AF_UNIX) as abstract:
        SOCKETS["path"] = tempfile.mkdtemp(prefix="user-") + "/bus"
        SOCKETS["name"] = f"toolrisk-test-{os.getpid()}"
        named.bind(SOCKETS["path"])
        abstract.bind("\0" + SOCKETS["name"])
        named.listen()
        abstract.listen()
        yield
    shutil.rmtree(Path(SOCKETS["path"]).parent)


def seen(tier: Tier, port: int, **environment: str) -> dict[str, str]:
    """What the spy saw, by where it looked."""
    where = {
        "SPY_PORT": str(port), "SPY_HOME": str(Path.home()), "SPY_PID": str(os.getpid()),
        "SPY_SOCKET": SOCKETS["path"], "SPY_NAME": SOCKETS["name"],
    }  # fmt: skip
    outcome = ask("spy", tier=tier, **where, **environment)
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


NAMESPACED = [each for each in SEALED_TIERS if each.values[0] is not Tier.LANDLOCK_ALONE]


@pytest.mark.parametrize("tier", SEALED_TIERS)
def test_a_sealed_server_reaches_nothing(tier: Tier, port: int) -> None:
    saw = seen(tier, port)
    assert saw["network"] in ("ConnectionRefusedError", "OSError")
    assert saw["unix"] in ("FileNotFoundError", "PermissionError")
    assert saw["abstract"] in ("ConnectionRefusedError", "PermissionError")
    assert set(saw["sockets"].split()) == {"OSError"}
    assert saw["prefix"] in ("OSError", "PermissionError")
    assert saw["home"] == "written"
    assert saw["kernel"] in ("OSError", "PermissionError")
    assert saw["namespaces"] == "PermissionError"
    assert saw["signals"] in ("ProcessLookupError", "PermissionError")
    assert int(saw["capabilities"]) == 0
    assert os.environ.get("USER", "root") not in saw["user"].split()
    assert "toolrisk" not in saw["user"]


@pytest.mark.parametrize("tier", NAMESPACED)
def test_a_sealed_server_has_little_room_and_only_where_it_is_bounded(
    tier: Tier, port: int
) -> None:
    rooms = json.loads(seen(tier, port)["rooms"])
    roomy = {folder: size for folder, size in rooms.items() if size}
    assert set(roomy) == {"/tmp", "/dev/shm", "/home/sandbox"}  # noqa: S108 - its own
    assert max(roomy.values()) <= FOLDER_BYTES


@pytest.mark.parametrize("tier", NAMESPACED)
def test_a_sealed_server_sees_no_process_but_its_own(tier: Tier, port: int) -> None:
    processes = seen(tier, port)["processes"].split()
    assert len([each for each in processes if each.isdecimal()]) <= 3


@pytest.mark.parametrize("tier", SEALED_TIERS)
def test_a_sealed_server_sees_certificates_and_no_private_keys(tier: Tier, port: int) -> None:
    seen_there = seen(tier, port)["keys"].split()
    assert "private" not in seen_there
    assert "certs" in seen_there or tier is Tier.LANDLOCK_ALONE  # which hides the folder itself


def test_an_unsealed_server_does_reach_what_a_sealed_one_does_not(port: int) -> None:
    saw = seen(Tier.NONE, port)  # so that the tests above can fail
    assert saw["network"] == saw["unix"] == saw["abstract"] == "connected"
    assert saw["signals"] == "sent"


@pytest.mark.parametrize("tier", SEALED_TIERS)
def test_a_listings_variable_cannot_displace_the_sandboxs_own(tier: Tier, port: int) -> None:
    saw = seen(tier, port, HOME="/root", PATH="/evil", LD_PRELOAD="/evil.so")
    environment = json.loads(saw["environments"].partition("\n")[0])
    assert environment["HOME"] != "/root"
    assert "/evil" not in environment["PATH"]
    assert environment["LD_PRELOAD"] == "/evil.so"


@pytest.mark.parametrize("tier", list(SEALED))
def test_a_variable_is_never_the_sandboxs_own_nor_on_its_command_line(
    tier: Tier, tmp_path: Path
) -> None:
    sealed = sandbox.seal(tier, ["x"], Scratch(root=tmp_path), {"LD_PRELOAD": "evil.so!"})
    assert set(sealed.environment) == {"PATH"}
    assert not [word for word in sealed.command if "evil.so!" in word]


@pytest.mark.parametrize("tier", [each for each in TIERS if each not in SEALED_TIERS[:1]])
def test_nothing_is_started_for_one_who_is_gone_already(tier: Tier, tmp_path: Path) -> None:
    """Killed in the moment after it started the cage, whose parent is another then."""
    with scratch_at_once() as folder:
        folder.prefix.mkdir()
        sealed = sandbox.seal(tier, ["echo", "started"], folder, {})
        for first, said in ((), "started\n"), (("sh", "-c", '"$@"; exit $?', "sh"), ""):
            ran = subprocess.run(
                [*first, *sealed.command], env=dict(sealed.environment), cwd=sealed.folder,
                stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert ran.stdout == said


def test_where_nothing_works_nothing_is_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "PATH", "/nowhere")
    monkeypatch.setattr(landlock, "version", lambda: 0)
    monkeypatch.setattr(caged, "_PROGRAM", "/nowhere/cage")
    sandbox.fault.cache_clear()
    assert sandbox.detect() is Tier.MISSING
    assert "sh" in (sandbox.fault(Tier.BUBBLEWRAP) or "")
    assert "no Landlock" in (sandbox.fault(Tier.LANDLOCK_ALONE) or "")
    sandbox.fault.cache_clear()


def test_on_other_systems_no_tier_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    sandbox.fault.cache_clear()
    assert {sandbox.fault(each) for each in SEALED} == {"this is no Linux"}
    assert "on Linux only" in sandbox.cure()
    sandbox.fault.cache_clear()


@pytest.mark.parametrize("tier", SEALED_TIERS[:1])
def test_what_stands_in_a_tiers_way_is_told_in_its_words(
    tier: Tier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bubblewrap, "PRLIMIT", ("no-such-program",))
    sandbox.fault.cache_clear()
    assert "no-such-program" in (sandbox.fault(tier) or "")
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
