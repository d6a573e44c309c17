"""The entry point: exit codes, one line for an error, and commands that cost what they use."""

import subprocess
import sys
from pathlib import Path

import pytest

import cli.commands
from cli.main import COMMANDS, main


def test_every_command_file_is_a_command_and_has_help() -> None:
    files = {each.stem for each in Path(cli.commands.__file__).parent.glob("[!_]*.py")}
    assert files == set(COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("toolrisk ")


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    said = capsys.readouterr().out
    assert ("--json" in said) != (name == "serve")  # which runs until it is stopped


@pytest.mark.parametrize(
    "argv", [["nope"], ["stats", "--nope"], ["evaluate"]], ids=["command", "option", "argument"]
)
def test_wrong_words_are_one_line_and_exit_2(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("toolrisk: ")
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize(
    ("argv", "spared"),
    [
        (["--version"], {"pydantic", "sqlmodel", "mcp", "openai", "scrapy", "jinja2"}),
        (["--help"], {"sqlmodel", "mcp", "openai", "scrapy", "jinja2"}),
        (
            ["classify", "--file", "/dev/null"],
            {"sqlmodel", "mcp", "openai", "scrapy", "jinja2", "alembic"},
        ),
    ],
    ids=["version", "help", "classify --file"],
)
def test_a_command_imports_only_what_it_uses(argv: list[str], spared: set[str]) -> None:
    code = (
        "import sys; from cli.main import main; main(sys.argv[1:]);"
        "print('loaded:', *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *argv], capture_output=True, text=True, check=True
    )
    assert not spared & set(done.stderr.rpartition("loaded:")[2].split())
