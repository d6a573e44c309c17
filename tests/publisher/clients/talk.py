"""A client's process that speaks JSON, a message a line."""

import json
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

SECONDS = 120


class Talk(NamedTuple):
    """What one says to it, and what it says."""

    process: "subprocess.Popen[bytes]"

    def say(self, message: Mapping[str, Any]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def heard(self) -> Iterator[dict[str, Any]]:
        """Each message, until it ends."""
        assert self.process.stdout
        yield from map(json.loads, self.process.stdout)


@contextmanager
def talk(command: Sequence[str | Path], folder: Path, env: Mapping[str, str]) -> Iterator[Talk]:
    """Started in a folder; its input is closed at the end, and it is killed if it stays."""
    with (folder / "errors").open("wb") as errors:
        process = subprocess.Popen(
            command, cwd=folder, env=env,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
        )  # fmt: skip
    timer = threading.Timer(SECONDS, process.kill)
    timer.start()
    try:
        yield Talk(process)
        process.communicate()
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
