"""The link by which a reader may dispute a verdict, as the catalogue's owner configured it."""

from urllib.parse import quote

from catalog.model.page import ToolPage
from publisher.excerpt import NAME, cut
from publisher.site.owner import Owner

SCHEMES = ("https://", "http://", "mailto:")


def dispute_link(page: ToolPage, owner: Owner) -> str | None:
    """The owner's URL with its places filled, percent-encoded; None where there is none."""
    link = owner.dispute
    if link is None or not link.startswith(SCHEMES):
        return None
    said = "not classified" if page.abstained else page.category
    for place, value in (
        ("{server}", cut(page.server, NAME)),
        ("{tool}", page.title),
        ("{page}", owner.base_url + page.address),
        ("{verdict}", f"{said}, {page.risk}"),
        ("{digest}", page.digest),
    ):
        link = link.replace(place, quote(value, safe="", errors="replace"))
    return link
