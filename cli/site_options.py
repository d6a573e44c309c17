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
    if set(base) & set("?#") or "@" in urlsplit(base).netloc:
        raise UsageError("--base-url is a folder that all may read: it has no ?, # or password")
    if dispute is not None:
        dispute = _checked("--dispute", dispute, ("http", "https", "mailto"))
        if "{" in urlsplit(dispute).netloc:
            raise UsageError("--dispute leads to one host: no place to fill can stand in its name")
    return Owner(base_url=base.rstrip("/") + "/", dispute=dispute)


def _checked(option: str, url: str, schemes: tuple[str, ...]) -> str:
    plain = url.isprintable() and url.isascii() and not set(url) & set(" <>\"'\\")
    try:
        said = urlsplit(url)
        known = said.scheme in schemes and bool(said.hostname or said.scheme == "mailto")
        known = known and said.port != 0  # which is a ValueError where it is no port
    except ValueError:
        known = False
    if not (plain and known and len(url) <= LONGEST):
        example = "https://example.org/toolrisk/"
        raise UsageError(
            f"{option} {url[:80]!r} is no {' or '.join(schemes)} address such as {example}"
        )
    return said.scheme + url[len(said.scheme) :]
