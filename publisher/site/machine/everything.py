"""All that is made for machines of the whole catalogue."""

from collections.abc import Iterator, Mapping, Sequence

from publisher.site.machine.feeds import feeds
from publisher.site.machine.schemas import schemas
from publisher.site.machine.server_record import server_records
from publisher.site.machine.sitemap import sitemaps
from publisher.site.owner import Owner
from publisher.site.piece import Batch
from publisher.site.shelf import Cards
from publisher.site.single import constant
from publisher.words import site
from publisher.words.machine import LLMS
from publisher.words.server import plural


def for_machines(
    cards: Cards, others: Sequence[str], owner: Owner, digests: Mapping[str, str]
) -> Iterator[Batch]:
    """Schemas, lines, feeds, sitemaps and `llms.txt`, whose form is https://llmstxt.org.

    `others` are pages that have no card, `digests` are of what is said of servers, by their
    addresses.
    """
    yield from schemas(owner)
    yield server_records(cards.servers, digests)
    yield from feeds(cards, owner)
    yield from sitemaps(cards, others, owner)
    tools = plural(site.COUNT_TOOLS, len(cards.tools))
    servers = plural(site.COUNT_SERVERS, len(cards.servers))
    text = LLMS.format(tools=tools, servers=servers, base=owner.base_url)
    yield constant("llms.txt", text.encode())
