"""Pure: Docker's published catalog, and the files of its repository → listings.

An entry without a server (`poci`: a container for each call) has tools, and nothing to start.
"""

import re
from collections.abc import Iterator
from typing import Any

import orjson

from catalog.model.listing import (
    Argument,
    ClaimedTool,
    Input,
    Listing,
    Package,
    Page,
    Remote,
    Repository,
)
from crawler.claims import claimed_tools
from crawler.payload import read_json, read_rows
from crawler.row import Row
from crawler.yaml_text import read_yaml

ENTRIES = 20_000
"""The most servers of a catalog; it has some 330."""

_TREE = re.compile(r"(https?://[^/]+/[^/]+/[^/]+)/tree/[^/]+/?(.*)")
_TRANSPORTS = {"http": "streamable-http"}


def parse_catalog(payload: bytes, source: str) -> Page:
    """The published catalog, YAML or JSON; raises ValueError for what is none."""
    text = payload.lstrip()
    entries = Row(read_json(text) if text.startswith(b"{") else read_yaml(text)).get("registry")
    if not isinstance(entries, dict) or len(entries) > ENTRIES:
        raise ValueError("it has no registry of servers")
    rows = [{"slug": slug, "entry": entry} for slug, entry in entries.items()]
    listings, rejected = read_rows(
        rows, source, lambda row: read_entry(str(row["slug"]), Row(row["entry"]), source),
        lambda row: row["slug"],
    )  # fmt: skip
    return Page(listings=listings, rejected=rejected, claimed=len(rows))


def read_entry(slug: str, row: Row, source: str) -> Listing:
    """One server of the catalog; raises ValueError with what is wrong, and where."""
    if not slug or len(slug) > 200:  # noqa: PLR2004 - as everywhere for names
        raise ValueError("its name is empty or too long")
    image = row.text("image")
    return Listing(
        source=source, source_id=slug, name=slug, version="",
        title=row.text("title"), description=row.text("description"),
        published_at=row.date("dateAdded"),
        repository=_repository(row.text("upstream"), row.text("source")),
        packages=(_package(row, image),) if image else (),
        remotes=tuple(_remotes(row.row("remote"))),
        tools=claimed_tools(row, "tools"), page=f"https://hub.docker.com/mcp/server/{slug}",
    )  # fmt: skip


def parse_server(payload: bytes, slug: str, source: str) -> Listing:
    """What a server.yaml says, in the words of the catalog that Docker makes of it.

    Raises ValueError for what is none.
    """
    row = Row(read_yaml(payload))
    row.required("name")
    about, config, run, origin = (_part(row, key) for key in ("about", "config", "run", "source"))
    project, folder = origin.text("project") or "", origin.text("directory")
    entry = {
        "title": about.get("title"), "description": about.get("description"),
        "image": row.get("image"), "remote": row.get("remote") or None, "upstream": project,
        "source": f"{project.rstrip('/')}/tree/HEAD/{folder}" if folder else None,
        "secrets": config.get("secrets") or None, "env": [*_environs(config, run)],
        "command": run.get("command") or None, "tools": row.get("tools") or None,
    }  # fmt: skip
    return read_entry(slug, Row(entry), source)


def parse_tools(payload: bytes) -> tuple[ClaimedTool, ...]:
    """The tools of a tools.json; raises ValueError for what is none."""
    try:
        return claimed_tools(Row({"tools": read_json(payload)}), "tools")
    except orjson.JSONEncodeError as error:
        raise ValueError("a tool of it has arguments that are no JSON") from error


def _part(row: Row, key: str) -> Row:
    """The object of that name; an empty one where there is none, or nothing in it."""
    return row.row(key) if row.get(key) else Row({})


def _environs(config: Row, run: Row) -> Iterator[Any]:
    """What is asked for under `config`, and what is set under `run`."""
    if config.get("env"):
        yield from config.items("env")
    for name, value in _part(run, "env").value.items():
        yield {"name": name, "value": value}


def _package(row: Row, image: str) -> Package:
    return Package(
        registry="oci", identifier=image, runtime_hint="docker",
        arguments=tuple(map(_argument, row.texts("command"))),
        environment=tuple(_environment(row)),
    )  # fmt: skip


def _environment(row: Row) -> Iterator[Input]:
    for each in row.rows("secrets"):
        name = each.text("env") or each.text("name")
        if name:
            yield Input(name=name, required=True, secret=True, placeholder=each.text("example"),
                        description=each.text("description"))  # fmt: skip
    for each in row.rows("env"):
        value = each.text("value")
        if name := each.text("name"):
            fixed = value if value and "{{" not in value else None
            yield Input(name=name, value=fixed, placeholder=each.text("example"))


def _argument(word: str) -> Argument:
    """A word of the command; one with `{{x}}` is for the user to fill."""
    if "{{" in word:
        return Argument(name=re.sub(r"[{}\s]", "", word)[:200], placeholder=word)
    return Argument(name="", value=word)


def _remotes(row: Row) -> Iterator[Remote]:
    if url := row.text("url"):
        kind = row.text("transport_type") or row.text("transport") or "streamable-http"
        headers = tuple(Input(name=str(name), secret=True) for name in row.row("headers").value)
        yield Remote(transport=_TRANSPORTS.get(kind, kind), url=url, headers=headers)


def _repository(upstream: str | None, source: str | None) -> Repository | None:
    """`source` also tells the folder: `…/tree/main/src/x`."""
    tree = _TREE.fullmatch(source or "")
    url = (upstream or (tree[1] if tree else source) or "").strip()
    if not url:
        return None
    if inner := _TREE.fullmatch(url):
        url, tree = inner[1], inner
    return Repository(url=url, subfolder=(tree[2].strip("/") or None) if tree else None)
