"""The throw-away folder of one server: gone afterwards, with whatever still runs out of it."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio

from catalog.model.value import Value
from crawler.introspection.process import kill_each, living_in


class Scratch(Value):
    """Where one server is installed and, unsealed, where it lives."""

    root: Path

    @property
    def prefix(self) -> Path:
        """The installed package; made by the package manager."""
        return self.root / "prefix"

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def temporary(self) -> Path:
        return self.root / "tmp"


@asynccontextmanager
async def scratch() -> AsyncIterator[Scratch]:
    """A fresh folder, removed on leaving, also when cancelled."""
    folder = _make()
    try:
        yield folder
    finally:
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(_remove, folder.root)


def _make() -> Scratch:
    folder = Scratch(root=Path(tempfile.mkdtemp(prefix="toolrisk-")).resolve())
    folder.home.mkdir()
    folder.temporary.mkdir()
    return folder


def _remove(root: Path) -> None:
    """Twice, for what a process wrote in the moment before it was killed."""
    kill_each(living_in(root))
    shutil.rmtree(root, ignore_errors=True)
    if root.exists():
        kill_each(living_in(root))
        shutil.rmtree(root, ignore_errors=True)
