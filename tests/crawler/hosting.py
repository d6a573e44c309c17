"""The servers of tests/servers, sealed and started as installed ones are, or packed as wheels."""

import base64
import hashlib
import json
import shutil
import sys
import time
import zipfile
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import anyio
import pytest

from catalog.model.listing import Argument, Input, Listing, Package
from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.model.tool import Tool
from crawler.introspection.introspect import Planned, introspect_all
from crawler.introspection.process import living_in
from crawler.introspection.sandbox import SEALED, Tier, fault, seal
from crawler.introspection.scratch import Scratch, scratch
from crawler.introspection.session import list_tools

SERVERS = Path(__file__).parents[1] / "servers"

START = """\
import runpy


def main():
    runpy.run_module({!r}, run_name="__main__")
"""

SEALED_TIERS = [
    pytest.param(tier, marks=pytest.mark.skipif(why is not None, reason=f"{tier}: {why}"))
    for tier in SEALED
    for why in [fault(tier)]
]
TIERS = [Tier.NONE, *SEALED_TIERS]


def ask(
    name: str,
    *arguments: str,
    tier: Tier = Tier.NONE,
    **environment: str,
) -> Introspected | Skipped:
    """What one session with a server of tests/servers gives; nothing is left of it."""
    return _asked(partial(_ask, name, arguments, tier, environment, network=False))


def ask_with_network(name: str, tier: Tier, environment: dict[str, str]) -> Introspected | Skipped:
    """The same, of a server that is let into the machine's network."""
    return _asked(partial(_ask, name, (), tier, environment, network=True))


def _asked(
    work: Callable[[], Awaitable[tuple[Introspected | Skipped, Path]]],
) -> Introspected | Skipped:
    outcome, root = anyio.run(work)
    wait_until(lambda: living_in(root) == [])  # a namespace takes a moment to end
    assert not root.exists()
    return outcome


def snapshots(
    *servers: Server, tier: Tier = Tier.NONE, jobs: int = 2, allow_private: bool = False
) -> dict[str, Snapshot]:
    """One run over these servers, by their ids."""
    found: list[Snapshot] = []
    introspect_all(servers, tier, found.append, jobs=jobs, allow_private=allow_private)
    return {each.server_id: each for each in found}


def ask_planned(planned: Planned, tier: Tier) -> Snapshot:
    """What comes of one plan, whatever its server is."""
    found: list[Snapshot] = []
    server = a_server(a_package("planned"))
    introspect_all([server], tier, found.append, planner=lambda _: planned)
    return found[0]


def tools_of(outcome: Introspected | Skipped) -> dict[str, Tool]:
    assert isinstance(outcome, Introspected), outcome
    return {tool.name: tool for tool in outcome.tools}


def why_skipped(outcome: Introspected | Skipped) -> Skipped:
    assert isinstance(outcome, Skipped), outcome
    return outcome


async def _ask(
    name: str,
    arguments: tuple[str, ...],
    tier: Tier,
    environment: dict[str, str],
    *,
    network: bool,
) -> tuple[Introspected | Skipped, Path]:
    async with scratch() as folder:
        python = settle(folder)
        command = [str(python), "-m", f"tests.servers.{name}", *arguments]
        path = [str(folder.prefix), *filter(None, [environment.get("PYTHONPATH")])]
        given = environment | {"PYTHONPATH": ":".join(path)}
        sealed = seal(tier, command, folder, given, network=network)
        return await list_tools(sealed), folder.root


def settle(folder: Scratch) -> Path:
    """A prefix with the servers in it; its python is a link, as in a virtual environment."""
    shutil.copytree(SERVERS, folder.prefix / "tests" / "servers")
    python = folder.prefix / "bin" / "python"
    python.parent.mkdir()
    python.symlink_to(Path(sys.executable).resolve())
    return python


def wait_until(happened: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def a_server(package: Package, *, name: str = "", **listing: object) -> Server:
    name = name or package.identifier
    said = Listing(
        source="test", source_id=name, name=name, version="1", packages=(package,)
    ).model_copy(update=listing)
    return Server(id=name, slug=name, title=name, listings=(said,))


def a_package(
    identifier: str, registry: str = "pypi", version: str | None = "1.0", *arguments: str,
    wants: tuple[str, ...] = (),
) -> Package:  # fmt: skip
    return Package(
        registry=registry,
        identifier=identifier,
        version=version,
        arguments=tuple(Argument(name="", value=each) for each in arguments),
        environment=tuple(Input(name=each, required=True) for each in wants),
    )


def pack(
    module: str,
    house: Path,
    version: str = "1.0",
    requires: str = "",
    *,
    main: str = START,
    program: str = "[console_scripts]\n{0} = {1}:main\n",
) -> str:
    """A wheel of one server of tests/servers into `house`; returns the package's name."""
    name = f"toolrisk-test-{module.replace('_', '-')}"
    folder = name.replace("-", "_")
    info = f"{folder}-{version}.dist-info"
    needs = f"Requires-Dist: {requires}\n" if requires else ""
    files = {
        f"{folder}.py": main.format(f"tests.servers.{module}"),
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": program.format(name, folder),
    } | {f"tests/servers/{each.name}": each.read_text() for each in SERVERS.glob("*.py")}
    record = "".join(f"{path},sha256={_sum(text)},{len(text)}\n" for path, text in files.items())
    with zipfile.ZipFile(house / f"{folder}-{version}-py3-none-any.whl", "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
        wheel.writestr(f"{info}/RECORD", f"{record}{info}/RECORD,,\n")
    return name


def offline(house: Path) -> dict[str, str]:
    """The user's configuration under which uv installs from `house` alone."""
    return {"UV_FIND_LINKS": str(house), "UV_OFFLINE": "1", "UV_NO_CONFIG": "1"}


@contextmanager
def an_index(house: Path, uploaded: Mapping[str, str]) -> Iterator[str]:
    """A package index of the wheels in `house`, by name and version with the time of upload.

    https://packaging.python.org/en/latest/specifications/simple-repository-api/
    """

    class Answer(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            package = self.path.strip("/").replace("-", "_")
            if self.path.endswith(".whl"):
                super().do_GET()
                return
            files = [
                {"filename": each.name, "url": f"/{each.name}", "hashes": {}, "upload-time": when}
                for each in house.glob(f"{package}-*.whl")
                for when in [uploaded["-".join(each.name.split("-")[:2])]]
            ]
            meta = {"api-version": "1.1"}
            body = json.dumps({"meta": meta, "name": package, "files": files}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/vnd.pypi.simple.v1+json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Answer, directory=str(house))) as server:
        serving = Thread(target=server.serve_forever)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


def _sum(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
