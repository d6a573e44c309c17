"""The site, built anew whenever its catalog has changed."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from catalog.errors import ToolriskError
from catalog.store.location import file_of
from catalog.store.watching import watching
from cli.console import Voice
from cli.opening import opening
from cli.steps.publish import publish_pages
from publisher.site.owner import Owner

PAUSE = 1.0
"""Seconds between two looks at the catalog."""

PATIENCE = 20
"""Looks after which the site is built though the catalog is still being written to."""


class Preview(NamedTuple):
    """Which catalog is shown, where its site is built, and whose it is."""

    location: str
    reports: Path
    owner: Owner
    voice: Voice


def keep_building(preview: Preview, built: Callable[[], None]) -> None:
    """Build, and again after each change, until interrupted; `built` is told of the first time.

    Raises ToolriskError where the first build fails; a later failure is told, and the site
    stays as it was.
    """
    _build_until_changed(preview, built)
    while True:
        try:
            _build_until_changed(preview, lambda: None)
        except ToolriskError as error:
            preview.voice.say(f"{error}; the site stays as it was")
            _wait_for_another(preview.location)


def _build_until_changed(preview: Preview, built: Callable[[], None]) -> None:
    file = _identity(preview.location)
    with opening(preview.location, preview.voice) as catalog, watching(catalog) as version:
        before = version()  # what is written while the site is built is not in it
        report = publish_pages(catalog, preview.reports, preview.owner, preview.voice)
        preview.voice.say(
            f"{preview.reports}: {report.written} files written, {report.unchanged} unchanged, "
            f"{report.removed} removed."
        )
        built()
        while (now := version()) == before and _identity(preview.location) == file:
            time.sleep(PAUSE)
        _settle(version, now)


def _settle(version: Callable[[], int], now: int) -> None:
    """Wait until whoever writes is done for a moment."""
    for _ in range(PATIENCE):
        time.sleep(PAUSE)
        before, now = now, version()
        if before == now:
            return


def _wait_for_another(location: str) -> None:
    """After a failure, until the catalog is another file, at most for some time."""
    file = _identity(location)
    for _ in range(PATIENCE):
        time.sleep(PAUSE)
        if _identity(location) != file:
            return


def _identity(location: str) -> tuple[int, int] | None:
    """Which file the catalog is; None for none, and where it is no file."""
    file = file_of(location)
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None
