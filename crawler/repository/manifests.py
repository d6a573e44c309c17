"""Pure: the files of a repository that tell of MCP servers → listings. Nothing is executed.

A file in a repository need not be what is published, and often is a template for it.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from catalog.model.listing import Listing, Package, Rejected, Repository
from catalog.model.value import Value
from crawler.claims import claimed_tools
from crawler.payload import read_json, rejected
from crawler.repository.readme import read_readme
from crawler.repository.smithery_yaml import read_smithery
from crawler.row import Row
from crawler.server_json import read_row

FILES = 12
"""The most files that are read of a repository, the shallowest first and READMEs last."""

_ELSEWHERE = {"node_modules", "vendor", "test", "tests", "fixtures", "examples", "template",
              "templates", "testdata", "__tests__", "docs"}  # fmt: skip
_TEMPLATE = re.compile(r"\$\{?[A-Z][A-Z_]*\}?|<<.*?>>|\{\{.*?\}\}")
_PYTHON_MCP = re.compile(r"(?:mcp|fastmcp)(?![A-Za-z0-9._-])", re.IGNORECASE)
_SDK = "@modelcontextprotocol/sdk"


class Place(Value):
    """A file of a repository; `repository` is where the publisher keeps it."""

    source: str
    path: str
    repository: Repository

    @property
    def id(self) -> str:
        return f"{self.repository.url.partition('://')[2].partition('/')[2]}/{self.path}"

    @property
    def of(self) -> Repository:
        """The repository, with the folder that the file speaks of."""
        folder = str(PurePosixPath(self.path).parent)
        return self.repository.model_copy(update={"subfolder": None if folder == "." else folder})


def wanted(paths: Sequence[str]) -> tuple[str, ...]:
    """The files that may tell of a server, of all in a repository; at most FILES."""
    found = [each for each in paths if PurePosixPath(each).name.lower() in READERS]
    own = [each for each in found if not _ELSEWHERE & set(PurePosixPath(each).parts[:-1])]
    return tuple(sorted(own, key=_rank)[:FILES])


def is_readme(path: str) -> bool:
    return PurePosixPath(path).name.lower() == "readme.md"


def _rank(path: str) -> tuple[bool, int, int, str]:
    kind = list(READERS).index(PurePosixPath(path).name.lower())
    return is_readme(path), path.count("/"), kind, path


def read(place: Place, content: bytes) -> tuple[Listing | Rejected, ...]:
    """What one file tells; nothing where it is about something else."""
    try:
        return tuple(READERS[PurePosixPath(place.path).name.lower()](place, content))
    except (ValueError, RecursionError) as error:
        reason = f"{place.path}: {str(error)[:200] or 'nested too deeply'}"
        bad = rejected(content[:200].decode(errors="replace"), place.source, reason, place.id)
        return (bad,)


def _server_json(place: Place, content: bytes) -> Iterator[Listing]:
    value = read_json(content)
    if not isinstance(value, dict) or not ({"name", "server"} & value.keys()):
        return
    _refuse_template(value)
    said = read_row(value, place.source)
    if not (said.packages or said.remotes or "modelcontextprotocol" in str(value.get("$schema"))):
        return
    yield said.model_copy(
        update={
            "source_id": place.id,
            "status": "active",
            "is_latest": True,
            "repository": said.repository or place.of,
        }
    )


def _refuse_template(value: dict[str, Any]) -> None:
    server = value.get("server") if isinstance(value.get("server"), dict) else value
    packages = server.get("packages") if isinstance(server, dict) else None
    rows = [server, *(packages if isinstance(packages, list) else [])]
    told = [str(row.get(name, "")) for row in rows if isinstance(row, dict)
            for name in ("name", "version", "identifier")]  # fmt: skip
    if found := next((each for each in told if _TEMPLATE.search(each)), None):
        raise ValueError(f"is a template: {found[:80]}")


def _package_json(place: Place, content: bytes) -> Iterator[Listing]:
    row = Row(read_json(content))
    needs = {name for key in ("dependencies", "peerDependencies") for name in row.row(key).value}
    name, own = row.text("name", 214), row.text("mcpName", 200)
    if not name or row.get("private") is True or not (own or (_SDK in needs and row.get("bin"))):
        return
    package = Package(registry="npm", identifier=name, version=_version(row.get("version")))
    yield _listing(place, own or name, package, description=row.text("description"))


def _pyproject(place: Place, content: bytes) -> Iterator[Listing]:
    row = Row(tomllib.loads(content.decode())).row("project")
    needs = row.texts("dependencies")
    name = row.text("name", 200)
    if not name or not row.get("scripts") or not any(map(_PYTHON_MCP.match, needs)):
        return
    package = Package(registry="pypi", identifier=name, version=_version(row.get("version")))
    yield _listing(place, name, package, description=row.text("description"))


def _mcpb(place: Place, content: bytes) -> Iterator[Listing]:
    """Many files of that name are of browser extensions; a bundle's says how it is started."""
    value = read_json(content)
    server = value.get("server") if isinstance(value, dict) else None
    if not (isinstance(server, dict) and isinstance(server.get("mcp_config"), dict)):
        return
    row = Row(value)
    said = _listing(place, row.required("name", 200), None, description=row.text("description"))
    yield said.model_copy(
        update={
            "version": _version(row.get("version")) or "",
            "title": row.text("display_name"),
            "tools": claimed_tools(row, "tools"),
        }
    )


def _smithery(place: Place, content: bytes) -> Iterator[Listing]:
    if package := read_smithery(content):
        yield _listing(place, package.identifier, package)


def _readme(place: Place, content: bytes) -> Iterator[Listing]:
    for name, offer in read_readme(content.decode(errors="replace")):
        if isinstance(offer, Package):
            said = _listing(place, name, offer)
        else:
            said = _listing(place, name, None).model_copy(update={"remotes": (offer,)})
        yield said.model_copy(update={"source_id": f"{place.id}#{name}"})


def _listing(
    place: Place, name: str, package: Package | None, description: str | None = None
) -> Listing:
    return Listing(
        source=place.source, source_id=place.id, name=name[:200],
        version=(package.version or "") if package else "", description=description,
        repository=place.of, packages=(package,) if package else (),
    )  # fmt: skip


def _version(value: object) -> str | None:
    fit = isinstance(value, str) and len(value) <= 255 and not _TEMPLATE.search(value)  # noqa: PLR2004 - as in server.json
    return value if fit else None  # type: ignore[return-value]  # it is a str


READERS: dict[str, Callable[[Place, bytes], Iterator[Listing]]] = {
    "server.json": _server_json,
    "package.json": _package_json,
    "pyproject.toml": _pyproject,
    "smithery.yaml": _smithery,
    "manifest.json": _mcpb,
    "readme.md": _readme,
}
"""By the file's name; of equally deep files the earlier are read first."""
