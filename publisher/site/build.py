"""Pages of the catalog → a folder of files that any static host can serve.

Only what changed is written, each file at once (a reader finds the old one or the new
one, never half of one), the first page last. Files of pages that are gone are removed,
so that a folder built upon is the same as one built afresh. The same pages give the same
bytes: nothing here asks for the time.
"""

import errno
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from catalog.errors import InputError
from catalog.model.page import Page, RankedTool, ServerLine, ServerPage
from publisher.addresses import INDEX, STYLE, json_address, policy_address
from publisher.page_index import index_page, riskiest_of, server_line
from publisher.site.assets import assets
from publisher.site.rendering import as_json, html
from publisher.whole import HALVES, sweep_halves, write_whole

MARK = ".toolrisk-site"
"""In the root of each site: the pages in this folder are ours to write and to remove."""

SERVERS = "servers"


class Built(NamedTuple):
    """What a build did, in files."""

    written: int
    unchanged: int
    removed: int


def build(pages: Iterable[Page], target: Path) -> Built:
    """Write the site of `pages` into `target`, the pages in any order.

    Raises InputError, and writes nothing, where `target` holds files that no build made;
    and where it cannot be written.
    """
    try:
        _claim(target)
        site = _Site(target)
        for address, text in _files(pages):
            site.put(address, text)
        return Built(site.written, site.unchanged, site.sweep())
    except OSError as error:
        raise InputError(
            f"cannot write the site: {error.filename}: {error.strerror}; "
            "free the place or choose another folder with --reports"
        ) from error


def _claim(target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    if any(target.iterdir()) and not (target / MARK).exists():
        raise InputError(
            f"{target} holds files that toolrisk did not make; name an empty folder with "
            f"--reports, or put an empty file {MARK} there to let pages be written among them"
        )
    _refuse_link(target / SERVERS)
    (target / MARK).touch()


def _refuse_link(folder: Path) -> None:
    """What stands behind a link within the site is not ours to write, or to remove."""
    if folder.is_symlink():
        raise FileExistsError(errno.EEXIST, "is a link out of the site", str(folder))


def _files(pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """Every file of the site, the first page last."""
    yield from ((each.address, each.content.decode()) for each in assets())
    lines: list[ServerLine] = []
    riskiest: list[RankedTool] = []
    for page in pages:
        yield from _files_of(page)
        if isinstance(page, ServerPage):
            lines.append(server_line(page))
            riskiest.extend(riskiest_of(page))
    index = index_page(lines, riskiest)
    yield json_address(INDEX), as_json(index)
    yield INDEX, html(index)


def _files_of(page: Page) -> Iterator[tuple[str, str]]:
    yield policy_address(page.address), page.policy
    yield json_address(page.address), as_json(page)
    yield page.address, html(page)


class _Site:
    """The folder being built, and which of its files belong to this build."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.current: set[Path] = set()
        self.written = 0
        self.unchanged = 0

    def put(self, address: str, text: str) -> None:
        """Write a file unless it already has just this content."""
        path, data = self.target / address, text.encode()
        self.current.add(path)
        if path.parent != self.target:
            _refuse_link(path.parent)
        if _content(path) == data:
            self.unchanged += 1
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
        self.written += 1

    def sweep(self) -> int:
        """Remove what earlier builds left; returns how many files of `servers/`."""
        for folder in (self.target, (self.target / STYLE).parent, *self._servers()):
            sweep_halves(folder)
        old = [path for path in self._ours() if path not in self.current]
        for path in old:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        return len(old)

    def _ours(self) -> Iterator[Path]:
        for folder in self._servers():
            yield from (
                each for each in folder.iterdir() if each.is_file() and not each.match(HALVES)
            )

    def _servers(self) -> Iterator[Path]:
        """The folders of servers, and none behind a link."""
        for each in (self.target / SERVERS).glob("*"):
            if each.is_dir() and not each.is_symlink():
                yield each


def _content(path: Path) -> bytes | None:
    """What the file says; None where there is none. What is no file is nobody's page."""
    if path.is_file():
        return path.read_bytes()
    if path.exists():
        raise FileExistsError(errno.EEXIST, "is no file", str(path))
    return None
