"""The catalog, opened for a command."""

from catalog.store.catalog import Catalog, open_catalog
from cli.console import Voice


def opening(location: str, voice: Voice, *, must_exist: bool = True) -> Catalog:
    """The catalog at a path or URL; that an older one was upgraded is told, and its copy named.

    Raises StoreError where there is none, unless it need not exist, or it cannot be opened.
    """
    catalog = open_catalog(location, must_exist=must_exist)
    if upgrade := catalog.upgrade:
        copy = f"; as it was before: {upgrade.backup}" if upgrade.backup else ""
        voice.say(f"catalog {catalog.shown}: upgraded to {upgrade.after}{copy}")
    return catalog
