"""Pure: the tree of Docker's repository, as GitHub's API lists it → the servers' folders."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from crawler.docker.catalog import ENTRIES
from crawler.payload import digest_of, read_json
from crawler.repository.reading import ENTRIES as FILES
from crawler.row import Row

SERVER, TOOLS = "server.yaml", "tools.json"

_FILE = re.compile(rf"servers/([^/]+)/({re.escape(SERVER)}|{re.escape(TOOLS)})")


class Folder(NamedTuple):
    """One server's files: by name what their content is known by; a server.yaml is among them."""

    name: str
    files: Mapping[str, str]

    @property
    def digest(self) -> str:
        """What changes with the content of a file, and with nothing else."""
        return digest_of(dict(self.files), without=())

    def path(self, file: str) -> str:
        return f"servers/{self.name}/{file}"


def parse_tree(payload: bytes) -> tuple[Folder, ...]:
    """The folders by name; raises ValueError for what is no tree, or not all of one."""
    row = Row(read_json(payload))
    if row.get("tree") is None:
        raise ValueError("it lists no files")
    if row.flag("truncated"):
        raise ValueError("it is cut short")
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for folder, file, sha in _files(row.items("tree", FILES)):
        found[folder][file] = sha
    if len(found) > ENTRIES:
        raise ValueError(f"it has more than {ENTRIES} servers")
    return tuple(Folder(name, files) for name, files in sorted(found.items()) if SERVER in files)


def _files(rows: list[Any]) -> Iterator[tuple[str, str, str]]:
    """The files that tell of servers; a row that is none loses only itself."""
    for each in rows:
        path = each.get("path") if isinstance(each, dict) else None
        named = _FILE.fullmatch(path) if isinstance(path, str) else None
        if named and each.get("type", "blob") == "blob":
            yield named[1], named[2], str(each.get("sha"))[:100]
