"""Programs of strangers and of package managers: in a group of their own, killed whole."""

import os
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL
from typing import NamedTuple

import anyio
from anyio.abc import ByteReceiveStream, Process

from crawler.introspection.cage.family import end, signal_each

OUTPUT_BYTES = 16_384
"""How much of a program's error output is kept: its beginning, where uv and npm say why."""

PROC = Path("/proc")

UMASK = 0o022
"""What root installs must be readable by the nobody that its servers run as."""


class Finished(NamedTuple):
    """How a program ended, and the beginning of what it said on stderr."""

    code: int
    errors: str


@asynccontextmanager
async def program(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, stdin: int = DEVNULL
) -> AsyncIterator[Process]:
    """A running program in its own session; on leaving, it and its descendants are killed.

    Raises OSError when it cannot be started.
    """
    process = await anyio.open_process(
        command,
        stdin=stdin,
        env=environment,
        cwd=folder,
        start_new_session=True,
        umask=UMASK,
    )
    try:
        yield process
    finally:
        with anyio.CancelScope(shield=True):
            kill(process)
            await process.aclose()


async def run(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Finished:
    """A program without input, run to its end. Raises OSError when it cannot be started."""
    async with program(command, environment, folder) as process:
        async with anyio.create_task_group() as pipes:
            pipes.start_soon(_drain, process.stdout)
            errors = await _beginning(process.stderr)
        return Finished(await process.wait(), errors.decode(errors="replace"))


def kill(process: Process) -> None:
    """SIGKILL to the program, its group and its descendants; one that is gone is fine.

    Descendants first, because a sandbox's inner process leads a session of its own, and
    orphans stay below the process that watches them only while it lives.
    """
    if process.returncode is None:
        end(process.pid)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def kill_each(pids: Sequence[int]) -> None:
    signal_each(list(pids), signal.SIGKILL)


def living_in(folder: Path) -> list[int]:
    """Processes that were started with this folder in their environment, or stand in it.

    Finds the orphans of an unsealed server, whatever session they fled to. Linux only:
    elsewhere there is no /proc, and only the group is killed.
    """
    return [int(each.name) for each in PROC.glob("[0-9]*") if _lives_in(each, folder)]


def _lives_in(process: Path, folder: Path) -> bool:
    try:
        stands = (process / "cwd").readlink()
        return stands.is_relative_to(folder) or bytes(folder) in (process / "environ").read_bytes()
    except OSError:  # it is gone, or another user's
        return False


async def _drain(stream: ByteReceiveStream | None) -> None:
    if stream is not None:
        async for _ in stream:
            pass


async def _beginning(stream: ByteReceiveStream | None) -> bytes:
    kept = bytearray()
    if stream is not None:
        async for chunk in stream:
            kept += chunk[: OUTPUT_BYTES - len(kept)]
    return bytes(kept)
