"""Print the policy that contains a server, a tool, the tools of a file, or a client's servers.

A SERVER is named by its slug, title or id. A document of one server goes to stdout or into a
file; several go into a folder: -o DIR. A file that is there already is merged into: what is
the user's own stays. --stack asks the servers of a client's configuration, in the sandbox;
with --offline it takes what the catalog knows of them.

Exit code: 10 where --verify finds that the file is no longer right.

Example: toolrisk policy --stack .mcp.json --target codex -o rules.toml
"""

from pathlib import Path
from typing import Annotated

import typer

from catalog.errors import UsageError
from catalog.model.policy import Policy
from catalog.model.value import Value
from cli import options
from cli.check_options import Named, Saved
from cli.console import Voice, emit
from cli.policy_explained import explain, show_explained
from cli.policy_sources import Source, look, unmet
from cli.policy_text import put, show_changes
from cli.steps.policy_compared import differences
from cli.steps.policy_documents import documents
from cli.steps.policy_subjects import Wish
from publisher.policy.profile_file import profile_named
from publisher.target import find

Servers = Annotated[list[str] | None, typer.Argument(metavar="SERVER[/TOOL]", hidden=True)]
Stack = Annotated[
    str | None,
    typer.Option("--stack", metavar="CONFIG", help="All servers of a client's configuration."),
]
Offline = Annotated[
    bool, typer.Option("--offline", help="With --stack: start nothing, ask the catalog.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE|DIR", help="A file, or a folder for several servers."
    ),
]
Name = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", help="What the client calls the server."),
]
Old = Annotated[
    Path | None,
    typer.Option("--diff", metavar="OLD", help="What changes against that policy file, in words."),
]
Verified = Annotated[
    Path | None,
    typer.Option("--verify", metavar="FILE", help="Is that policy file still right?"),
]
Explained = Annotated[
    str | None, typer.Option("--explain", metavar="TOOL", help="How a tool's rule came about.")
]


class Policies(Value):
    """What `policy --json` prints: the rules with their reasons, whatever the target."""

    policies: tuple[Policy, ...]


def command(  # noqa: PLR0913 - Typer reads the options from the signature
    servers: Servers = None,
    *,
    file: options.File = None,
    stack: Stack = None,
    offline: Offline = False,
    profile: options.Profile = options.PROFILE,
    target: options.Target = options.TARGET,
    name: Name = None,
    output: Output = None,
    diff: Old = None,
    verify: Verified = None,
    explained: Explained = None,
    tools: Saved = None,
    env: Named = None,
    sandbox: options.Sandbox = None,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    _one_alone(diff=diff, verify=verify, explain=explained, output=output)
    form, terms = find(target), profile_named(profile)
    source = Source(
        tuple(servers or ()), file, stack, catalog, offline, sandbox,
        tuple(tools or ()), tuple(env or ()),
    )  # fmt: skip
    found = look(source, Wish(terms, explained, name), voice)
    subjects = found.subjects
    unmet(terms, subjects, voice)
    policies = {each.name: each.policy for each in subjects}
    if explained:
        show_explained(explain(subjects, explained, terms), voice, json=json)
    elif old := diff or verify:
        changes = differences(old, subjects, policies, form)
        refused = show_changes(changes, voice, verified=verify, profile=profile, json=json)
        return refused or found.exit_code
    elif json:
        emit(Policies(policies=tuple(policies.values())))
    else:
        put(documents(policies, form, output), voice)
    return found.exit_code


def _one_alone(**said: object) -> None:
    """Raises UsageError where several of these options are given."""
    given = [f"--{name}" for name, value in said.items() if value is not None]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} do not go together; give one of them")
