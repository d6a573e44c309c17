"""A stranger's URL → an address that a page may link to, or none: then it is only text."""

import re
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from catalog.model.about import Link

LONGEST = 500
_LINK: TypeAdapter[str] = TypeAdapter(Link)
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[0-9]{1,5})?")


def link(url: str | None) -> str | None:
    """The URL, if it is https and no trick: no user name, no blank, no letter beyond ASCII."""
    if url is None or len(url) > LONGEST:
        return None
    try:
        return _LINK.validate_python(url)
    except ValidationError:
        return None


def host(url: str) -> str | None:
    """The host of a URL, with its port; None where there is none that can be told."""
    try:
        found = urlsplit(url[: 4 * LONGEST]).netloc.rpartition("@")[2].lower()
    except ValueError:
        return None
    return found if _HOST.fullmatch(found) else None
