"""A check as JUnit XML: one suite a server, one case a tool, with what fails of it.

As Jenkins and GitLab read it: https://github.com/jenkinsci/xunit-plugin (junit-10.xsd)
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from catalog.model.checked import CheckedServer
from catalog.model.matter import Kind, Matter
from publisher.excerpt import TEXT, cut
from publisher.reports.kinds import meaning
from publisher.reports.report import Report
from publisher.site.visible import in_one_line

Matters = Mapping[tuple[str, str | None], Sequence[Matter]]

ITSELF = "(the server)"
"""Stands for a tool's name in the case of a server as a whole."""
TOGETHER = "(across servers)"


def render(report: Report) -> str:
    """The document, indented, with a newline at its end."""
    by_place: dict[tuple[str, str | None], list[Matter]] = defaultdict(list)
    for each in report.matters:
        by_place[each.server, each.tool].append(each)
    suites = Element("testsuites", name="toolrisk")
    for server in report.checked.servers:
        _suite(suites, server, by_place)
    known = {each.server for each in report.checked.servers}
    rest = [each for each in report.matters if each.server not in known and not _gone(each)]
    if rest:
        suite = SubElement(suites, "testsuite", name=TOGETHER)
        for each in rest:
            _case(suite, TOGETHER, each.about, [each])
        _count(suite)
    _count(suites)
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _suite(suites: Element, server: CheckedServer, matters: Matters) -> None:
    suite = SubElement(suites, "testsuite", name=_plain(server.server))
    _case(suite, server.server, ITSELF, matters.get((server.server, None), ()))
    for name in dict.fromkeys(each.tool.name for each in server.tools):
        _case(suite, server.server, name, matters.get((server.server, name), ()))
    _count(suite)


def _case(suite: Element, server: str, name: str, matters: Sequence[Matter]) -> None:
    case = SubElement(suite, "testcase", classname=_plain(server), name=_plain(name))
    for each in matters:
        said = f"{each.about} {each.words}"
        if each.kind is Kind.UNKNOWN:
            told = SubElement(case, "error", type="unknown", message=_plain(cut(said, TEXT)))
        elif each.fails:
            key = meaning(each).key
            told = SubElement(case, "failure", type=key, message=_plain(cut(said, TEXT)))
        else:
            continue
        told.text = _plain(cut(each.evidence, TEXT))


def _count(element: Element) -> None:
    """The cases below it; one that fails twice is one failure."""
    cases = list(element.iter("testcase"))
    errors = sum(case.find("error") is not None for case in cases)
    failures = sum(case.find("failure") is not None for case in cases)
    element.attrib |= {
        "tests": str(len(cases)),
        "failures": str(failures),
        "errors": str(errors),
    }


def _gone(matter: Matter) -> bool:
    return matter.kind is Kind.GONE


def _plain(text: str) -> str:
    """In characters that XML can hold: https://www.w3.org/TR/xml/#charsets"""
    return in_one_line(text).replace("\t", "⟨U+0009⟩")
