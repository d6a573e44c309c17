"""Names that mislead are told, and others are left in peace."""

import pytest

from catalog.letters import mixes_letters, skeleton
from crawler.identity import merge
from tests.crawler.identities import holding, said


def doubts(name: str, *others: str) -> list[str]:
    listings = [said(each, day=number) for number, each in enumerate(others, 1)]
    found = holding(name, *listings, said(name, day=28)).doubts
    return [each.kind for each in found]


@pytest.mark.parametrize(
    "name",
    [
        "io.github.modelcontextprotoco1/filesystem",
        "io.github.modelcontextprotcol/filesystem",
        "io.github.modelcontextprotcool/filesystem",
        "io.github.modelcontextprotocols/filesystem",
        "io.github.model-context-protocol/filesystem",
        "com.modelcontextprotocoll/filesystem",
        "io.github.rnodelcontextprotocol/file-system",
    ],
)
def test_a_publisher_s_name_that_is_spelled_nearly_so(name: str) -> None:
    assert doubts(name, "io.github.modelcontextprotocol/filesystem") == ["look-alike"]


@pytest.mark.parametrize(
    "name",
    [
        "io.github.acme/filesystem",
        "io.github.modelcontextprotocol/time",
        "com.modelcontextprotocol/filesystem",
        "io.github.modelcontextprotocoal/other",
    ],
)
def test_other_names_are_left_in_peace(name: str) -> None:
    assert doubts(name, "io.github.modelcontextprotocol/filesystem") == []


def test_short_names_are_other_words() -> None:
    assert doubts("io.github.esa/search", "io.github.exa/search") == []


@pytest.mark.parametrize(
    ("package", "model"),
    [
        ("npm:mongodb-mcp-servre", "npm:mongodb-mcp-server"),
        ("npm:m0ngodb-mcp-server", "npm:mongodb-mcp-server"),
        ("npm:mongodbmcpserver", "npm:mongodb-mcp-server"),
        ("npm:@playwrigth/mcp", "npm:@playwright/mcp"),
        ("oci:ghcr.io/githud/server", "oci:ghcr.io/github/server"),
    ],
)
def test_a_package_that_is_spelled_nearly_so(package: str, model: str) -> None:
    well_known = said("com.mongodb/server", model, day=1)
    taken = said("io.github.evil/x", package, repository="https://github.com/evil/x", day=2)
    (doubt,) = holding(taken.name, well_known, taken).doubts
    assert doubt.kind == "look-alike"
    assert model.partition(":")[2] in doubt.detail
    assert holding(well_known.name, well_known, taken).doubts == ()


def test_who_names_the_other_s_repository_is_not_thought_the_other() -> None:
    repository = "https://github.com/mongodb-js/mongodb-mcp-server"
    well_known = [
        said(f"mongodb-{each}", "npm:mongodb-mcp-server", source=each, repository=repository)
        for each in "abc"
    ]
    taken = said("mongo", "npm:mongodb-mcp-sever", source="d", repository=repository)
    assert [each.kind for each in holding("mongo", *well_known, taken).doubts] == ["look-alike"]


def test_a_namespace_whose_repository_is_another_s() -> None:
    stranger = said("io.github.evil/tool", repository="https://github.com/Acme/tool")
    owner = said("io.github.acme/tool", repository="https://github.com/Acme/tool")
    domain = said("dev.evil/tool", repository="https://github.com/Acme/tool")
    assert [
        [(each.kind, each.quote) for each in holding(one.name, stranger, owner, domain).doubts]
        for one in (stranger, owner, domain)
    ] == [[("namespace", "io.github.evil/tool")], [], []]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Gооgle Drive", True),  # noqa: RUF001 - Cyrillic, which is the point
        ("Pay\u200bPal", True),
        ("\u202eevil", True),
        ("Привет", False),
        ("Café 天気 ☁\ufe0f", False),
        ("👩\u200d💻 Coder", False),
        ("Weather", False),
    ],
)
def test_letters_that_are_taken_for_others(title: str, told: bool) -> None:  # noqa: FBT001 - a case
    assert mixes_letters(title) is told
    (server,) = merge([said("a.b/c", title=title)])
    assert [each.kind for each in server.doubts] == (["mixed letters"] if told else [])


def test_names_that_look_alike_have_one_skeleton() -> None:
    assert skeleton("Gооg1e-Drive") == skeleton("google_drive")  # noqa: RUF001 - as above
    assert skeleton("rnodern") == skeleton("modern")
    assert skeleton("ｆｅｔｃｈ") == skeleton("fetch")  # noqa: RUF001 - as above
    assert skeleton("fetch") != skeleton("patch")
