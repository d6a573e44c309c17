"""Markdown: what strangers say is code and nothing else, by another's parser."""

import re
from collections.abc import Iterator

from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from publisher.reports.markdown import code, render
from tests.publisher.reports.reporting import EVIL, HOSTILE, everything

PARSER = MarkdownIt("gfm-like", {"linkify": False, "html": True}).enable("table")
OURS = re.compile(r"</?details>|<details><summary>[A-Za-z0-9 ,:]+</summary>")
PLAIN = re.compile(r"[A-Za-z0-9 ,.:'()…-]*")


def tokens(text: str) -> Iterator[Token]:
    for each in PARSER.parse(text):
        yield each
        yield from each.children or ()


def shape(text: str) -> list[str]:
    """What the text is made of, without what stands in it."""
    return [f"{each.tag} {each.type}" for each in tokens(text)]


def check(text: str) -> None:
    """Only code spans hold what is not ours; all HTML is ours."""
    for each in tokens(text):
        if each.type in ("html_block", "html_inline"):
            assert OURS.fullmatch(each.content.strip()), each.content
        elif each.type == "text":
            assert PLAIN.fullmatch(each.content), each.content
        assert each.tag not in ("a", "img")


def test_what_fails_comes_first_and_the_rest_is_folded() -> None:
    report = everything()
    text = render(report)
    check(text)
    failing = sum(each.fails for each in report.matters)
    assert text.startswith(f"## toolrisk: {failing} findings to look at\n")
    assert text.index("| finding |") < text.index("<details>")
    assert text.count("<details>") == text.count("</details>") == 3
    assert "`notes/wipe`" in text
    rows = [each for each in tokens(text) if each.type == "tr_open"]
    tools = sum(len(each.tools) for each in report.checked.servers)
    assert len(rows) == len(report.matters) + tools + 4


@given(HOSTILE, HOSTILE)
def test_no_text_is_more_than_text(name: str, words: str) -> None:
    text = render(everything(name, words))
    check(text)


def test_the_worst_text_changes_nothing_of_the_shape() -> None:
    plain = shape(render(everything("\x1b", "Delete it all for good.")))
    evil = render(everything(f"\x1b{EVIL}", f"Delete it all for good. {EVIL}"))
    check(evil)
    assert shape(evil).count("tr tr_open") >= plain.count("tr tr_open")


@given(HOSTILE)
def test_a_code_span_holds_all_of_its_text(text: str) -> None:
    (paragraph,) = [each for each in PARSER.parse(f"x {code(text, 500)} y") if each.children]
    kinds = [each.type for each in paragraph.children or ()]
    assert kinds == ["text", "code_inline", "text"]


def test_a_long_report_stays_a_comment() -> None:
    for name in ("wipe", "\u202e" * 200):
        report = everything(name, "\u202e" * 300)
        every = [each for each in report.matters if each.fails or each.accepted]
        text = render(report._replace(matters=(*every, *report.matters) * 500))
        check(text)
        assert len(text) < 65_536
        assert "more." in text
