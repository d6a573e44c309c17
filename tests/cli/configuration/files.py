"""The files that settings are read from, and what holds because of them."""

import json
import os
from pathlib import Path

from cli.main import main
from tests.cli.asking import Out


def own(text: str) -> Path:
    """The user's own file, with this in it."""
    file = Path(os.environ["XDG_CONFIG_HOME"], "toolrisk", "toolrisk.toml")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def project(text: str) -> None:
    """The project's file, with this in it."""
    Path("toolrisk.toml").write_text(text)


def held(capsys: Out, name: str, *argv: str) -> tuple[str, str]:
    """A setting that holds, and where it was said."""
    return all_held(capsys, *argv)[name]


def all_held(capsys: Out, *argv: str) -> dict[str, tuple[str, str]]:
    """Every setting likewise."""
    main(["doctor", *argv, "--json"])
    settings = json.loads(capsys.readouterr().out)["settings"]
    return {each["name"]: (each["value"], each["source"]) for each in settings}
