"""JUnit: read back by another's reader, one case a tool."""

from io import StringIO

from hypothesis import given
from junitparser import Error, Failure, JUnitXml

from publisher.reports.junit import ITSELF, TOGETHER, render
from tests.publisher.reports.reporting import EVIL, HOSTILE, everything


def read(text: str) -> JUnitXml:
    return JUnitXml.fromstring(text.encode())


def test_one_case_a_tool_with_what_fails_of_it() -> None:
    report = everything()
    suites = read(render(report))
    cases = {(case.classname, case.name): case for suite in suites for case in suite}
    tools = {(s.server, t.tool.name) for s in report.checked.servers for t in s.tools}
    servers = {(s.server, ITSELF) for s in report.checked.servers}
    assert tools | servers == {each for each in cases if each[0] != TOGETHER}
    failed = {
        each for each, case in cases.items() if any(isinstance(r, Failure) for r in case.result)
    }
    assert failed == {
        (each.server, each.tool or ITSELF) for each in report.matters if each.fails and each.server
    } | {(TOGETHER, "exfiltration")}
    assert any(isinstance(each, Error) for each in cases["dead", ITSELF].result)
    assert not cases["shop", "list_notes"].result or ("shop", "list_notes") in failed


def test_the_counts_are_those_of_the_cases() -> None:
    suites = read(render(everything()))
    assert suites.tests == sum(1 for suite in suites for _ in suite)
    assert suites.failures == sum(
        any(isinstance(r, Failure) for r in case.result) for suite in suites for case in suite
    )
    assert suites.errors >= 1


@given(HOSTILE, HOSTILE)
def test_no_text_breaks_the_xml(name: str, words: str) -> None:
    text = render(everything(name, words))
    assert read(text)
    assert StringIO(text).readline() == '<?xml version="1.0" encoding="UTF-8"?>\n'


def test_the_worst_text_is_xml() -> None:
    assert read(render(everything(EVIL, EVIL * 50)))
