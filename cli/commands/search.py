"""Find tools and servers by their names, or by what they do.

All words must match; the last may be unfinished. Narrow it down with risk:critical,
category:write, effect:deletes, trait:private, grade:e or server:NAME, as on the
site's own page.

Example: toolrisk search delete repo risk:critical
"""

from typing import Annotated

import typer

from catalog.errors import NothingFound
from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE
from cli.opening import opening
from cli.search_view import search_view, show_found
from cli.steps.search import search
from publisher.excerpt import NAME, cut

Words = Annotated[list[str], typer.Argument(metavar="WORD", hidden=True)]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Show so many at most.")]


def command(
    words: Words,
    *,
    limit: Limit = 20,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice, asked = Voice(quiet=quiet), " ".join(words)
    with opening(catalog, voice) as opened:
        found = search(opened, asked, limit)
    if not found.total:
        raise NothingFound(
            f"nothing in {catalog} is found by {cut(asked, NAME)!r}; "
            "try fewer words, or only the beginning of one"
        )
    emit(search_view(found)) if json else show_found(found, voice)
    return DONE
