"""Tools that a server makes of an OpenAPI document in its package: one an operation.

https://spec.openapis.org/oas/v3.1.0#operation-object
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crawler.introspection.source.draft import Draft
from crawler.introspection.source.files import Files
from crawler.introspection.source.values import UNKNOWN

METHODS = ("get", "post", "put", "patch", "delete", "head", "options")
WORDS = ("openapi", "swagger")
"""What stands in the path of such a document."""

REFERENCES = 8
"""References that lead to one another."""


def documents(files: Files, folder: str, without: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The OpenAPI documents in a folder, in the order of their paths."""
    for path in files.under(folder, (".json",), without):
        data = files.read(path) if any(each in path.lower() for each in WORDS) else None
        try:
            found = json.loads(data or b"null")
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and isinstance(found.get("paths"), dict):
            yield found


def drafts(document: Mapping[str, Any]) -> Iterator[Draft]:
    """The operations that have a name."""
    for path in document["paths"].values():
        for method in METHODS:
            operation = path.get(method) if isinstance(path, dict) else None
            if isinstance(operation, dict) and isinstance(operation.get("operationId"), str):
                shared = path.get("parameters")
                yield _draft(document, operation, shared if isinstance(shared, list) else [])


def _draft(document: Mapping[str, Any], operation: Mapping[str, Any], shared: list[Any]) -> Draft:
    texts = (operation.get(each) for each in ("description", "summary"))
    return Draft(
        name=operation["operationId"],
        description=next((each for each in texts if isinstance(each, str) and each), UNKNOWN),
        schema=_schema(document, operation, shared),
    )


def _schema(
    document: Mapping[str, Any], operation: Mapping[str, Any], shared: Sequence[Any]
) -> dict[str, Any]:
    """Parameters and the members of the body, side by side."""
    own = operation.get("parameters")
    properties: dict[str, Any] = {}
    required: list[str] = []
    for each in [*shared, *(own if isinstance(own, list) else ())]:
        parameter = _meant(document, each)
        name = parameter.get("name")
        if isinstance(name, str) and parameter.get("in") in ("path", "query"):
            said = parameter.get("description")
            described = {"description": said} if isinstance(said, str) else {}
            properties[name] = _meant(document, parameter.get("schema")) | described
            required += [name] if parameter.get("required") is True else []
    body = _body(document, operation)
    members, wanted = body.get("properties"), body.get("required")
    properties |= members if isinstance(members, dict) else {}
    required += (
        [each for each in wanted if isinstance(each, str)] if isinstance(wanted, list) else []
    )
    return {"type": "object", "properties": properties} | (
        {"required": required} if required else {}
    )


def _body(document: Mapping[str, Any], operation: Mapping[str, Any]) -> dict[str, Any]:
    content = _meant(document, operation.get("requestBody")).get("content")
    first = next(iter(content.values()), None) if isinstance(content, dict) else None
    return _meant(document, first.get("schema")) if isinstance(first, dict) else {}


def _meant(document: Mapping[str, Any], value: Any) -> dict[str, Any]:
    """An object, or the one in the document that it refers to."""
    for _ in range(REFERENCES):
        if not isinstance(value, dict):
            return {}
        target = value.get("$ref")
        if not isinstance(target, str):
            return value
        value = document
        for step in target.removeprefix("#/").split("/"):
            value = value.get(step) if isinstance(value, dict) else None
    return {}
