"""One server → its pages as HTML, each light enough whatever strangers have written."""

from collections.abc import Iterator, Sequence

from catalog.model.page import ServerPage
from publisher.addresses import root_from
from publisher.site.owner import Owner
from publisher.site.policy_files import PolicyFile
from publisher.site.rendering import rendered
from publisher.site.server_view import ROOMS, page_count, view

LIMIT = 40_000
"""Bytes of a page."""


def server_html(page: ServerPage, policies: Sequence[PolicyFile], owner: Owner) -> Iterator[bytes]:
    """The server's own page, then the further ones of its tools."""
    for number in range(1, page_count(len(page.tools)) + 1):
        yield _light(page, policies, number, owner)


def _light(page: ServerPage, policies: Sequence[PolicyFile], number: int, owner: Owner) -> bytes:
    """With as much room for each text as the page can have."""
    template = "server.html" if number == 1 else "server_more.html"
    made = b""
    for room in ROOMS:
        shown = view(page, policies, number, room)
        root = root_from(page.address)
        made = rendered(template, page=page, view=shown, owner=owner, root=root).encode()
        if len(made) <= LIMIT:
            break
    return made
