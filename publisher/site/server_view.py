"""What the template of a server's pages is given, so that no page grows too large.

A server's tools stand on as many pages as they need, by count alone: so which pages there
are is known before any is made. How much room each text gets is found by trying.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

from catalog.model.page import ServerPage, ToolLine
from publisher.addresses import slug_of, tools_address
from publisher.excerpt import cut
from publisher.site.policy_files import PolicyFile
from publisher.target import RECOMMENDED

FIRST = 20
"""Tools on the server's own page, the gravest."""

NEXT = 50
"""Tools on each further page."""


NEAR = 3
"""Pages that are linked to before and after each."""

EXCERPT = 700
"""Characters of the policy that stand on the page."""


class Room(NamedTuple):
    """Bytes that a text may take on the page: a name or line, and one at length.

    `news` are entries of the change log; the page's JSON has all that are kept.
    """

    line: int
    text: int
    news: int


ROOMS = (Room(700, 2_500, 20), Room(250, 500, 15), Room(80, 120, 10), Room(24, 40, 2))
"""From what ordinary pages have to what the most hostile one has."""


class ServerView(NamedTuple):
    """One of a server's pages: the one with this number of so many, and what stands on it.

    `files` of its tools' pages are by title, for what names a tool elsewhere. `slug` is what
    the policies call the server.
    """

    rows: Sequence[ToolLine]
    number: int
    pages: int
    policies: Sequence[PolicyFile]
    files: Mapping[str, str]
    room: Room
    slug: str

    @property
    def near(self) -> tuple[int, ...]:
        """The first page, the last, and those about this one."""
        about = range(self.number - NEAR, self.number + NEAR + 1)
        return tuple(sorted({1, self.pages, *(each for each in about if 1 <= each <= self.pages)}))

    @property
    def excerpt(self) -> str:
        """The beginning of the policy in the format that the catalogue shows."""
        shown = (each.text for each in self.policies if each.target == RECOMMENDED)
        return cut(next(shown, ""), EXCERPT)


def view(
    page: ServerPage,
    policies: Sequence[PolicyFile] = (),
    number: int = 1,
    room: Room = ROOMS[0],
) -> ServerView:
    """What stands on the page of that number."""
    start = 0 if number == 1 else FIRST + (number - 2) * NEXT
    end = FIRST if number == 1 else start + NEXT
    files = {each.title: file_of(each) for each in reversed(page.tools)} if number == 1 else {}
    pages, slug = page_count(len(page.tools)), slug_of(page.address)
    return ServerView(page.tools[start:end], number, pages, policies, files, room, slug)


def page_count(tools: int) -> int:
    """How many pages a server with so many tools has."""
    return 1 + ceil(max(tools - FIRST, 0) / NEXT)


def page_addresses(page: str, tools: int) -> tuple[str, ...]:
    """The addresses of these pages, the server's own first."""
    return tuple(tools_address(page, number) for number in range(1, page_count(tools) + 1))


def file_of(line: ToolLine) -> str:
    """The file of a tool's page, in the folder of its server's."""
    return line.address.rpartition("/")[2]
