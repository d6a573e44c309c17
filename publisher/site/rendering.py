"""A page's content → HTML and JSON.

Every expression of every template passes `visible` and then Jinja's escaping, so that no
template can forget either.
"""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from catalog.model.page import GonePage, Page, Quote, ServerPage, ToolPage
from catalog.taxonomy import CATEGORY_MEANING, EFFECT_MEANING, RISK_MEANING, TRAIT_MEANING
from publisher.addresses import json_address, policy_address, root_from, tools_address
from publisher.browse.paging import near
from publisher.excerpt import DESCRIPTION, cut
from publisher.reference.patterns import pattern_address
from publisher.reference.rules import rule_address, told
from publisher.site.alike import Like
from publisher.site.brief import LIMIT, brief
from publisher.site.dispute import dispute_link
from publisher.site.fit import fit
from publisher.site.owner import Owner
from publisher.site.search.page import SearchPage
from publisher.site.server_view import file_of, view
from publisher.site.told import Told
from publisher.site.visible import visible
from publisher.threats.pattern import named
from publisher.words import (
    browse,
    grade,
    machine,
    method,
    reference,
    report,
    search,
    server_page,
)
from publisher.words import site as words
from publisher.words import tool_page as tool_words
from publisher.words.server import UNVERIFIED_TOOLS, WHY_SKIPPED, plural

NOBODY = Owner()
"""Who has configured nothing."""


Shown = Page | GonePage | Told
"""What machines may read, too."""


def html(page: Shown | SearchPage, similar: Sequence[Like] = (), owner: Owner = NOBODY) -> str:
    """The page as HTML; `similar` are tools that a reader of a tool's page may compare."""
    root = root_from(page.address)
    said: dict[str, Any] = {"page": page, "similar": similar, "owner": owner, "root": root}
    if isinstance(page, ServerPage):
        said["view"] = view(page)
    if isinstance(page, ToolPage):
        said["dispute"] = dispute_link(page, owner)
    text = rendered(f"{page.kind}.html", **said)
    if isinstance(page, ToolPage) and len(text.encode()) > LIMIT:
        return rendered("tool.html", **said | {"page": brief(page)})
    return text


def rendered(template: str, **said: Any) -> str:
    """What the template makes of these values."""
    return _environment().get_template(template).render(said)


def as_json(page: Shown) -> str:
    """The page as JSON, ASCII only, so that lone surrogates and NUL survive."""
    return json.dumps(page.model_dump(mode="json"), indent=1) + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("publisher.site"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {"words": words, "plural": plural, "why_skipped": WHY_SKIPPED}
    environment.globals |= {"unverified_tools": UNVERIFIED_TOOLS, "search": search}
    environment.globals |= {"machine": machine}
    environment.globals |= {"of_server": server_page, "of_grade": grade}
    environment.globals |= {"of_browse": browse, "of_reference": reference, "of_method": method}
    environment.globals |= {"of_report": report}
    environment.globals |= {"near": near}
    environment.globals |= {"effect_meaning": EFFECT_MEANING, "trait_meaning": TRAIT_MEANING}
    environment.globals |= {"tool_words": tool_words, "meaning": EFFECT_MEANING | TRAIT_MEANING}
    environment.globals |= {"category_meaning": CATEGORY_MEANING, "risk_meaning": RISK_MEANING}
    environment.filters |= {
        "capitalized": lambda text: text[:1].upper() + text[1:],
        "day": lambda at: at[:10],
        "moment": lambda at: at[:16].replace("T", " ") + " UTC",
        "patterns": lambda ids: list(named(ids)),
        "pattern_address": pattern_address,
        "rule_address": _rule_page,
        "quotes_of": _quotes_of,
        "spelled": lambda words: ", ".join(map(spaced, words)),
        "json_address": json_address,
        "policy_address": policy_address,
        "is_whole": lambda text: len(text) <= DESCRIPTION,
        "fit": fit,
        "file": file_of,
        "tools_address": tools_address,
        "excerpt": lambda text: cut(text, DESCRIPTION),
    }
    return environment


@cache
def _rule_page(rule: str) -> str | None:
    """The address of the rule's page; None for what no rule of this version said."""
    return rule_address(rule) if rule in {each.id for each in told()} else None


def _quotes_of(page: ToolPage, word: str) -> list[Quote]:
    return [each for each in page.evidence if each.says == spaced(word)]


def spaced(word: str) -> str:
    """A word of the taxonomy as it is read: `open world`."""
    return word.replace("_", " ")


def _finalize(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
