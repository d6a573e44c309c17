"""Conditional requests: asking for what has changed since it was read (RFC 9110, section 13)."""

from scrapy.http import Response

from catalog.model.listing import Validator

LONGEST = 1_000
"""Characters of a validator; a longer one is not kept."""


def asking(known: Validator | None) -> dict[str, str]:
    """What a request says by which the answer may be that nothing has changed."""
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.modified} if known else {}
    return {name: value for name, value in said.items() if value}


def told(response: Response, source: str, url: str, ids: tuple[str, ...]) -> tuple[Validator, ...]:
    """What an answer that led to these listings gives to ask by."""
    etag, modified = _header(response, "ETag"), _header(response, "Last-Modified")
    return (Validator(source=source, url=url, etag=etag, modified=modified, ids=ids),)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    text = value.decode("latin-1").strip() if value else ""
    return text if text and text.isprintable() and text.isascii() and len(text) < LONGEST else None
