"""Print the policy that contains a server, a tool, or the tools of a file.

A SERVER is named by its slug, title or id; several want a folder: -o DIR.

Example: toolrisk policy redis-mcp-redis -o redis.json
"""

from pathlib import Path
from typing import Annotated

import typer

from catalog.errors import InputError, NothingFound, StoreError, UsageError
from catalog.model.policy import Policy
from catalog.model.value import Value
from cli import options
from cli.console import Voice, emit
from cli.steps.complaints import Complaints
from publisher.addresses import safe_slug
from publisher.target import Target, export, find
from publisher.whole import write_whole

Servers = Annotated[list[str] | None, typer.Argument(metavar="SERVER[/TOOL]", hidden=True)]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE|DIR", help="A file, or a folder for several servers."
    ),
]
PLAIN = "policy"
"""What the file is called of a policy whose tools name no server."""


class Policies(Value):
    """What `policy --json` prints: the rules with their reasons, whatever the target."""

    policies: tuple[Policy, ...]


def command(
    servers: Servers = None,
    *,
    file: options.File = None,
    target: options.Target = options.TARGET,
    output: Output = None,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    form = find(target)
    complaints = Complaints(voice)
    if bool(servers) == bool(file):
        raise UsageError("name servers of the catalog, or a file of tools with --file")
    policies = _of_file(file, complaints) if file else _of_servers(catalog, servers or [], voice)
    if json:
        emit(Policies(policies=tuple(policies.values())))
    else:
        _write(policies, form, output, voice)
    return complaints.told()


def _write(policies: dict[str, Policy], form: Target, output: Path | None, voice: Voice) -> None:
    if len(policies) > 1 and output is None:
        raise UsageError(
            f"the policies of {len(policies)} servers are as many documents; "
            "name a folder for them with -o DIR"
        )
    for name, policy in policies.items():
        document = export(form, {name: policy})
        if output is None:
            typer.echo(document.text, nl=False)
        else:
            _put(
                document.text,
                output,
                f"{safe_slug(name) if name else PLAIN}{form.suffix}",
                len(policies),
            )
        for loss in document.losses:
            voice.say(f"{name}: {loss}" if name else loss)


def _of_file(file: str, complaints: Complaints) -> dict[str, Policy]:
    from cli.steps.policy_file import policies_of_file  # spares the catalog's import

    return policies_of_file(file, complaints)


def _of_servers(location: str, named: list[str], voice: Voice) -> dict[str, Policy]:
    from cli.opening import opening
    from cli.steps.policy import policies_of

    try:
        with opening(location, voice) as opened:
            return policies_of(opened, named)
    except (NothingFound, StoreError) as error:
        files = [each for each in named if Path(each).is_file()]
        if not files:
            raise
        raise UsageError(f"{files[0]} is a file; a file is named with --file {files[0]}") from error


def _put(text: str, output: Path, name: str, count: int) -> None:
    """Write one of `count` policies: into the file, or under its own name into the folder."""
    try:
        place = output / name if count > 1 or output.is_dir() else output
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, text.encode())
    except OSError as error:
        where = error.filename or output
        raise InputError(f"cannot write {where}: {error.strerror}; name another with -o") from error
