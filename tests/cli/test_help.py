"""The help names values in our words, says what there is to choose from, and gives an example."""

import importlib
import shlex

import pytest

from cli.main import COMMANDS, main
from crawler.source import registries
from tests.cli.asking import Out, ask, refuse


@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_no_type_of_python_is_shown(name: str | None, capsys: Out) -> None:
    out = ask(capsys, *([name] if name else []), "--help")
    assert "[[" not in out
    assert [word for word in ("<bool>", "<str>", "<path>", "list[", "…") if word in out] == []


@pytest.mark.parametrize("name", ["run", "crawl"])
def test_the_registries_are_named(name: str, capsys: Out) -> None:
    out = ask(capsys, name, "--help")
    assert "[REGISTRY]..." in out
    assert [each for each in registries() if each not in out] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_is_a_call_that_is_understood(name: str, capsys: Out) -> None:
    text = importlib.import_module(f"cli.commands.{name}").__doc__ or ""
    (example,) = (line for line in text.splitlines() if line.startswith("Example: "))
    _, program, command, *words = shlex.split(example)
    assert (program, command) == ("toolrisk", name)
    assert main([command, *words, "--help"]) == 0
    assert example in capsys.readouterr().out


def test_help_is_a_word_too(capsys: Out) -> None:
    assert ask(capsys, "help") == ask(capsys, "--help")
    assert ask(capsys, "help", "show") == ask(capsys, "show", "--help")
    refuse(capsys, "help", "nope", code=2)
