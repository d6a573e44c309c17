"""What policies are asked for: servers of the catalog, tools of a file, or a client's servers."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from catalog.errors import NothingFound, StoreError, UsageError
from catalog.model.checked import CheckedServer
from cli.console import Voice, complain
from cli.exit_codes import DONE
from cli.opening import opening
from cli.steps.alike import alike, did_you_mean
from cli.steps.complaints import Complaints
from cli.steps.policy_subjects import Subject, Wish, of_catalog, of_client, of_file
from publisher.excerpt import NAME, cut
from publisher.policy.profile import Profile

if TYPE_CHECKING:
    from crawler.clients.wanted import Wanted

Saved = Mapping[str, str]
"""Files by the server's name."""

UNVERIFIED = "its rules are of tools that nobody has seen it offer"
NO_RULES = "no rule is about it"


class Source(NamedTuple):
    """What is asked for: servers of the catalog, a file, or a client's configuration (`stack`).

    A stack's servers are started in the `sandbox`, or `offline` looked up in the catalog; but
    for those with a saved list in `tools`, as SERVER=FILE. `env` has, as SERVER:NAME, which of
    the user's own values a server is given.
    """

    servers: tuple[str, ...]
    file: str | None
    stack: str | None
    catalog: str
    offline: bool = False
    sandbox: str | None = None
    tools: tuple[str, ...] = ()
    env: tuple[str, ...] = ()


class Found(NamedTuple):
    """Whose policies are wanted, and the exit code: whether some of them are not known."""

    subjects: tuple[Subject, ...]
    exit_code: int = DONE


def look(source: Source, wish: Wish, voice: Voice) -> Found:
    """The servers that are asked for. Raises UsageError where not one kind of source is named."""
    if sum(map(bool, (source.servers, source.file, source.stack))) != 1:
        raise UsageError(
            "name servers of the catalog, or a file of tools with --file, "
            "or a client's configuration with --stack"
        )
    if not source.stack and (source.offline or source.tools or source.env):
        raise UsageError("--offline, --tools and --env go with --stack; all else starts nothing")
    if source.offline and source.env:
        raise UsageError("--offline starts nothing that --env could give a value to")
    if wish.name is not None and not wish.name.strip():
        raise UsageError("--as wants what the client calls the server, not an empty name")
    found = _found(source, wish, voice)
    one_alone(found.subjects, wish.name)
    return found


def _found(source: Source, wish: Wish, voice: Voice) -> Found:
    if source.file:
        return _in_file(source.file, wish, voice)
    if source.stack:
        return _in_client(source.stack, source, wish, voice)
    return _in_catalog(source, wish, voice)


def one_alone(subjects: Sequence[Subject], name: str | None) -> None:
    """Raises UsageError where several servers would have to share the name that the user gives."""
    if name is not None and len(subjects) > 1:
        raise UsageError(f"--as names one server, and these are {len(subjects)}")


def unmet(profile: Profile, subjects: Sequence[Subject], voice: Voice) -> None:
    """Tell which of the profile's decisions on these servers are about no tool of theirs."""
    tools = {f"{each.name}/{rule.tool}" for each in subjects for rule in each.rules}
    for named in profile.tools:
        ours = any(named.startswith(f"{each.name}/") for each in subjects if each.whole)
        if ours and named not in tools and not named.endswith("/*"):
            advice = did_you_mean(
                alike(named, [(each, each) for each in tools]), "look there again"
            )
            voice.say(f"profile: there is no tool {cut(named, NAME)}; {advice}")


def _in_catalog(source: Source, wish: Wish, voice: Voice) -> Found:
    """Raises NothingFound for what is not there, UsageError where it is a file."""
    try:
        with opening(source.catalog, voice) as opened:
            return Found(of_catalog(opened, source.servers, wish))
    except (NothingFound, StoreError) as error:
        files = [each for each in source.servers if Path(each).is_file()]
        if not files:
            raise
        raise UsageError(f"{files[0]} is a file; a file is named with --file {files[0]}") from error


def _in_file(file: str, wish: Wish, voice: Voice) -> Found:
    """Raises NothingFound where the file holds no tool."""
    complaints = Complaints(voice)
    subjects = of_file(file, complaints, wish)
    return Found(subjects, complaints.told())


def _in_client(config: str, source: Source, wish: Wish, voice: Voice) -> Found:
    """Raises NothingFound where the configuration names no server whose tools are known."""
    from cli.check_words import saved_lists
    from crawler.clients.wanted import named

    wanted = named([config], Path.cwd())
    saved = saved_lists(source.tools, {each.server.slug for each in wanted.servers})
    known = _offline if source.offline else _asked
    servers = known(wanted, saved, source, voice)
    unknown = [*map(_unknown, filter(attrgetter("skipped"), servers))]
    if source.offline:
        unknown += [f"{each.server}: {said}" for each in servers for said in each.warnings]
    code = complain([*unknown, *(each.reason for each in wanted.rejected)])
    subjects = of_client(servers, wish)
    if not subjects:
        raise NothingFound(f"{config} names no server whose tools are known")
    return Found(subjects, code)


def _asked(
    wanted: "Wanted", saved: Saved, source: Source, voice: Voice
) -> tuple[CheckedServer, ...]:
    from cli.check_words import named_values
    from cli.steps.check import check
    from cli.steps.introspect import Terms, tier_named
    from cli.summary import unsealed

    tier = tier_named(source.sandbox)
    unsealed(tier, voice)
    return check(wanted, saved, named_values(source.env), Terms(tier), voice)


def _offline(
    wanted: "Wanted", saved: Saved, source: Source, voice: Voice
) -> tuple[CheckedServer, ...]:
    from cli.steps.check_offline import check_offline

    with opening(source.catalog, voice) as opened:
        return check_offline(wanted, opened, saved)


def _unknown(server: CheckedServer) -> str:
    assert server.skipped  # noqa: S101 - only such are told
    rules = UNVERIFIED if server.tools else NO_RULES
    return f"{server.server}: {server.skipped.reason}: {server.skipped.detail}; {rules}"
