"""Each JSON document of a site against the schema that the site has for it."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

OF_OTHERS = re.compile(r"schemas/.*|.*[/.]policy\.json|.*/policy/.*")
"""What has a form of its own: schemas, and documents for policy engines."""


def wrong_documents(site: Path) -> Iterator[str]:
    """What is wrong with pages as JSON, passports, and lines of JSON."""
    for path in sorted(site.rglob("*.json")):
        name = path.relative_to(site).as_posix()
        if not OF_OTHERS.fullmatch(name):
            value = json.loads(path.read_bytes())
            yield from _wrong(site, name, _kind(value), value)
    for path in sorted(site.rglob("*.jsonl")):
        name = path.relative_to(site).as_posix()
        for line in path.read_bytes().splitlines():
            kind = "server" if name == "catalog.jsonl" else "tool"
            yield from _wrong(site, name, kind, json.loads(line))


def _kind(value: Any) -> str:
    return "passport" if value["kind"] == "toolrisk passport" else f"{value['kind']}-page"


def _wrong(site: Path, name: str, kind: str, value: Any) -> Iterator[str]:
    for error in _validator(site, kind).iter_errors(value):
        yield f"{name}: {error.json_path}: {error.message[:200]}"


@cache
def _validator(site: Path, kind: str) -> Draft202012Validator:
    schema = json.loads((site / f"schemas/{kind}.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
