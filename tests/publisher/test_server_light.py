"""However much a server says, its pages stay light, and every tool of it stands on one."""

import re
from typing import Any

import pytest

from catalog.model.listing import Argument, Input, Listing, Package, Remote, Repository
from catalog.model.page import Entry
from catalog.model.server import Apart, Doubt, Evidence
from catalog.model.snapshot import Introspected, Named
from catalog.model.tool import Malformed
from catalog.taxonomy import Category, Effect, Risk, Trait
from publisher.page import Composition, compose
from publisher.site.fit import fit
from publisher.site.owner import Owner
from publisher.site.policy_files import policy_files
from publisher.site.server_html import LIMIT, server_html
from publisher.site.server_view import FIRST, NEXT, page_count
from tests.publisher.markup import Markup
from tests.publisher.values import a_server, a_snapshot, a_tool, a_verdict, composed

HEAVY = [
    "\U000e0041" * 600,
    "<&\"'>" * 120,
    "word " * 120,
]


def pages(made: Composition) -> list[str]:
    policies = tuple(policy_files(made.server, made.tools))
    return [each.decode() for each in server_html(made.server, policies, Owner())]


def of_tools(count: int) -> Composition:
    tools = [a_tool(f"tool_{number:03}", "Reads a note.") for number in range(count)]
    return composed(a_server(), *((each, a_verdict(each, Category.READ)) for each in tools))


@pytest.mark.parametrize("count", [0, 1, FIRST, FIRST + 1, FIRST + NEXT, FIRST + NEXT + 1, 500])
def test_every_tool_stands_on_one_of_the_pages(count: int) -> None:
    made = pages(of_tools(count))
    assert len(made) == page_count(count)
    linked = [
        link
        for page in made
        for link in Markup(page).links
        if re.fullmatch(r"tool_\d+\.html", link)
    ]
    assert linked == [f"tool_{number:03}.html" for number in range(count)]
    assert all(len(each.encode()) <= LIMIT for each in made)


def test_pages_of_tools_lead_to_each_other() -> None:
    made = pages(of_tools(500))
    ways = [{link for link in Markup(page).links if "/tools." in link} for page in made]
    assert "../../servers/harbour/tools.2.html" in ways[0]
    assert f"../../servers/harbour/tools.{len(made)}.html" in ways[0]
    assert all("../../servers/harbour/index.html" in Markup(page).links for page in made[1:])


def heavy(text: str) -> Composition:
    """A server that says as much as can be, wherever it can."""
    wants = tuple(Input(name=f"{number}{text}", description=text) for number in range(50))
    package = Package(
        registry=text, identifier=text, version=text, runtime_hint=text, environment=wants,
        arguments=tuple(Argument(name=f"--{number}{text}") for number in range(50)),
    )  # fmt: skip
    remote = Remote(transport=text, url=f"https://{text}", headers=wants)
    listing = Listing(
        source=text, source_id=text, name=text, version=text, status=text, attribution=text,
        website=text, repository=Repository(url=text),
        packages=tuple(package.model_copy(update={"version": f"{at}{text}"}) for at in range(30)),
        remotes=(remote,) * 30,
    )  # fmt: skip
    server = a_server(
        title=text,
        description=text,
        id=text,
        listings=(listing,) * 40,
        evidence=(Evidence(kind=text, quote=text),) * 40,
        apart=(Apart(kind=text, quote=text, why=text, servers=(text,) * 40, count=90),) * 40,
        doubts=(Doubt(kind="look-alike", quote=text, detail=text),) * 40,
    )
    effects = (Effect.SECRETS, Effect.INGESTS, Effect.SENDS, Effect.EXECUTES)
    tools = [a_tool(f"{number}{text}", text) for number in range(FIRST + NEXT)]
    verdicts: list[Any] = [
        (
            each,
            a_verdict(each, Category.EXECUTE, Risk.CRITICAL, effects=effects, traits=(*Trait,)),
        )
        for each in tools
    ]
    outcome = Introspected(
        tools=tuple(tools),
        malformed=(Malformed(position=1, reason=text, excerpt=text),) * 40,
        warnings=(text,) * 40,
        protocol_version=text,
        server_info={"name": text, "version": text},
        capabilities={f"{number}{text}": {} for number in range(40)},
        instructions=text,
        prompts=(Named(name=text),) * 40,
        resources=(Named(name=text, uri=text),) * 40,
    )
    made = compose(server, a_snapshot(server, outcome), verdicts)
    entry = Entry(at="2026-11-02T09:30:00+00:00", kind="changed", says=text[:500], tool=text[:120])
    return made._replace(server=made.server.model_copy(update={"history": (entry,) * 40}))


@pytest.mark.parametrize("text", HEAVY, ids=lambda text: ascii(text[:6]))
def test_the_heaviest_server_has_light_pages(text: str) -> None:
    made = pages(heavy(text))
    assert [len(each.encode()) for each in made if len(each.encode()) > LIMIT] == []
    assert len(made) == 2


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("abc", 3, "abc"),
        ("abcdef", 5, "ab…"),
        ("a<b", 6, "a<b"),
        ("a<bcd", 7, "a…"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}" * 3, 20, "\N{RIGHT-TO-LEFT OVERRIDE}…"),
        ("", 0, ""),
    ],
)
def test_what_is_written_of_a_text_fits(text: str, limit: int, kept: str) -> None:
    assert fit(text, limit) == kept
