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
from catalog.model.page import GonePage, IndexPage, Page
from catalog.taxonomy import EFFECT_MEANING, TRAIT_MEANING
from publisher.addresses import json_address, policy_address, root_from
from publisher.excerpt import DESCRIPTION, cut
from publisher.site.owner import Owner
from publisher.site.visible import visible
from publisher.words import site as words
from publisher.words.server import UNVERIFIED_TOOLS, WHY_SKIPPED, plural

NOBODY = Owner()
"""Who has configured nothing."""


Shown = Page | IndexPage | GonePage
"""What has a template of its kind."""


def html(page: Shown, similar: Sequence[ToolCard] = (), owner: Owner = NOBODY) -> str:
    """The page as HTML; `similar` are tools that a reader of a tool's page may compare."""
    template = _environment().get_template(f"{page.kind}.html")
    return template.render(page=page, root=root_from(page.address), similar=similar, owner=owner)


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
    environment.globals |= {"unverified_tools": UNVERIFIED_TOOLS}
    environment.globals |= {"effect_meaning": EFFECT_MEANING, "trait_meaning": TRAIT_MEANING}
    environment.filters |= {
        "json_address": json_address,
        "policy_address": policy_address,
        "excerpt": lambda text: cut(text, DESCRIPTION),
    }
    return environment


def _finalize(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
