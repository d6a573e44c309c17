"""What `search` shows: a table, or JSON."""

from catalog.model.value import Value
from catalog.taxonomy import Risk
from cli.console import Voice
from cli.steps.search import Found
from publisher.site.search.subject import Subject


class FoundView(Value):
    """One tool or server. `named` is what `toolrisk show` takes; `page` is its page on the site.

    `risk` and `server` are None for a server.
    """

    named: str
    title: str
    server: str | None
    risk: Risk | None
    label: str
    summary: str
    page: str


class SearchView(Value):
    """What `search --json` prints: the best of all that are found, best first."""

    total: int
    found: tuple[FoundView, ...]


def search_view(found: Found) -> SearchView:
    """What was found, as JSON tells it."""
    return SearchView(total=found.total, found=tuple(map(_view, found.best)))


def show_found(found: Found, voice: Voice) -> None:
    """What was found, as a table."""
    shown = len(found.best)
    rows = [(each.risk or "", each.label, _named(each), each.summary) for each in found.best]
    title = (
        f"{found.total:,} found" if shown == found.total else f"The best {shown} of {found.total:,}"
    )
    voice.table(title, ("risk", "what", "name", "summary"), rows)


def _view(each: Subject) -> FoundView:
    return FoundView(
        named=_named(each),
        title=each.name,
        server=each.server or None,
        risk=each.risk,
        label=each.label,
        summary=each.summary,
        page=each.address,
    )


def _named(each: Subject) -> str:
    """The server's address is its slug, but for the few that no host would take."""
    return f"{each.also}/{each.name}" if each.server else each.also
