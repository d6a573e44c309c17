"""A JSON schema for each kind of document of the site, made of the values themselves."""

import json
from collections.abc import Iterator, Mapping
from typing import get_args

from pydantic.json_schema import JsonSchemaMode

from catalog.model.page import GonePage, ServerPage, ToolPage
from catalog.model.passport import Passport
from catalog.model.value import Value
from publisher.record import ToolRecord
from publisher.site.machine.server_record import ServerRecord
from publisher.site.owner import Owner
from publisher.site.piece import Batch
from publisher.site.single import constant
from publisher.site.told import Told

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SCHEMAS: Mapping[str, type[Value]] = {
    "tool-page": ToolPage,
    "server-page": ServerPage,
    "gone-page": GonePage,
    "passport": Passport,
    "tool": ToolRecord,
    "server": ServerRecord,
    **{f"{kind.model_fields['kind'].default}-page": kind for kind in get_args(Told)},
}
"""`tool` is a line of a server's `tools.jsonl`, `server` one of `catalog.jsonl`."""

_AS_WRITTEN: JsonSchemaMode = "serialization"


def schemas(owner: Owner) -> Iterator[Batch]:
    """The files, and a list of them."""
    for name, kind in SCHEMAS.items():
        yield constant(schema_address(name), _bytes(schema(name, kind, owner)))
    listed = {name: owner.base_url + schema_address(name) for name in SCHEMAS}
    yield constant("schemas/index.json", _bytes(listed))


def schema_address(name: str) -> str:
    """Where the schema of that name is."""
    return f"schemas/{name}.schema.json"


def schema(name: str, kind: type[Value], owner: Owner) -> dict[str, object]:
    """What every document of that kind is like, as it is written."""
    told = kind.model_json_schema(mode=_AS_WRITTEN)
    return {"$schema": DIALECT, "$id": owner.base_url + schema_address(name), **told}


def _bytes(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, indent=1).encode() + b"\n"
