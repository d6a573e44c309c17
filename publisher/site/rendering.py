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

from catalog.model.card import ToolCard
from catalog.model.page import GonePage, Page, ServerPage
from catalog.taxonomy import CATEGORY_MEANING, EFFECT_MEANING, RISK_MEANING, TRAIT_MEANING
from publisher.addresses import json_address, policy_address, root_from, tools_address
from publisher.browse.paging import near
from publisher.excerpt import DESCRIPTION, cut
from publisher.site.fit import fit
from publisher.site.overview import Overview
from publisher.site.owner import Owner
from publisher.site.search.page import SearchPage
from publisher.site.server_view import file_of, view
from publisher.site.visible import visible
from publisher.words import browse, grade, method, reference, search, server_page
from publisher.words import site as words
from publisher.words.server import UNVERIFIED_TOOLS, WHY_SKIPPED, plural

NOBODY = Owner()
"""Who has configured nothing."""


Told = Page | GonePage | Overview
"""What machines may read, too."""


def html(page: Told | SearchPage, similar: Sequence[ToolCard] = (), owner: Owner = NOBODY) -> str:
    """The page as HTML; `similar` are tools that a reader of a tool's page may compare."""
    said: dict[str, Any] = {"page": page, "similar": similar, "owner": owner}
    if isinstance(page, ServerPage):
        said["view"] = view(page)
    return rendered(f"{page.kind}.html", root=root_from(page.address), **said)


def rendered(template: str, **said: Any) -> str:
    """What the template makes of these values."""
    return _environment().get_template(template).render(**said)


def as_json(page: Told) -> str:
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
    environment.globals |= {"of_server": server_page, "of_grade": grade}
    environment.globals |= {"of_browse": browse, "of_reference": reference, "of_method": method}
    environment.globals |= {"near": near}
    environment.globals |= {"effect_meaning": EFFECT_MEANING, "trait_meaning": TRAIT_MEANING}
    environment.globals |= {"category_meaning": CATEGORY_MEANING, "risk_meaning": RISK_MEANING}
    environment.filters |= {
        "json_address": json_address,
        "policy_address": policy_address,
        "is_whole": lambda text: len(text) <= DESCRIPTION,
        "fit": fit,
        "file": file_of,
        "tools_address": tools_address,
        "excerpt": lambda text: cut(text, DESCRIPTION),
    }
    return environment


def _finalize(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
