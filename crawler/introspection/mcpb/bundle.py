"""MCPB bundles: a zip from a listing's address, checked and unpacked, whose manifest says how to
start it. https://github.com/modelcontextprotocol/mcpb/blob/main/MANIFEST.md
"""

import hashlib
import sys
from pathlib import Path
from urllib.parse import quote

import anyio

from catalog.model.snapshot import Skipped
from catalog.taxonomy import Reason
from crawler.introspection.entry import Installed
from crawler.introspection.install import INSTALL_SECONDS, PHASE
from crawler.introspection.launch import NODE_CURE, Launch
from crawler.introspection.mcpb.manifest import Start, read_manifest
from crawler.introspection.mcpb.unpack import unpack
from crawler.introspection.remote.refusals import OK
from crawler.introspection.remote.url import parse
from crawler.introspection.remote.web import Web
from crawler.introspection.runtimes import node
from crawler.introspection.scratch import Scratch
from crawler.introspection.stopped import Stopped

BYTES = 256 << 20
"""The largest bundle that is fetched; those with their runtime in them have about 100 MB."""


async def unpack_bundle(launch: Launch, folder: Scratch, web: Web) -> Installed | Skipped:
    """Fetches, checks and unpacks a bundle into the folder's prefix; runs nothing of it."""
    archive, place = folder.root / "bundle.mcpb", folder.prefix / "bundle"
    try:
        with anyio.fail_after(INSTALL_SECONDS):
            await _fetch(launch, archive, web)
            await anyio.to_thread.run_sync(unpack, archive, place)
        archive.unlink()
        return _installed(launch, folder, read_manifest(place))
    except TimeoutError:
        detail = f"not fetched and unpacked within {INSTALL_SECONDS} s"
        return Stopped(Reason.TIMED_OUT, detail).skipped(PHASE)
    except Stopped as stopped:
        return stopped.skipped(PHASE)
    except (OSError, ValueError) as error:
        return Stopped(Reason.INSTALL_FAILED, str(error)).skipped(PHASE)


async def _fetch(launch: Launch, archive: Path, web: Web) -> None:
    """Raises Stopped where the bytes do not come, are too many, or not those that were listed."""
    found, size = hashlib.sha256(), 0
    async with web.ask("GET", parse(launch.identifier), {"accept": "*/*"}) as answer:
        if answer.status != OK:
            raise Stopped(Reason.INSTALL_FAILED, f"HTTP {answer.status} instead of the bundle")
        with archive.open("wb") as file:
            async for chunk in answer.body:
                size += len(chunk)
                if size > BYTES:
                    raise Stopped(Reason.TOO_LARGE, f"the bundle has more than {BYTES >> 20} MB")
                found.update(chunk)
                file.write(chunk)
    if found.hexdigest() != (launch.sha256 or "").lower():
        detail = f"the bundle is not the one that was listed: its SHA-256 is {found.hexdigest()}"
        raise Stopped(Reason.INSTALL_FAILED, detail)


def _installed(launch: Launch, folder: Scratch, start: Start) -> Installed:
    program = _program(start, folder)
    name = quote(start.name, safe="")
    return Installed(
        package=f"pkg:generic/{name}@{quote(start.version)}?checksum=sha256:{launch.sha256}",
        program=program,
        arguments=start.arguments,
        environment=start.environment,
    )


def _program(start: Start, folder: Scratch) -> Path:
    """Raises Stopped for a runtime that is not here, ValueError for a program that is not there."""
    if start.command in ("python", "python3"):
        python = folder.prefix / "bin" / "python"
        python.parent.mkdir()
        python.symlink_to(Path(sys.executable).resolve())
        return python
    if start.command == "node":
        here = node()
        if here is None:
            raise Stopped(Reason.RUNTIME_MISSING, f"the bundle runs on Node.js: {NODE_CURE}")
        return here.program
    program = Path(start.command).resolve()
    if not program.is_relative_to(folder.prefix / "bundle"):
        raise Stopped(
            Reason.UNSUPPORTED, f"the bundle starts with {start.command[:80]!r}, which is not in it"
        )
    if not program.is_file():
        raise ValueError(f"the bundle has no {program.name[:80]!r} to start")
    program.chmod(0o755)
    return program
