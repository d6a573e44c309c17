"""Print the policy that contains a server, a tool, or the tools of a file."""

from pathlib import Path
from typing import Annotated

import typer

from catalog.errors import InputError, UsageError
from catalog.model.policy import Policy
from catalog.model.value import Value
from cli import options
from cli.console import Voice, complain, emit
from publisher.addresses import safe_slug
from publisher.target import Target, find, names

Servers = Annotated[list[str] | None, typer.Argument(metavar="[SERVER[/TOOL]]…")]
Format = Annotated[str, typer.Option("--target", help=f"One of: {', '.join(names())}.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="A file, or a folder for several servers.")
]


class Policies(Value):
    """What `policy --json` prints: the rules with their reasons, whatever the target."""

    policies: tuple[Policy, ...]


def command(
    servers: Servers = None,
    *,
    file: options.File = None,
    target: Format = "policylayer",
    output: Output = None,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    form = find(target)
    complaints: list[str] = []
    if bool(servers) == bool(file):
        raise UsageError("name servers of the catalog, or a file of tools with --file")
    policies = _of_file(file, complaints) if file else _of_servers(catalog, servers or [])
    if json:
        emit(Policies(policies=tuple(policies.values())))
    else:
        _write(policies, form, output, voice)
    return complain(complaints)


def _write(policies: dict[str, Policy], form: Target, output: Path | None, voice: Voice) -> None:
    for name, policy in policies.items():
        _put(form, policy, _place(output, name, form, len(policies)))
        for loss in form.loses(policy):
            voice.say(f"{name}: {loss}")


def _of_file(file: str, complaints: list[str]) -> dict[str, Policy]:
    from cli.steps.policy_file import policies_of_file  # spares the catalog's import

    return policies_of_file(file, complaints)


def _of_servers(location: str, named: list[str]) -> dict[str, Policy]:
    from catalog.store.catalog import open_catalog
    from cli.steps.policy import policies_of

    with open_catalog(location, must_exist=True) as opened:
        return policies_of(opened, named)


def _place(output: Path | None, name: str, form: Target, count: int) -> Path | None:
    """Where a policy goes: stdout, the file, or its own file in a folder."""
    if output is None or (count == 1 and not output.is_dir()):
        return output
    return output / f"{safe_slug(name)}{form.suffix}"


def _put(form: Target, policy: Policy, place: Path | None) -> None:
    text = form.render(policy)
    if place is None:
        typer.echo(text, nl=False)
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(f"cannot write {place}: {error.strerror}; name another with -o") from error
