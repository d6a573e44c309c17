"""MCPB bundles: fetched from a host, checked, unpacked and started, or refused with the reason."""

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from catalog.model.snapshot import Introspected, Snapshot
from catalog.taxonomy import Reason
from crawler.introspection.mcpb import bundle, unpack
from crawler.introspection.mcpb.manifest import start
from crawler.introspection.sandbox import Tier
from tests.crawler.hosting import SERVERS, TIERS, a_package, a_server, snapshots, why_skipped
from tests.crawler.remotes import hosting

CONFIG: dict[str, Any] = {
    "command": "python",
    "args": ["-m", "tests.servers.spy", "${user_config.folders}", "${user_config.unset}"],
    "env": {
        "PYTHONPATH": "${__dirname}",
        "SPY_KEY": "${user_config.key}",
        "SPY_NO": "${user_config.unset}",
    },
}
WANTED = {
    "folders": {"type": "directory", "multiple": True, "default": ["${HOME}/a", "b"]},
    "key": {"type": "string", "required": True, "sensitive": True},
    "unset": {"type": "string"},
}


def manifest(**config: Any) -> dict[str, Any]:
    server = {"type": "python", "entry_point": "x", "mcp_config": {**CONFIG, **config}}
    return {"name": "a b", "version": "1.2", "server": server, "user_config": WANTED}


def pack(said: Any, files: Mapping[str, bytes] | None = None) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("manifest.json", said if isinstance(said, bytes) else json.dumps(said))
        for name, data in (files or {}).items():
            opened.writestr(name, data)
        for each in SERVERS.glob("*.py"):
            opened.write(each, f"tests/servers/{each.name}")
    return packed.getvalue()


def fetched(packed: bytes, tier: Tier = Tier.NONE, sha256: str | None = None) -> Snapshot:
    """What a run finds of a bundle that a host on loopback has."""
    sum_ = sha256 or hashlib.sha256(packed).hexdigest()
    with hosting(lambda request: request.reply(200, packed)) as host:
        package = a_package(f"{host.url}.mcpb", "mcpb", None).model_copy(update={"sha256": sum_})
        (found,) = snapshots(a_server(package), tier=tier, allow_private=True).values()
    return found


@pytest.mark.parametrize("tier", TIERS)
def test_a_bundle_is_fetched_unpacked_and_listed(tier: Tier, folders: Path) -> None:
    packed = pack(manifest())
    found = fetched(packed, tier)
    assert isinstance(found.outcome, Introspected), found.outcome
    assert found.outcome.tools
    told = found.outcome.tools[0].description or ""
    assert '"SPY_KEY": "toolrisk-dummy"' in told
    assert "SPY_NO" not in told
    sum_ = hashlib.sha256(packed).hexdigest()
    assert found.package == f"pkg:generic/a%20b@1.2?checksum=sha256:{sum_}"
    assert list(folders.iterdir()) == []


def test_settings_become_words_and_variables(tmp_path: Path) -> None:
    said = start(manifest(platform_overrides={"linux": {"command": "node"}}), tmp_path)
    assert said.command == "node"
    assert said.arguments == ("-m", "tests.servers.spy", "./a", "b")
    assert said.environment == {"PYTHONPATH": str(tmp_path), "SPY_KEY": "toolrisk-dummy"}


@pytest.mark.parametrize(
    ("packed", "reason", "said"),
    [
        (b"no zip", Reason.INSTALL_FAILED, "is no zip"),
        (pack(b"{"), Reason.INSTALL_FAILED, "cannot be read"),
        (pack({}), Reason.INSTALL_FAILED, "server is no object"),
        (pack(manifest(command=7)), Reason.INSTALL_FAILED, "names no command"),
        (pack(manifest(command="uv")), Reason.UNSUPPORTED, "starts with 'uv'"),
        (pack(manifest(command="${__dirname}/../../x")), Reason.UNSUPPORTED, "not in it"),
        (pack(manifest(command="${__dirname}/x")), Reason.INSTALL_FAILED, "has no 'x' to start"),
        (pack(manifest(), {"../x": b""}), Reason.INSTALL_FAILED, "outside of its folder"),
        (pack(manifest(), {"/etc/x": b""}), Reason.INSTALL_FAILED, "outside of its folder"),
        (pack(manifest(), {"a\\b": b""}), Reason.INSTALL_FAILED, "outside of its folder"),
        (pack(manifest(), {"x": bytes(3 << 20)}), Reason.INSTALL_FAILED, "more than 2 MB"),
        (pack(manifest(), {f"f{n}": b"" for n in range(80)}), Reason.INSTALL_FAILED, "80 files"),
        (pack(manifest())[:-200] + b"x" * 200, Reason.INSTALL_FAILED, "is no zip"),
    ],
)
def test_what_is_no_honest_bundle_is_refused(
    packed: bytes, reason: Reason, said: str, monkeypatch: pytest.MonkeyPatch, folders: Path
) -> None:
    monkeypatch.setattr(unpack, "BYTES", 2 << 20)
    monkeypatch.setattr(unpack, "FILES", 80)
    skipped = why_skipped(fetched(packed).outcome)
    assert (skipped.reason, said in skipped.detail) == (reason, True), skipped
    assert list(folders.iterdir()) == []


def test_other_bytes_than_those_listed_are_not_unpacked(folders: Path) -> None:
    skipped = why_skipped(fetched(pack(manifest()), sha256="0" * 64).outcome)
    assert skipped.reason is Reason.INSTALL_FAILED
    assert "is not the one that was listed" in skipped.detail


def test_more_bytes_than_are_fetched_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "BYTES", 1 << 10)
    assert why_skipped(fetched(pack(manifest())).outcome).reason is Reason.TOO_LARGE


@pytest.mark.parametrize("change", [lambda end: end[:12] + b"\xff" * 4 + end[16:]])
def test_a_table_of_contents_beyond_reason_is_not_read(
    change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    packed = pack(manifest())
    (tmp_path / "x").write_bytes(packed[:-22] + change(packed[-22:]))
    with pytest.raises(ValueError, match="more than"):
        unpack.unpack(tmp_path / "x", tmp_path / "place")


def test_a_link_is_a_file_with_a_name_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x", "w") as opened:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        opened.writestr(link, "/etc/passwd")
    unpack.unpack(tmp_path / "x", tmp_path / "place")
    assert not (tmp_path / "place" / "link").is_symlink()
    assert (tmp_path / "place" / "link").read_text() == "/etc/passwd"
