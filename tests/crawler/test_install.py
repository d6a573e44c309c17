"""Installing runs nothing of a package's: a real npm, a registry on loopback, a hostile package."""

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import anyio
import pytest

from catalog.model.snapshot import Skipped
from crawler.introspection.entry import Installed
from crawler.introspection.install import install, reaching
from crawler.introspection.launch import Launch
from crawler.introspection.pythons import other_pythons, wanted_python
from crawler.introspection.scratch import scratch

pytestmark = pytest.mark.skipif(shutil.which("npm") is None, reason="no npm here")


def test_the_python_that_a_package_wants_is_read_from_what_uv_says() -> None:
    said = "Because the current Python version (3.11.7) does not satisfy Python>=3.12,<3.14 and x"
    assert wanted_python(said) == ">=3.12,<3.14"
    assert wanted_python("No solution found") is None


def test_other_pythons_are_found_newest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    for version in ("3.9.18", "3.12.1", "3.10.2"):
        (tmp_path / "versions" / version / "bin").mkdir(parents=True)
    assert [each.parent.name for each in other_pythons()] == ["3.12.1", "3.10.2", "3.9.18"]


def test_a_package_manager_sees_no_secret_of_the_users() -> None:
    mine = {"PATH": "/bin", "https_proxy": "http://p", "npm_config_cache": "/c", "TOKEN": "secret"}
    assert set(reaching(mine)) == {"PATH", "https_proxy", "npm_config_cache", "npm_config_git"}


def test_a_dependency_from_git_runs_nothing(
    tmp_path: Path, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its clone's .npmrc names a program of its own as git; its package wants git once more."""
    ran = tmp_path / "ran"
    clone = _repository(tmp_path / "dep", ran)
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    with _registry({"dependencies": {"dep": f"git+file://{clone}"}}) as address:
        monkeypatch.setenv("npm_config_registry", address)
        outcome = _installed()
    assert isinstance(outcome, Skipped)
    assert not ran.exists()
    assert list(folders.iterdir()) == []


def test_an_install_script_does_not_run(
    tmp_path: Path, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = tmp_path / "ran"
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    scripts = {"preinstall": f"touch {ran}", "postinstall": f"touch {ran}"}
    with _registry({"scripts": scripts, "hasInstallScript": True}) as address:
        monkeypatch.setenv("npm_config_registry", address)
        outcome = _installed()
    assert isinstance(outcome, Installed), outcome
    assert not ran.exists()


def _installed() -> Installed | Skipped:
    async def once() -> Installed | Skipped:
        async with scratch() as folder:
            return await install(Launch(registry="npm", identifier="top", version="1.0.0"), folder)

    return anyio.run(once)


def _repository(folder: Path, ran: Path) -> Path:
    folder.mkdir()
    (folder / "run.sh").write_text(f"#!/bin/sh\ntouch {ran}\nexit 1\n")
    (folder / "run.sh").chmod(0o755)
    (folder / ".npmrc").write_text("git=./run.sh\n")
    manifest = {
        "name": "dep",
        "version": "1.0.0",
        "scripts": {"prepare": f"touch {ran}"},
        "devDependencies": {"more": f"git+file://{folder}"},
    }
    (folder / "package.json").write_text(json.dumps(manifest))
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@x"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], check=True, env={"PATH": os.environ["PATH"]})
    return folder


@contextmanager
def _registry(more: dict[str, object]) -> Iterator[str]:
    """A registry on loopback with one package, `top`."""
    manifest = {"name": "top", "version": "1.0.0", "bin": {"top": "x.js"}} | more
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, text in {"package.json": json.dumps(manifest), "x.js": ""}.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(text)
            tar.addfile(member, io.BytesIO(text.encode()))
    archive = packed.getvalue()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Registry, archive, manifest)) as server:
        serving = Thread(target=server.serve_forever)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        serving.join()


class _Registry(BaseHTTPRequestHandler):
    def __init__(self, archive: bytes, manifest: dict[str, object], *more: object) -> None:
        self.archive, self.manifest = archive, manifest
        super().__init__(*more)  # type: ignore[arg-type]  # what the server gives its handlers

    def do_GET(self) -> None:
        sum_ = base64.b64encode(hashlib.sha512(self.archive).digest()).decode()
        tarball = f"http://{self.headers['Host']}/top.tgz"
        dist = {"tarball": tarball, "integrity": f"sha512-{sum_}"}
        versions = {"1.0.0": self.manifest | {"dist": dist}}
        about = {"name": "top", "dist-tags": {"latest": "1.0.0"}, "versions": versions}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.archive if self.path.endswith(".tgz") else json.dumps(about).encode())

    def log_message(self, *_: object) -> None:
        pass
