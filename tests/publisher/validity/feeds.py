"""The feeds, sitemaps and `llms.txt` of a site, by the forms that they are to have."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
from lxml import etree
from markdown_it import MarkdownIt

FORMS = Path(__file__).parent
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def wrong_feeds(site: Path) -> Iterator[str]:
    """What is wrong with the Atom feeds."""
    form = etree.RelaxNG(etree.parse(FORMS / "atom.rng"))
    for path in sorted(site.glob("feeds/*.xml")):
        yield from _misformed(form, path)
        read = feedparser.parse(path.read_bytes())
        if read.bozo or read.version != "atom10":
            yield f"{path.name}: {read.get('bozo_exception')}"
        ids = [each.id for each in read.entries]
        if len(set(ids)) < len(ids):
            yield f"{path.name}: two entries have one id"


def wrong_sitemaps(site: Path, base: str) -> Iterator[str]:
    """What is wrong with the sitemaps, and each page that they tell twice or make up."""
    form = etree.XMLSchema(etree.parse(FORMS / "sitemap.xsd"))
    told: list[str] = []
    yield from _misformed(form, site / "sitemap.xml")
    for part in _places(site / "sitemap.xml"):
        path = site / part.removeprefix(base)
        yield from _misformed(form, path)
        told += _places(path)
    pages = {base + each.relative_to(site).as_posix() for each in site.rglob("*.html")}
    yield from (f"{each}: told and not there" for each in set(told) - pages)
    yield from (f"{each}: told twice" for each, times in Counter(told).items() if times > 1)


def wrong_llms(text: str) -> Iterator[str]:
    """What is otherwise than llmstxt.org has it: a title, a summary, then sections of links."""
    tokens = [each for each in MarkdownIt().parse(text) if each.nesting >= 0]
    kinds = [each.tag for each in tokens if each.type.endswith("_open")]
    if kinds[:2] != ["h1", "blockquote"]:
        yield f"llms.txt begins with {kinds[:2]}"
    after = kinds[kinds.index("h2") :]
    if set(after) - {"h2", "ul", "li", "p"}:
        yield f"llms.txt has sections with {set(after)}"
    if kinds.count("h1") != 1:
        yield "llms.txt has more than one title"


def _misformed(form: Any, path: Path) -> Iterator[str]:
    form.validate(etree.parse(path))
    yield from (f"{path.name}:{each.line}: {each.message}" for each in form.error_log)


def _places(path: Path) -> list[str]:
    return [str(each.text) for each in etree.parse(path).iter(f"{SPACE}loc")]
