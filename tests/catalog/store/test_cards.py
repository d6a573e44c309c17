"""A card from a tampered catalog says of no place outside the site that it is there."""

import json

import pytest

from catalog.errors import StoreError
from catalog.model.card import card_of
from catalog.store.cards import card_text, read_card
from tests.publisher.demo import demo

OUTSIDE = ("servers/a/../../../x/index.html", "/x/index.html", "servers/a/b\tc.html", "x.html", "")


@pytest.mark.parametrize("kind", ["tool", "server"])
def test_an_address_from_outside_is_no_card(kind: str) -> None:
    pages = demo()[0]
    card = card_of(pages.tools[0] if kind == "tool" else pages.server)
    _, *rest = json.loads(card_text(card))
    assert read_card(kind, card_text(card)) == card
    for address in OUTSIDE:
        with pytest.raises(StoreError, match="write it anew"):
            read_card(kind, json.dumps([address, *rest]))
