"""A check as SARIF 2.1.0, for code scanning.

What was accepted is left out, so that its alert is closed.
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from catalog.model.checked import Place
from catalog.model.lock import writable
from catalog.model.matter import Kind, Matter
from publisher.excerpt import QUOTE, TEXT, cut
from publisher.reports.kinds import ALL, Meaning, meaning
from publisher.reports.report import Report
from publisher.site.visible import in_one_line

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
MOST = 25_000
"""Results of a run; GitHub refuses a file with more:
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""
REMARKS = {Kind.GONE, Kind.UNKNOWN}
RULES = {each.key: at for at, each in enumerate(ALL)}


def render(report: Report) -> str:
    """The document, indented, with a newline at its end."""
    open_still = [each for each in report.matters if not each.accepted]
    run = {
        "tool": {
            "driver": {
                "name": "toolrisk",
                "rules": [_rule(each) for each in ALL],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, report.root) for each in open_still[:MOST]],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(each: Meaning) -> dict[str, Any]:
    return {
        "id": f"toolrisk/{each.key}",
        "name": "".join(word.capitalize() for word in each.key.split("-")),
        "shortDescription": {"text": each.title},
        "fullDescription": {"text": each.help},
        "help": {"text": each.help},
        "properties": {
            "security-severity": f"{each.severity:.1f}",
            "precision": "high",
            "tags": ["security", "mcp", *each.threats],
        },
    }


def _result(matter: Matter, root: Path) -> dict[str, Any]:
    key = meaning(matter).key
    said = f"{matter.about} {matter.words}"
    if matter.evidence:
        said = f"{said} (“{cut(matter.evidence, QUOTE)}”)"
    return {
        "ruleId": f"toolrisk/{key}",
        "ruleIndex": RULES[key],
        "level": "error" if matter.fails else "note" if matter.kind in REMARKS else "warning",
        "message": {"text": _plain(cut(said, TEXT + QUOTE))},
        "locations": [_location(matter, root)],
        "partialFingerprints": {"toolrisk/v1": _fingerprint(matter)},
    }


def _location(matter: Matter, root: Path) -> dict[str, Any]:
    name = _plain(matter.tool or matter.server)
    logical = {"name": name, "fullyQualifiedName": _plain(matter.about), "kind": "function"}
    physical = {"physicalLocation": _physical(matter.place, root)} if matter.place else {}
    return {**physical, "logicalLocations": [logical]}


def _physical(place: Place, root: Path) -> dict[str, Any]:
    return {
        "artifactLocation": dict(_artifact(Path(place.file), root)),
        "region": {"startLine": place.line},
    }


def _artifact(file: Path, root: Path) -> Iterator[tuple[str, str]]:
    """As seen from the project where it is the project's, else where it is."""
    if file.is_relative_to(root):
        yield "uri", quote(file.relative_to(root).as_posix())
        yield "uriBaseId", ROOT
    else:
        yield "uri", f"file://{quote(writable(file.as_posix()))}"


def _fingerprint(matter: Matter) -> str:
    """The same as long as it is said of the same definition."""
    parts = [matter.kind, matter.server, matter.tool, matter.digest]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _plain(text: str) -> str:
    return in_one_line(text)
