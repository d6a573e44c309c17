"""What is published of tools that nobody has seen a server offer."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from catalog.model.card import server_card
from catalog.model.classification import Classification
from catalog.model.snapshot import Skipped
from catalog.model.tool import Tool
from catalog.taxonomy import Action, Category, Reason, Risk
from publisher.browse.tally import Tallies
from publisher.page import Composition, compose
from publisher.page_index import index_page
from publisher.policy.recommend import recommend
from publisher.site.shelf import Cards
from tests.publisher.markup import Markup
from tests.publisher.sites import build_site
from tests.publisher.strategies import verdicts
from tests.publisher.values import a_server, a_snapshot, a_tool, a_verdict, pages_of

READ, DROP = a_tool("find_note", "Finds a note."), a_tool("drop_note", "Drops a note.")


def unstartable() -> Composition:
    server = a_server()
    skipped = Skipped(reason=Reason.CRASHED, detail="exit code 1", unverified=(READ, DROP))
    judged = [
        (READ, a_verdict(READ, Category.READ)),
        (DROP, a_verdict(DROP, Category.DESTRUCTIVE, Risk.HIGH)),
    ]
    return compose(server, a_snapshot(server, skipped), judged)


@given(st.lists(verdicts(), max_size=8))
def test_no_rule_lets_a_call_through_unasked(
    judged: list[tuple[Tool, Classification]],
) -> None:
    seen = {rule.tool: rule for rule in recommend("s", judged).rules}
    for rule in recommend("s", judged, unverified=True).rules:
        assert rule.action.rank >= max(Action.ASK.rank, seen[rule.tool].action.rank)
        assert "nobody has seen the server offer it" in rule.reason


def test_a_rule_says_why_it_asks() -> None:
    rules = {rule.tool: rule for rule in unstartable().policy.rules}
    assert rules["find_note"].action is Action.ASK
    assert rules["find_note"].reason == (
        "Requires human approval: it was read from the source of the server's package; "
        "nobody has seen the server offer it."
    )
    assert rules["drop_note"].action is Action.HIDE
    assert rules["drop_note"].reason.startswith("What it removes may be gone for good")


def test_a_servers_page_says_that_its_list_may_be_incomplete() -> None:
    page = unstartable().server
    assert page.skipped is Reason.CRASHED
    assert page.summary == (
        "Harbour Files: not looked at (crashed); its source names 2 tools, at worst of high "
        "risk, unverified."
    )
    assert "it may offer others, so that this list may be incomplete" in page.outcome
    assert [(line.title, line.unverified) for line in page.tools] == [
        ("drop_note", True),
        ("find_note", True),
    ]
    assert page.questions == ()  # their answers would say what the server has not


def test_a_tools_page_is_marked() -> None:
    for page in unstartable().tools:
        assert page.unverified
        assert page.summary.endswith("Unverified: read from source.")


def test_the_index_counts_the_server_as_one_that_was_not_looked_at() -> None:
    index = index_page(Tallies(Cards([], [server_card(unstartable().server)])))
    assert (index.tools, index.servers, sum(index.by_risk.values())) == (0, (), 0)
    (line,) = index.skipped
    assert line.tools == 2


def test_the_site_shows_the_marks(tmp_path: Path) -> None:
    build_site(pages_of(unstartable()), tmp_path)
    folder = tmp_path / "servers" / "harbour"
    texts = {each.name: Markup(each.read_text()).text for each in folder.glob("*.html")}
    assert texts["index.html"].count("unverified") >= 3
    assert "Unverified: this definition was read from the source" in texts["find_note.html"]
    index = Markup((tmp_path / "index.html").read_text()).text
    assert "2 tools read from source, unverified" in index
