"""A hostile catalog: no element, attribute or link comes from a stranger, nothing hides."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings

from catalog.model.classification import Finding, Warned
from catalog.model.listing import Input, Listing, Package, Remote, Repository
from catalog.model.page import ToolPage
from catalog.model.server import Apart, Doubt, Evidence
from catalog.taxonomy import Category, Effect, Reason, Risk
from publisher.page import Composition
from publisher.site.rendering import html
from publisher.site.visible import visible
from tests.publisher.demo import demo
from tests.publisher.markup import Markup
from tests.publisher.sites import build_site
from tests.publisher.strategies import ANY_TEXT
from tests.publisher.values import a_server, a_tool, a_verdict, composed, pages_of, skipped

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'\" onmouseover=alert(1) x='",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ 7 * 7 }}{% for a in range(9) %}x{% endfor %}{# gone #}",
    "{page.policy} {0} %s $HOME `id`",
    "</title></style></pre></code><h1>mine</h1>",
    "<!-- --><![CDATA[ ]]><?php echo 1 ?>",
    "&lt;b&gt; &#60;script&#62;",
    "\N{RIGHT-TO-LEFT OVERRIDE}lmth.exe\N{POP DIRECTIONAL FORMATTING}",
    "zero\N{ZERO WIDTH SPACE}width\0nul\x1b[31m",
]

OF_OURS = ["\ud800 lone", "a" * 5_000]
"""Apart, because a warning of ours or a note of what was cut brings an element more."""


def hostile(text: str) -> Composition:
    """A server that says `text` wherever a stranger can say anything."""
    tool = a_tool(
        text,
        text,
        title=f"{text} title",
        inputSchema={
            "properties": {text: {"type": text, "description": text, "enum": [text]}, "b": {}},
        },
    )
    finding = Finding(
        rule="r", says=Effect.READS, confidence=1, field=text, quote=text, start=0, end=1
    )
    verdict = a_verdict(
        tool,
        Category.WRITE,
        Risk.HIGH,
        rationale=f"It says {text}.",
        findings=(finding,),
        effects=(Effect.READS,),
        warnings=(Warned(rule="r", field=text, quote=text),),
    )
    listing = Listing(
        source=text,
        source_id=text,
        name=text,
        version=text,
        status=text,
        page=text,
        attribution=text,
        website=text,
        repository=Repository(url=text),
        packages=(
            Package(
                registry=text,
                identifier=text,
                version=text,
                transport=text,
                runtime_hint=text,
                environment=(Input(name=text, description=text, secret=True),),
            ),
        ),
        remotes=(Remote(transport=text, url=text, headers=(Input(name=text, required=True),)),),
    )
    doubt = Doubt(kind="look-alike", quote=text, detail=text)
    evidence = Evidence(kind=text, quote=text, listings=((text, text),))
    apart = Apart(kind=text, quote=text, why=text, servers=(text,), count=3)
    server = a_server(
        slug=text, title=text, description=text, id=text, listings=(listing,),
        evidence=(evidence,), apart=(apart,), doubts=(doubt,),
    )  # fmt: skip
    return composed(server, (tool, verdict))


@pytest.mark.parametrize("text", ATTACKS)
def test_a_hostile_catalog_has_the_structure_of_a_tame_one(text: str) -> None:
    tame = [Markup(html(page)).elements for page in pages_of(hostile("tame"))]
    assert [Markup(html(page)).elements for page in pages_of(hostile(text))] == tame


@pytest.mark.parametrize("text", [*ATTACKS, *OF_OURS])
def test_hostile_pages_are_safe_files_with_safe_links(text: str, tmp_path: Path) -> None:
    refused = skipped(a_server("other", text), Reason.CRASHED, text)
    build_site(pages_of(hostile(text), refused), tmp_path)
    for page in (tmp_path / "servers").rglob("*.html"):
        found = page.read_bytes().decode("utf-8")
        for link in Markup(found).leads:
            assert re.fullmatch(r"(\.\./)*[a-z0-9_/.-]+", link)
        outer = [link for link in Markup(found).links if ":" in link]
        assert [each for each in outer if not each.startswith("https://git.example/")] == []
        assert not unseen(found)


@settings(max_examples=60)
@given(ANY_TEXT)
def test_no_text_brings_an_element_or_an_attribute_of_its_own(text: str) -> None:
    ours = {each for page in pages_of(*demo()) for each in Markup(html(page)).elements}
    for page in pages_of(hostile(text)):
        found = html(page)
        assert set(Markup(found).elements) <= ours
        assert not unseen(found)


def test_hidden_characters_are_shown_not_obeyed() -> None:
    assert visible("pay\N{RIGHT-TO-LEFT OVERRIDE}lee") == "pay⟨U+202E⟩lee"
    assert visible("a\0b\x1bc") == "a⟨U+0000⟩b⟨U+001B⟩c"
    assert visible("two\r\nlines\tand\rmore") == "two\nlines\tand⟨U+000D⟩more"
    assert visible("Grüße, 港 and \N{ROCKET}") == "Grüße, 港 and \N{ROCKET}"
    page = html(hostile("x\N{RIGHT-TO-LEFT OVERRIDE}y").tools[0])
    assert '<h1 class="name">x⟨U+202E⟩y</h1>' in page


def test_every_control_and_format_character_of_unicode_is_shown() -> None:
    for number in range(0x110000):
        character = chr(number)
        hides = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        if hides and character not in "\n\t":
            assert visible(character) != character, hex(number)


def test_template_syntax_stays_text() -> None:
    page = Markup(html(hostile("{{ 7 * 7 }}").tools[0]))
    assert "{{ 7 * 7 }}" in page.text
    assert "49" not in page.text


def test_an_address_from_a_tampered_catalog_is_refused() -> None:
    page = demo()[0].tools[0].model_dump()
    for address in ("../../etc/cron.d/x.html", "servers/a/b.html\n", "javascript:alert(1)", "/x"):
        with pytest.raises(ValueError, match="address"):
            ToolPage.model_validate({**page, "address": address})


def test_an_ordinary_page_is_light() -> None:
    sizes = [len(html(page).encode()) for page in pages_of(*demo())]
    assert max(sizes) < 40_000


def unseen(text: str) -> list[str]:
    """Characters in the page that a reader could not see."""
    kinds = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return [each for each in text if unicodedata.category(each) in kinds and each not in "\n\t"]
