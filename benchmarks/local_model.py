"""A small language model on this machine, behind an OpenAI-compatible server on loopback.

The model's files come from package registries by their clients, and are kept in the user's
cache; they, and the scripts that bring them, are not part of the project.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

TOOLS = Path(__file__).parents[2] / "shared" / "tools"
ROOM = platformdirs.user_cache_path("toolrisk") / "local-model"
SERVER = "xllamacpp"
CONTEXT = 16_384
"""Tokens of a question with its answer: twenty tools have a third of it."""
PATIENCE = 120.0


class NoModel(Exception):
    """The model cannot be had here; `str()` says why."""


@contextmanager
def local_model(size: str) -> Iterator[str]:
    """The address of a model of that size (`0.5b`, `1.5b`), until the block ends.

    Raises NoModel where it cannot be fetched or started.
    """
    python, model = _python(), _model(size)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command: list[str | Path] = [python, TOOLS / "llm_server.py", model, str(port), str(CONTEXT)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}/v1"
            _await(address, server)
            yield address
        finally:
            server.kill()


def _python() -> Path:
    """The Python of an environment of its own, with the server in it."""
    room = ROOM / "venv"
    python = room / "bin" / "python"
    if not (room / "ready").exists():
        _run(sys.executable, "-m", "venv", room)
        _run(python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", SERVER)
        (room / "ready").touch()
    return python


def _model(size: str) -> Path:
    file = ROOM / f"{size}.gguf"
    if not TOOLS.is_dir():
        raise NoModel(f"{TOOLS} is not there, which brings it")
    if not file.exists():
        _run(ROOM / "venv" / "bin" / "python", TOOLS / "fetch_model.py", size, file)
    return file


def _run(*command: str | Path) -> None:
    ROOM.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=900)
    except (subprocess.SubprocessError, OSError) as error:
        raise NoModel(f"{command[1:4]} failed: {error}") from error


def _await(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until it answers."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with direct.open(f"{address}/models", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise NoModel("its server did not start")


def point_at(address: str) -> None:
    """Let the judge of this process ask there."""
    os.environ["OPENAI_BASE_URL"] = address
    os.environ.pop("OPENAI_API_KEY", None)
