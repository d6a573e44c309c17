"""The catalog in Datasette: a program of others', run where it is installed, and only to read."""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from catalog.errors import InputError
from cli.console import Voice
from cli.opening import opening
from cli.serving.explored import configuration

HOST = "127.0.0.1"

SETTINGS = {
    "allow_download": "off",
    "allow_csv_stream": "off",
    "sql_time_limit_ms": "10000",
    "facet_time_limit_ms": "2000",
}


def run(file: Path, port: int, voice: Voice) -> int:
    """Show the catalog in `file` until interrupted; returns Datasette's exit code.

    Raises InputError where Datasette is missing, and StoreError where the catalog is.
    """
    program = _program()
    with opening(str(file), voice):
        pass  # it is a catalog, and of this version
    with TemporaryDirectory() as folder:
        metadata = Path(folder) / "metadata.json"
        metadata.write_text(configuration(file.stem), encoding="utf-8")
        return _run([*program, "serve", *_words(file, port, metadata)])


def _words(file: Path, port: int, metadata: Path) -> list[str]:
    settings = (word for pair in SETTINGS.items() for word in ("--setting", *pair))
    where = ("--host", HOST, "--port", str(port), "--metadata", str(metadata))
    return [*where, *settings, str(file.absolute())]


def _run(words: list[str]) -> int:
    with subprocess.Popen(words) as process:
        try:
            return process.wait()
        finally:
            process.terminate()


def _program() -> list[str]:
    if find_spec("datasette"):
        return [sys.executable, "-m", "datasette"]
    if found := shutil.which("datasette"):
        return [found]
    raise InputError(
        "Datasette is not installed; put it beside toolrisk with: pipx inject toolrisk datasette"
        " (or: uv tool install toolrisk --with datasette)"
    )
