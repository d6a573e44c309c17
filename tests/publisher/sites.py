"""Pages on a shelf, as a catalog would keep them, and the site that is built of them."""

from collections.abc import Iterable
from pathlib import Path

from catalog.model.card import Shelved, card_of
from catalog.model.page import GonePage, Page
from catalog.store.content import dump, hash_of
from publisher.site.build import Built, build
from publisher.site.owner import Owner
from publisher.site.plan import plan
from publisher.site.shelf import Shelf

NOBODY = Owner()


def shelf_of(pages: Iterable[Page], gone: Iterable[GonePage] = ()) -> Shelf:
    kept = {each.address: (each, dump(each)) for each in pages}
    return Shelf(
        pages=[Shelved(card_of(page), hash_of(content)) for page, content in kept.values()],
        contents=lambda addresses: {each: kept[each][1] for each in addresses},
        gone=tuple(gone),
    )


def build_site(
    pages: Iterable[Page],
    target: Path,
    gone: Iterable[GonePage] = (),
    owner: Owner = NOBODY,
) -> Built:
    return build(plan(shelf_of(pages, gone), owner), target)
