"""A verdict as the JSON object that `classify`, `show` and scripts share (schema_version 1)."""

import json
from typing import Any

import orjson

from catalog.model.classification import Classification
from catalog.model.tool import Tool
from catalog.taxonomy import Effect
from classifier.declared import contradictions

SCHEMA_VERSION = 1


def verdict_line(server: str, tool: Tool, verdict: Classification) -> bytes:
    """One line of JSON, with its newline; ASCII-escaped where a text is no valid Unicode."""
    document = verdict_document(server, tool, verdict)
    try:
        return orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:  # lone surrogates
        return json.dumps(document).encode() + b"\n"


def verdict_document(server: str, tool: Tool, verdict: Classification) -> dict[str, Any]:
    """The object itself; its form is documented in the README and changes only by version."""
    return {
        "schema_version": SCHEMA_VERSION,
        "server": server,
        "tool": tool.name,
        "digest": tool.digest,
        "category": verdict.category,
        "baseline": verdict.baseline,
        "risk": verdict.risk,
        "confidence": verdict.confidence,
        "abstained": verdict.abstained,
        "decided_by": verdict.decided_by,
        "classifier": verdict.version,
        "rationale": verdict.rationale,
        "effects": list(verdict.effects),
        "traits": list(verdict.traits),
        "evidence": [
            {
                "rule": each.rule,
                "effect" if isinstance(each.says, Effect) else "trait": each.says,
                "field": each.field,
                "quote": each.quote,
                "start": each.start,
                "end": each.end,
            }
            for each in verdict.findings
        ],
        "actions": [each.model_dump() for each in verdict.actions],
        "contradictions": list(contradictions(tool, verdict)) if tool.annotations else [],
        "warnings": [each.model_dump() for each in verdict.warnings],
    }
