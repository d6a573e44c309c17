"""Every setting: what flags, variables of the environment and `toolrisk.toml` may all say.

They are the options of a command that is never run, so that Typer knows and checks a setting
in the same way wherever it was said.
"""

from typing import Any

import typer

from cli import options, site_options

EVERYWHERE = ("verbose", "log")
"""Settings that each command has without naming them: they are of the call, not of its work."""


def settings(  # noqa: PLR0913 - Typer reads the options from the signature
    *,
    catalog: options.Location = options.CATALOG,
    reports: options.Reports = options.REPORTS,
    base_url: site_options.BaseUrl = site_options.BASE_URL,
    dispute: site_options.Dispute = None,
    registries: options.Registries = list(options.REGISTRIES),  # noqa: B006 - Typer copies it
    delay: options.Delay = None,
    sandbox: options.Sandbox = None,
    jobs: options.Jobs = options.JOBS,
    target: options.Target = options.TARGET,
    fail_on: options.FailOn = options.FAIL_ON,
    judge: options.Judge = None,
    model: options.Model = None,
    max_tokens: options.MaxTokens = None,
    max_cost: options.MaxCost = None,
    price: options.Price = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = 0,
    log: options.Log = None,
) -> None:
    """The settings with their defaults; whoever adds one says in `trust` who may set it."""


def _command() -> Any:
    alone = typer.Typer(add_completion=False)
    alone.command()(settings)
    return typer.main.get_command(alone)


COMMAND = _command()
SETTINGS: dict[str, Any] = {each.name: each for each in COMMAND.params}
"""Each setting by its name, as Typer's parameter."""

PATHS = ("catalog", "reports", "log")
"""Settings that name a place on disk; in a file they are seen from the folder of that file."""
