"""Each page of a site by a parser that forgives nothing, and where its links lead."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import html5lib

LINKS = {"href", "src", "action"}


def wrong_pages(site: Path, pages: list[Path]) -> Iterator[str]:
    """What is no HTML in the pages, and each link of theirs that leads nowhere."""
    for page in pages:
        name = page.relative_to(site).as_posix()
        parser = html5lib.HTMLParser(strict=False)
        tree = parser.parse(page.read_bytes(), transport_encoding="utf-8")
        for (line, _), code, said in parser.errors:
            yield f"{name}:{line}: {code} {said}"
        yield from (f"{name}: leads nowhere: {each}" for each in _lost(site, page, tree))


def _lost(site: Path, page: Path, tree: Any) -> Iterator[str]:
    for element in tree.iter():
        for attribute in LINKS & element.attrib.keys():
            target = urlsplit(element.attrib[attribute])
            if not (target.scheme or target.netloc or _leads(site, page, target)):
                yield element.attrib[attribute]


def _leads(site: Path, page: Path, target: SplitResult) -> bool:
    """To a file of the site, and to an element of it where the link names one."""
    file = page
    if target.path:
        file = Path(os.path.normpath(page.parent / unquote(target.path)))
    if not file.is_relative_to(site) or not file.is_file():
        return False
    named = target.fragment if file.suffix == ".html" else ""
    return not named or named.startswith("q=") or named in _ids(file)


@cache
def _ids(page: Path) -> frozenset[str]:
    tree = html5lib.parse(page.read_bytes(), transport_encoding="utf-8")
    return frozenset(each.attrib["id"] for each in tree.iter() if "id" in each.attrib)
