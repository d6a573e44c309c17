"""One server's pages → its passport. Pure."""

import re
import shlex
from collections.abc import Iterator, Sequence
from typing import TypeVar

from catalog.model.about import Start
from catalog.model.page import ServerPage, ToolPage
from catalog.model.passport import Identity, Known, Passport, PassportTool, Proof, Source
from publisher.addresses import slug_of
from publisher.links import link
from publisher.site.owner import Owner
from publisher.words import passport as words

TOOLS = 1_000
"""Tools in a passport."""

QUOTES = 3
"""Quotes of one verdict."""

_CHECKED = {"npm", "pypi"}
_NAME = re.compile(r"(?:@[A-Za-z0-9~][\w.~-]*/)?[A-Za-z0-9~][\w.~-]*", re.ASCII)

T = TypeVar("T")


def passport(page: ServerPage, tools: Sequence[ToolPage], owner: Owner) -> Passport:
    """What was seen of the server of `page`, whose tools are on these pages."""
    about, seen = page.about, page.about.seen
    silent = words.NOT_ANSWERED.format(reason=page.skipped) if page.skipped else words.NOT_SAID
    itself = " ".join(filter(None, (seen.name, seen.version))) or None
    remote = all(each.kind == "remote" for each in about.starts)
    not_installed = words.RUNS_ELSEWHERE if about.starts and remote else words.NOT_INSTALLED
    return Passport(
        note=words.NOTE,
        check=tuple(_commands(page)),
        toolrisk=page.toolrisk,
        classifier=_known(next(_versions(tools), None), "classification", words.NO_TOOLS),
        server=Identity(id=page.server, title=page.title, page=owner.base_url + page.address),
        listings=about.listings,
        listing_count=about.listing_count,
        package=_known(seen.package, "installation", not_installed),
        launch=_known(seen.launch, "start"),
        environment=_known(about.asked, "listing"),
        hosts=_known(about.hosts or None, "listing", words.NO_HOSTS),
        sandbox=_known(seen.sandbox, "start"),
        introspected_at=_known(seen.at, "start"),
        protocol_version=_known(seen.protocol, "answer of the server", silent),
        names_itself=_known(itself, "answer of the server", silent),
        grade=_known(page.grade.letter, "classification", " ".join(page.grade.reasons)),
        grade_reasons=page.grade.reasons,
        tokens=_known(page.tokens if tools else None, "classification", words.NO_TOOLS),
        tools=tuple(_tool(each, owner) for each in tools[:TOOLS]),
        tool_count=len(tools),
    )


def _known(value: T | None, seen_in: Source, why: str = "") -> Known[T]:
    return Known(value=value, seen_in=seen_in, why=why if value is None else None)


def _versions(tools: Sequence[ToolPage]) -> Iterator[str]:
    """Of the classifier: one for all tools, since they are composed at once."""
    yield from (each.version for each in tools)


def _tool(page: ToolPage, owner: Owner) -> PassportTool:
    return PassportTool.known(
        name=page.tool,
        digest=page.digest,
        page=owner.base_url + page.address,
        unverified=page.unverified,
        category=page.category,
        risk=page.risk,
        abstained=page.abstained,
        decided_by=page.decided_by,
        effects=page.effects,
        traits=page.traits,
        action=page.recommended.action,
        evidence=tuple(
            Proof.known(rule=each.rule, field=each.field, quote=each.quote)
            for each in page.evidence[:QUOTES]
        ),
        quotes=len(page.evidence),
    )


def _commands(page: ServerPage) -> Iterator[str]:
    """How to look again: at what its listing names, and at what the catalog says."""
    yield from (each for start in page.about.starts if (each := _command(start)))
    slug = slug_of(page.address)
    yield f"toolrisk introspect {slug}"
    yield f"toolrisk show {slug}"


def _command(start: Start) -> str | None:
    """None for what `check` does not take, and for a name that is no name."""
    if start.kind == "remote":
        url = link(start.name)
        return f"toolrisk check {shlex.quote(url)}" if url else None
    if start.registry in _CHECKED and _NAME.fullmatch(start.name):
        return f"toolrisk check {start.registry}:{start.name}"
    return None
