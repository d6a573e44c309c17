"""The search page finds, in a browser and from a disk, what one finds who looks through all."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from catalog.model.card import Card, ServerCard, ToolCard
from catalog.taxonomy import Action, Category, Effect, Risk, Trait
from publisher.site.assets import assets
from publisher.site.build import build
from publisher.site.owner import Owner
from publisher.site.search import lines, shards
from publisher.site.search.index import search_batches
from publisher.site.search.query import asked, rank
from publisher.site.search.subject import Subject, gravest_first, subjects
from publisher.site.single import constant
from publisher.site.visible import in_one_line
from tests.browser.audit import violations
from tests.browser.serving import served
from tests.browser.watched import sideways, watched

pytestmark = pytest.mark.slow

SHOWN = 20
WORDS = (
    *("delete", "file", "files", "user", "users", "get", "list", "send", "mail"),
    *("crème", "天气", "查询", "straße", "GitHub", "runQuery"),
)
NASTY = (
    "<img src=x onerror=alert(1)>",
    "__proto__",
    "constructor",
    "\N{RIGHT-TO-LEFT OVERRIDE}lmth",
    "javascript:alert(1)",
)
QUERIES = (
    *("d", "delete", "DEL", "delete file", "deletefile", "delete_fi", "file del", "user get"),
    *("creme", "CRÈME", "天", "查询", "strasse", "straße", "github", "git hub", "GitHub", "run"),
    *("risk:critical", "risk:crit delete", "category:write mail", "effect:sends", "RISK:low g"),
    *("trait:free_input", "category:notclassified", "grade:a", "server:office", "server:mail get"),
    *("proto", "constructor", "onerror", "<img", "lmth", "javascript:alert(1)", "zzz", "f zzz"),
)


def cards() -> list[Card]:
    """A few hundred tools on ten servers, some of them with names that mean harm."""
    drawn = random.Random(9)  # noqa: S311 - for tests
    servers = [_server(number, f"{drawn.choice(WORDS)} Office") for number in range(10)]
    names = ["_".join(drawn.sample(WORDS, drawn.randint(1, 3))) for _ in range(300)]
    every = [*names, *NASTY]
    return [*servers, *(_tool(at, name, drawn) for at, name in enumerate(every))]


def _server(number: int, title: str) -> ServerCard:
    return ServerCard(
        f"servers/s{number}/index.html", title, f"io.example/s{number}", "Does it.", None, (),
        "AF"[number % 2], (), 30, 0, (0,) * 5, 0, (0,) * 4, (),
    )  # fmt: skip


def _tool(at: int, name: str, drawn: random.Random) -> ToolCard:
    return ToolCard(
        f"servers/s{at % 10}/t{at}.html", name, f"{drawn.choice(WORDS)} Office",
        f"servers/s{at % 10}/index.html", " ".join(drawn.sample(WORDS, 4)),
        drawn.choice(list(Category)), drawn.choice(list(Risk)), at % 7 == 0, at % 9 == 0,
        Action.ASK, (drawn.choice(list(Effect)),), (drawn.choice(list(Trait)),), "nothing",
        (), (), (),
    )  # fmt: skip


@pytest.fixture(scope="module")
def found_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A site that has nothing but its search, whose index is cut into small files."""
    folder = tmp_path_factory.mktemp("search") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "LITTLE", 200)
        patch.setattr(shards, "SHARE", 10)
        index = search_batches(cards(), Owner())
        build([*index, *(constant(*each) for each in assets())], folder)
        yield folder


def ask(page: Page, text: str) -> tuple[str, list[str]]:
    """What is said of the search, and the names that are shown."""
    page.locator("#query").fill(text)
    page.locator("#results[aria-busy=false]").wait_for(state="attached")
    said = page.locator("#found").text_content() or ""
    return said, page.locator("#results a").all_text_contents()


def expected(text: str, among: list[Subject]) -> list[Subject]:
    query = asked(text)
    ranked = ((rank(query, each), each) for each in among)
    found = [(place, gravest_first(each), each) for place, each in ranked if place is not None]
    return [each for *_, each in sorted(found)]


@pytest.mark.parametrize("over", ["http", "file"])
def test_it_finds_what_there_is_best_first(over: str, browser: Browser, found_in: Path) -> None:
    among = subjects(cards())
    with served(found_in) as base:
        origin = base if over == "http" else f"{found_in.as_uri()}/"
        with watched(browser, origin) as view:
            page = view.open("search.html")
            for text in QUERIES:
                best = expected(text, among)
                said, names = ask(page, text)
                assert (text, names) == (text, [in_one_line(each.name) for each in best[:SHOWN]])
                assert said.startswith(f"{len(best)} found" if best else "Nothing found")


def test_it_is_used_by_keyboard_alone(browser: Browser, found_in: Path) -> None:
    size = {"width": 320, "height": 700}
    with served(found_in) as base, watched(browser, base, viewport=size) as view:
        page = view.open("search.html#q=delete")
        page.locator("#results a").first.wait_for()
        assert violations(page) == []
        assert sideways(page) <= 0
        page.locator("#query").blur()
        page.keyboard.press("/")
        page.keyboard.type("get")
        page.wait_for_url("**/search.html#q=get")
        page.get_by_role("status").filter(has_text="found").wait_for()
        for key, focus in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
            page.keyboard.press(key)
            at = "[...document.querySelectorAll('#results a')].indexOf(document.activeElement)"
            assert page.evaluate(at) == focus
        page.keyboard.press("Escape")
        assert page.locator("#query").input_value() == ""
        assert page.locator("#results a").count() == 0
        assert page.evaluate("document.activeElement.id") == "query"


def test_a_search_is_a_link_and_enter_opens_the_first(browser: Browser, found_in: Path) -> None:
    first = expected("delete file", subjects(cards()))[0]
    (found_in / first.address).parent.mkdir(parents=True, exist_ok=True)
    (found_in / first.address).write_text("<!doctype html><title>it</title>")
    for address in ("search.html#q=delete%20file", "search.html?q=delete+file"):
        with watched(browser, f"{found_in.as_uri()}/") as view:
            page = view.open(address)
            page.locator("#results a").first.wait_for()
            page.locator("#query").press("Enter")
            page.wait_for_url(f"**/{first.address}")


def test_an_index_that_is_not_whole_or_has_changed_is_told_of(
    browser: Browser, found_in: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/records/*.js", lambda route: route.abort())
    page.goto(f"{found_in.as_uri()}/search.html#q=delete")
    page.get_by_text("could not be loaded").wait_for()
    page.unroute("**/records/*.js")
    changed = "toolriskSearch.words('other',{},[])"
    page.route(
        "**/words/*.js",
        lambda route: route.fulfill(
            body=changed.format(route.request.url.rpartition("/")[2][:-3]),
            content_type="text/javascript",
        ),
    )
    page.goto(f"{found_in.as_uri()}/search.html?again#q=get")
    page.get_by_text("has just been renewed").wait_for()
    context.close()


def test_without_scripts_it_says_so(browser: Browser, found_in: Path) -> None:
    with watched(browser, f"{found_in.as_uri()}/", java_script_enabled=False) as view:
        page = view.open("search.html")
        assert page.get_by_text("needs JavaScript").is_visible()
        assert not page.locator("#query").is_visible()
