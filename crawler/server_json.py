"""server.json, in any of its dates, as a Listing. It stands in registries and in repositories.

The dates of its schema (2025-07-09 to 2025-12-11) differ in the case of their names
(snake_case before 2025-09-16) and in where the registry's own words stand (beside
`server` since 2025-09-29, inside it before). What is unknown is left out; what is
known and of the wrong type, or too long, is an error of the whole row.
"""

import re
from typing import Any

from catalog.model.listing import Argument, Input, Listing, Package, Remote, Repository
from crawler.row import Row

REGISTRY_META = (
    "io.modelcontextprotocol.registry/official",
    "com.pulsemcp/server-version",
    "io.modelcontextprotocol.registry",
)
"""The members of `_meta` in which a registry speaks for itself: the first that is there."""

EARLY_META = "x-io.modelcontextprotocol.registry"
"""Where the first API of summer 2025 had it: beside `server`."""

_NAME = re.compile(r"[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+")


def read_row(value: Any, source: str) -> Listing:
    """One row of a registry's list; raises ValueError with what is wrong, and where.

    A deleted row keeps its name, version and dates alone: what a registry took down
    (spam, malware) is not to be spread further.
    """
    row = Row(value)
    server = row.row("server") if row.get("server") else row
    meta = _meta(row, server)
    name = server.required("name", 200)
    if not _NAME.fullmatch(name):
        raise ValueError(f"name is not of the form namespace/name: {name[:80]!r}")
    status = meta.text("status", 40) or server.text("status", 40) or "active"
    return Listing(
        source=source,
        source_id=name,
        name=name,
        version=server.required("version", 255),
        status=status,
        is_latest=meta.flag("isLatest", absent=True),
        published_at=meta.date("publishedAt"),
        updated_at=meta.date("updatedAt"),
        **({} if status == "deleted" else _content(server)),
    )


def _meta(row: Row, server: Row) -> Row:
    said = (row if row.get("_meta") else server).row("_meta")
    found = next((name for name in REGISTRY_META if said.get(name) is not None), None)
    return said.row(found) if found else row.row(EARLY_META)


def _content(server: Row) -> dict[str, Any]:
    return {
        "title": server.text("title"),
        "description": server.text("description"),
        "website": server.text("websiteUrl"),
        "repository": _repository(server.row("repository")),
        "packages": tuple(map(_package, server.rows("packages"))),
        "remotes": tuple(map(_remote, server.rows("remotes"))),
    }


def _repository(row: Row) -> Repository | None:
    url = row.text("url")
    if not url:
        return None
    return Repository(
        url=url,
        source=row.text("source") or None,
        id=row.text("id") or None,
        subfolder=row.text("subfolder") or None,
    )


def _package(row: Row) -> Package:
    return Package(
        registry=row.required("registryType"),
        identifier=row.required("identifier"),
        version=row.text("version", 255) or None,
        transport=row.row("transport").text("type") or "stdio",
        runtime_hint=row.text("runtimeHint") or None,
        runtime_arguments=tuple(map(_argument, row.rows("runtimeArguments"))),
        arguments=tuple(map(_argument, row.rows("packageArguments"))),
        environment=_inputs(row, "environmentVariables"),
        sha256=row.text("fileSha256") or None,
    )


def _remote(row: Row) -> Remote:
    return Remote(
        transport=row.text("type") or row.required("transportType"),
        url=row.required("url"),
        headers=_inputs(row, "headers"),
        variables=_inner(row),
    )


def _argument(row: Row) -> Argument:
    """Some rows have an empty type; then what looks like a flag is named."""
    name = row.text("name") or ""
    kind = row.text("type") or ("named" if name.startswith("-") else "positional")
    common = _asked(row) | {"repeated": row.flag("isRepeated"), "variables": _inner(row)}
    if kind == "named":
        return Argument(kind="named", name=row.required("name"), **common)
    if kind == "positional":
        return Argument(kind="positional", name=row.text("valueHint") or name, **common)
    raise ValueError(f"{row.place}/type is neither positional nor named: {kind[:40]!r}")


def _inputs(row: Row, key: str) -> tuple[Input, ...]:
    """The named inputs of a list; one with an empty name, as some rows have, asks for nothing."""
    named = ((each.text("name"), each) for each in row.rows(key))
    return tuple(
        Input(name=name, variables=_inner(each), **_asked(each)) for name, each in named if name
    )


def _inner(row: Row) -> tuple[Input, ...]:
    """What a `{variable}` of a value or URL stands for; the schema nests no deeper than this."""
    return tuple(Input(name=name, **_asked(each)) for name, each in row.named("variables"))


def _asked(row: Row) -> dict[str, Any]:
    return {
        "description": row.text("description"),
        "required": row.flag("isRequired"),
        "secret": row.flag("isSecret"),
        "format": row.text("format") or "string",
        "value": row.text("value"),
        "default": row.text("default"),
        "placeholder": row.text("placeholder"),
        "choices": row.texts("choices"),
    }
