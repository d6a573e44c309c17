"""Docker's MCP catalog: one published file of some hundred servers, mostly images.

An entry without a server (`poci`: a container for each call) has tools, and nothing to start.
"""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import ClassVar
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from catalog.model.listing import Argument, Input, Listing, Package, Page, Remote, Repository
from crawler.claims import claimed_tools
from crawler.conditions import asking, told
from crawler.passes import advanced
from crawler.payload import read_json, read_rows
from crawler.registry import Registry
from crawler.row import Row
from crawler.yaml_text import read_yaml

ENTRIES = 20_000
"""The most servers of a catalog; it has some 330."""

_TREE = re.compile(r"(https?://[^/]+/[^/]+/[^/]+)/tree/[^/]+/?(.*)")
_TRANSPORTS = {"http": "streamable-http"}


class Docker(Registry):
    """Asks for the one file, if it has changed."""

    address: ClassVar[str] = "https://desktop.docker.com/mcp/catalog/v3/catalog.yaml"

    @classmethod
    def at(cls, address: str) -> str:
        """The file, where only its host is named."""
        return address if urlsplit(address).path else f"{address}{urlsplit(cls.address).path}"

    async def start(self) -> AsyncIterator[Request]:
        known = self.errand.recall.validator(self.name, self.place)
        yield self.ask(self.place, self.parse, headers=asking(known), handle_httpstatus_list=[304])

    def parse(self, response: Response) -> Request | None:
        request = response.request or self.ask(self.place, self.parse)
        known = self.errand.recall.validator(self.name, self.place)
        ended = advanced(self.state, (), None, datetime.now(UTC))
        if response.status == 304:  # noqa: PLR2004 - Not Modified
            if known is None:
                return self.again(request, "says that nothing has changed since never")
            self.keep(Page(seen=known.ids), ended)
            return None
        try:
            page = parse_catalog(response.body, self.name)
        except ValueError as error:
            reason = f"sent a catalog that cannot be read ({str(error)[:200]})"
            return self.again(request, reason)
        if retry := self.doubted(request, page):
            return retry
        now_told = told(response, self.name, self.place, page.ids)
        self.keep(page.model_copy(update={"validators": now_told}), ended)
        return None


def parse_catalog(payload: bytes, source: str) -> Page:
    """The published catalog, YAML or JSON; raises ValueError for what is none."""
    text = payload.lstrip()
    entries = Row(read_json(text) if text.startswith(b"{") else read_yaml(text)).get("registry")
    if not isinstance(entries, dict) or len(entries) > ENTRIES:
        raise ValueError("it has no registry of servers")
    rows = [{"slug": slug, "entry": entry} for slug, entry in entries.items()]
    listings, rejected = read_rows(
        rows, source, lambda row: read_entry(str(row["slug"]), Row(row["entry"]), source),
        lambda row: row["slug"],
    )  # fmt: skip
    return Page(listings=listings, rejected=rejected, claimed=len(rows))


def read_entry(slug: str, row: Row, source: str) -> Listing:
    """One server of the catalog; raises ValueError with what is wrong, and where."""
    if not slug or len(slug) > 200:  # noqa: PLR2004 - as everywhere for names
        raise ValueError("its name is empty or too long")
    image = row.text("image")
    return Listing(
        source=source, source_id=slug, name=slug, version="",
        title=row.text("title"), description=row.text("description"),
        published_at=row.date("dateAdded"),
        repository=_repository(row.text("upstream"), row.text("source")),
        packages=(_package(row, image),) if image else (),
        remotes=tuple(_remotes(row.row("remote"))),
        tools=claimed_tools(row, "tools"), page=f"https://hub.docker.com/mcp/server/{slug}",
    )  # fmt: skip


def _package(row: Row, image: str) -> Package:
    return Package(
        registry="oci", identifier=image, runtime_hint="docker",
        arguments=tuple(map(_argument, row.texts("command"))),
        environment=tuple(_environment(row)),
    )  # fmt: skip


def _environment(row: Row) -> Iterator[Input]:
    for each in row.rows("secrets"):
        name = each.text("env") or each.text("name")
        if name:
            yield Input(name=name, required=True, secret=True, placeholder=each.text("example"),
                        description=each.text("description"))  # fmt: skip
    for each in row.rows("env"):
        value = each.text("value")
        if name := each.text("name"):
            fixed = value if value and "{{" not in value else None
            yield Input(name=name, value=fixed, placeholder=each.text("example"))


def _argument(word: str) -> Argument:
    """A word of the command; one with `{{x}}` is for the user to fill."""
    if "{{" in word:
        return Argument(name=re.sub(r"[{}\s]", "", word)[:200], placeholder=word)
    return Argument(name="", value=word)


def _remotes(row: Row) -> Iterator[Remote]:
    if url := row.text("url"):
        kind = row.text("transport_type") or row.text("transport") or "streamable-http"
        headers = tuple(Input(name=str(name), secret=True) for name in row.row("headers").value)
        yield Remote(transport=_TRANSPORTS.get(kind, kind), url=url, headers=headers)


def _repository(upstream: str | None, source: str | None) -> Repository | None:
    """`source` also tells the folder: `…/tree/main/src/x`."""
    tree = _TREE.fullmatch(source or "")
    url = (upstream or (tree[1] if tree else source) or "").strip()
    if not url:
        return None
    if inner := _TREE.fullmatch(url):
        url, tree = inner[1], inner
    return Repository(url=url, subfolder=(tree[2].strip("/") or None) if tree else None)
