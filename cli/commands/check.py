"""What can the servers do that agents on this machine, or in this project, start?

Without a target, the configurations of Claude Desktop, Claude Code, Cursor, VS Code, Windsurf,
Zed, Continue, Codex, Gemini CLI and Cline are read. A TARGET is a configuration file, a
project's folder, npm:NAME, pypi:NAME, a URL, or a command after `--`. Values of variables,
headers and queries stay where they are: servers start with dummies, in a sandbox, and nothing
is kept. A server that needs your own value of a variable, header or argument gets it with
--env, it alone and that one alone.

Where the project has a toolrisk.lock, what is new, changed or has risen since is said; of
servers that the project's own files name, where no TARGET does.
--update makes it, or agrees to all that is there now; --accept SERVER/TOOL, with --why and
--until, accepts one risk for the definition as it is now.

Exit codes: 10 for a tool that is new, changed, has risen, is poisoned or not allowed, and for a
combination that the lock does not know; else 11 to 14 where the worst tool that nobody
accepted, low to critical, stands at or above --fail-on.

Example: toolrisk check .mcp.json --fail-on critical
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from catalog.errors import UsageError
from catalog.model.checked import Checked, CheckedServer
from catalog.taxonomy import Risk
from cli import check_options as ours
from cli import options
from cli.check_report import check_code, form_of, others_of, report_of, tell, tell_agreed, write
from cli.check_words import jobs_of, lock_there, named_values, saved_lists, wanted_servers, word_of
from cli.console import Voice
from cli.help import GIVEN
from cli.steps.check import check
from cli.steps.introspect import Terms as Asking
from cli.steps.introspect import tier_named
from cli.steps.lock import agree, find_lock, strangers
from cli.steps.ruled import under
from cli.summary import unsealed
from crawler.clients.wanted import Wanted
from publisher.gate.gate import Terms
from publisher.policy.profile_file import profile_named

Targets = Annotated[list[str] | None, typer.Argument(metavar="TARGET", hidden=True)]


def command(  # noqa: PLR0913 - Typer reads the options from the signature
    context: typer.Context,
    targets: Targets = None,
    *,
    fail_on: options.FailOn = options.FAIL_ON,
    lock: ours.Lock = None,
    update: ours.Update = False,
    accept: ours.Accept = None,
    why: options.Why = None,
    until: ours.Until = None,
    profile: ours.Profile = None,
    form: ours.Form = "table",
    output: ours.Output = None,
    also: ours.Also = None,
    offline: ours.Offline = False,
    catalog: options.Location = options.CATALOG,
    tools: ours.Saved = None,
    env: ours.Named = None,
    sandbox: options.Sandbox = None,
    network: options.Network = False,
    allow_private: options.Private = False,
    jobs: options.Jobs = options.JOBS,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice, today = Voice(quiet=quiet), datetime.now(UTC).date()
    chosen, others = form_of(form, json=json), others_of(also or ())
    terms = profile_named(profile) if profile else None
    wanted = wanted_servers(targets or (), context.meta.get(GIVEN))
    saved = saved_lists(tools or (), {each.server.slug for each in wanted.servers})
    file, word = find_lock(lock, Path.cwd()), word_of(accept or (), why, until, today)
    lock_there(file, lock, update=update, accept=word is not None)
    given = named_values(env or ())
    if offline:
        servers = _known(wanted, saved, given, catalog, voice)
    else:
        at_once = jobs_of(jobs, said=str(context.get_parameter_source("jobs")))
        asking = Asking(tier_named(sandbox), at_once, network=network, allow_private=allow_private)
        unsealed(asking.tier, voice)
        servers = check(wanted, saved, given, asking, voice)
    servers = tuple(under(each, terms) for each in servers)
    own = not (targets or context.meta.get(GIVEN) or lock)
    apart = strangers(servers, Path.cwd()) if own else frozenset()
    agreed = agree(
        file, [each for each in servers if each.server not in apart], word, update=update
    )
    if update or word:
        tell_agreed(agreed, voice)
    checked = Checked(servers=servers, rejected=tuple(each.reason for each in wanted.rejected))
    at = None if fail_on == options.NEVER else Risk(fail_on)
    report = report_of(checked, Terms(at, today, agreed.lock, profile, apart), agreed)
    for name, place in others:
        write(report, name, place)
    tell(report, chosen, output, voice)
    return check_code(report.outcome, agreed=update or word is not None)


def _known(
    wanted: Wanted,
    saved: Mapping[str, str],
    given: Mapping[str, object],
    catalog: str,
    voice: Voice,
) -> tuple[CheckedServer, ...]:
    if given:
        raise UsageError("--offline starts nothing that --env could give a value to")
    from cli.opening import opening  # a check that starts servers does without
    from cli.steps.check_offline import check_offline

    with opening(catalog, voice) as opened:
        return check_offline(wanted, opened, saved)
