"""All that is published of one server in files of its own."""

from collections.abc import Iterator, Sequence

from catalog.model.card import ServerCard
from catalog.model.page import ServerPage, ToolPage
from publisher.addresses import json_address, policy_address
from publisher.site.owner import Owner
from publisher.site.piece import File
from publisher.site.rendering import as_json, html


def server_addresses(card: ServerCard) -> tuple[str, ...]:
    """The addresses of the files, in the order in which they are made; the page first."""
    return card.address, json_address(card.address), policy_address(card.address)


def server_files(
    page: ServerPage,
    tools: Sequence[ToolPage],  # noqa: ARG001 - what else stands there is made of them
    owner: Owner,
) -> Iterator[File]:
    """The files of a server with these tools."""
    yield File(page.address, html(page, owner=owner).encode())
    yield File(json_address(page.address), as_json(page).encode())
    yield File(policy_address(page.address), page.policy.encode())
