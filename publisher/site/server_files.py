"""One server's pages → all files about it but those of its tools. Pure."""

from collections.abc import Iterator, Sequence

from catalog.model.card import ServerCard
from catalog.model.page import ServerPage, ToolPage
from publisher.addresses import folder_of, json_address, policy_address
from publisher.passport import passport
from publisher.record import record
from publisher.site import json_bytes
from publisher.site.badge import badge
from publisher.site.owner import Owner
from publisher.site.piece import File
from publisher.site.policy_files import policy_files, target_addresses
from publisher.site.server_html import server_html
from publisher.site.server_view import page_addresses
from publisher.target import RECOMMENDED


def server_addresses(card: ServerCard) -> tuple[str, ...]:
    """The addresses of the files, in the order in which they are made; the page first."""
    page = card.address
    beside = (json_address(page), *_beside(page), policy_address(page))
    return (*page_addresses(page, card.tools), *beside, *target_addresses(page))


def server_files(page: ServerPage, tools: Sequence[ToolPage], owner: Owner) -> Iterator[File]:
    """The files of a server; `tools` are the pages of all the tools that it has."""
    policies = tuple(policy_files(page, tools))
    addresses = page_addresses(page.address, len(page.tools))
    for address, content in zip(addresses, server_html(page, policies, owner), strict=True):
        yield File(address, content)
    yield File(json_address(page.address), json_bytes.page(page))
    records, passed, shield = _beside(page.address)
    yield File(records, b"".join(json_bytes.line(record(each)) for each in tools))
    yield File(passed, json_bytes.page(passport(page, tools, owner)))
    yield File(shield, badge(page))
    shown = next(each.text for each in policies if each.target == RECOMMENDED)
    yield File(policy_address(page.address), shown.encode())
    yield from (File(each.address, each.text.encode()) for each in policies)


def _beside(page: str) -> tuple[str, str, str]:
    folder = folder_of(page)
    return f"{folder}/tools.jsonl", f"{folder}/passport.json", f"{folder}/badge.svg"
