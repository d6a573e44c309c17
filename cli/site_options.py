"""What the owner of a catalogue says of it, as options; each is a setting, too."""

from typing import Annotated
from urllib.parse import urlsplit

import typer

from catalog.errors import UsageError
from publisher.site.owner import LOCAL, Owner

LONGEST = 2_000
"""Characters of a URL."""

BaseUrl = Annotated[
    str,
    typer.Option(
        "--base-url",
        metavar="URL",
        envvar="TOOLRISK_BASE_URL",
        show_default=False,
        help="Where the site will stand, for feeds and the sitemap (default: this machine).",
    ),
]
Dispute = Annotated[
    str | None,
    typer.Option(
        "--dispute",
        metavar="URL",
        envvar="TOOLRISK_DISPUTE",
        help="Where a reader may object to a verdict; {server}, {tool}, {page}, {verdict} and "
        "{digest} are filled in.",
    ),
]
BASE_URL = LOCAL


def owner(base_url: str, dispute: str | None) -> Owner:
    """The owner of these words. Raises UsageError for what is no such URL."""
    base = _checked("--base-url", base_url, ("http", "https"))
    if urlsplit(base).query or urlsplit(base).fragment:
        raise UsageError("--base-url is a folder: it has no ? and no #")
    if dispute is not None:
        dispute = _checked("--dispute", dispute, ("http", "https", "mailto"))
    return Owner(base_url=base.rstrip("/") + "/", dispute=dispute)


def _checked(option: str, url: str, schemes: tuple[str, ...]) -> str:
    plain = url.isprintable() and url.isascii() and not set(url) & set(" <>\"'\\")
    try:
        said = urlsplit(url)
        known = said.scheme in schemes and bool(said.hostname or said.scheme == "mailto")
    except ValueError:
        known = False
    if not (plain and known and len(url) <= LONGEST):
        example = "https://example.org/toolrisk/"
        raise UsageError(
            f"{option} {url[:80]!r} is no {' or '.join(schemes)} address such as {example}"
        )
    return url
