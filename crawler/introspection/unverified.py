"""When a server gives no tools: those that its installed package's source names.

Reading runs nothing of the package, so that it needs no sandbox.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import anyio
from anyio.abc import ByteReceiveStream

from catalog.model.snapshot import Skipped
from catalog.model.tool import Tool
from catalog.reading import read_tools
from crawler.introspection.launch import Launch
from crawler.introspection.process import program

READER = "crawler.introspection.source.apart"
SECONDS = 90
"""For a reader that is slowed down by others; its own computing is bounded by itself."""

OUTPUT_BYTES = 16 << 20


async def with_source(skipped: Skipped, launch: Launch, prefix: Path) -> Skipped:
    """The same, with the tools that the source in the prefix names, if it names any."""
    output = await _read(launch, prefix)
    tools, _ = read_tools(_lines(output))
    return skipped.model_copy(update={"unverified": _each_once(tools)})


async def _read(launch: Launch, prefix: Path) -> bytes:
    """What the reader printed until it ended, or had to."""
    command = [sys.executable, "-I", "-m", READER, str(prefix), launch.registry, launch.identifier]
    output = bytearray()
    with anyio.move_on_after(SECONDS):
        async with program(command, {}, Path("/")) as reader:
            await _fill(output, reader.stdout)
    return bytes(output)


async def _fill(output: bytearray, stream: ByteReceiveStream | None) -> None:
    if stream is not None:
        async for chunk in stream:
            output += chunk
            if len(output) > OUTPUT_BYTES:
                return


def _lines(output: bytes) -> Iterator[object]:
    """The whole lines; one that a killed reader left unfinished is none."""
    for line in output.split(b"\n")[:-1]:
        yield json.loads(line)


def _each_once(tools: tuple[Tool, ...]) -> tuple[Tool, ...]:
    return tuple({each.name: each for each in tools}.values())
