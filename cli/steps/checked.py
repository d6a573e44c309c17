"""What is known of one configured server → what a check says of it."""

import os
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from catalog.model.checked import CheckedServer, CheckedTool, Place
from catalog.model.classification import Warned
from catalog.model.listing import Listing
from catalog.model.server import Server
from catalog.model.snapshot import Skip, Skipped, Snapshot
from catalog.model.tool import Context, Malformed, Tool
from catalog.reading import digest_of
from classifier.warnings.warn import server_warnings
from cli.steps.introspect import skip_of
from cli.steps.judge import judge_server
from cli.tools_file import read_file
from crawler.clients.command import COMMAND
from crawler.introspection.redact import redact
from publisher.policy.recommend import recommend_rule


def of_snapshot(server: Server, snapshot: Snapshot) -> CheckedServer:
    """What it said when it was asked, or why it said nothing."""
    outcome = snapshot.outcome
    if isinstance(outcome, Skipped):
        skip = skip_of(server.slug, outcome)
        return of_tools(server, outcome.unverified, skipped=skip, snapshot=snapshot)
    unread = tuple(
        f"entry {each.position} of its tool list {each.reason}" for each in outcome.malformed
    )
    told = of_tools(server, outcome.tools, snapshot=snapshot, warnings=outcome.warnings)
    says = digest_of(outcome.instructions or "")
    return told.model_copy(update={"unread": unread, "says": says})


def of_file(server: Server, name: str) -> CheckedServer:
    """A saved list, and what of it cannot be read."""
    entries = list(read_file(name))
    tools = [each.tool for each in entries if isinstance(each.tool, Tool)]
    bad = [each for each in entries if isinstance(each.tool, Malformed)]
    unread = tuple(
        f"{each.place} {each.tool.reason}" for each in bad if isinstance(each.tool, Malformed)
    )
    return of_tools(server, tools).model_copy(update={"unread": unread})


def of_tools(
    server: Server,
    tools: Sequence[Tool],
    *,
    skipped: Skip | None = None,
    snapshot: Snapshot | None = None,
    warnings: tuple[str, ...] = (),
) -> CheckedServer:
    """The tools with their verdicts, the gravest first; unverified ones where it was skipped."""
    instructions = snapshot.instructions if snapshot else None
    judged = (
        CheckedTool(
            tool=tool,
            verdict=verdict,
            rule=recommend_rule(tool, verdict, unverified=skipped is not None),
        )
        for tool, verdict in judge_server(server, tools, instructions)
    )
    return CheckedServer(
        server=server.slug,
        origins=tuple(dict.fromkeys(each.origin or each.source_id for each in server.listings)),
        places=tuple(_places(server.listings)),
        offer=_offer(server.current),
        start=_start(server.current),
        package=snapshot.package if snapshot else None,
        sandbox=snapshot.sandbox if snapshot else None,
        tools=tuple(sorted(judged, key=_gravity, reverse=True)),
        skipped=skipped,
        alarms=_alarms(server, instructions),
        warnings=warnings,
    )


def _alarms(server: Server, instructions: str | None) -> tuple[Warned, ...]:
    said = Context(title=server.title, description=server.description, instructions=instructions)
    return server_warnings(said)


def _places(listings: Sequence[Listing]) -> Iterator[Place]:
    """Of what a configuration file says; its id is the file's path and the name there.

    A link stays one: what a project calls its file is how a reader knows it.
    """
    for each in listings:
        file, _, line = (each.origin or "").rpartition(":")
        if each.source_id == f"{file}#{each.name}" and line.isdecimal():
            yield Place(file=os.path.abspath(file), line=int(line))  # noqa: PTH100 - resolve() follows links


def _offer(listing: Listing) -> str:
    """In the words that are kept: values are not among them, nor what looks like a key."""
    named = (f"{each.registry} {each.identifier}" for each in listing.packages)
    return redact(next(named, None) or next((each.url for each in listing.remotes), ""))


def _start(listing: Listing) -> str:
    """The digest of its words and of the names of its variables; a program is known by its name.

    Without versions, which are another matter, and without values that may be secret.
    """
    packages = [each.model_dump(mode="json", exclude={"version"}) for each in listing.packages]
    for each in packages:
        if each["registry"] == COMMAND:
            each["identifier"] = PurePath(each["identifier"]).name
    return digest_of([packages, [each.model_dump(mode="json") for each in listing.remotes]])


def _gravity(each: CheckedTool) -> tuple[int, int]:
    return each.verdict.risk.rank, each.verdict.category.rank
