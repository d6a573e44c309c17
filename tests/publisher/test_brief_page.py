"""A page with too much of everything is cut until it is light, and says so."""

import pytest

from catalog.model.classification import Warned
from catalog.model.page import ToolPage
from catalog.taxonomy import Category, Effect, Risk, Trait
from publisher.site.brief import LIMIT
from publisher.site.rendering import as_json, html
from publisher.words.tool_page import BRIEF
from tests.publisher.values import a_finding, a_server, a_tool, a_verdict, composed

HEAVY = ["a", "\U000e0041", '"&']


def overfull(letter: str) -> ToolPage:
    """As much as a stranger can say, in names of that letter."""
    text = letter * 1_500
    properties = {
        f"{text}{n}": {"description": text, "enum": [f"{text}{at}" for at in range(30)]}
        for n in range(130)
    }
    long = text * 20 + "send"
    tool = a_tool(text, long, title=f"{text}!", inputSchema={"properties": properties})
    verdict = a_verdict(
        tool,
        Category.WRITE,
        Risk.HIGH,
        rationale=text,
        effects=tuple(Effect),
        traits=tuple(Trait),
        findings=tuple(a_finding(each, "description", long, "send") for each in Effect),
        warnings=(Warned(rule="r", field=text, quote=text),) * 30,
    )
    return composed(a_server(text, text, description=text, id=text), (tool, verdict)).tools[0]


@pytest.mark.parametrize("letter", HEAVY)
def test_the_heaviest_page_is_light_enough_and_says_that_it_was_cut(letter: str) -> None:
    page = overfull(letter)
    written = html(page)
    assert len(written.encode()) <= LIMIT
    assert BRIEF in written
    assert len(as_json(page)) > LIMIT


def test_an_ordinary_page_is_whole() -> None:
    tool = a_tool("t", "Reads a note.")
    page = composed(a_server(), (tool, a_verdict(tool, Category.READ))).tools[0]
    assert BRIEF not in html(page)
