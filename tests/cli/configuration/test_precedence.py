"""Flags, then the environment, then the project's file, then the user's own, then defaults."""

from pathlib import Path

import pytest

from cli.configuration.settings import SETTINGS
from cli.main import COMMANDS, _loaded, main
from tests.cli.asking import Out, ask_json, refuse
from tests.cli.configuration.files import all_held, held, own, project

GIVEN = {
    "catalog": "'c.db'", "reports": "'site'", "registries": "['official']", "jobs": "7",
    "sandbox": "'bubblewrap'", "target": "'policylayer'", "quiet": "true", "verbose": "0",
    "log": "'log.jsonl'",
    "fail_on": "'medium'", "delay": "2",
    "judge": "'never'", "model": "'small'", "max_tokens": "9", "max_cost": "1.5",
    "price": "'1,2'", "base_url": "'https://risks.example/'",
    "dispute": "'mailto:risks@example.org'",
}  # fmt: skip


def test_the_nearer_word_counts(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    assert held(capsys, "catalog") == ("catalog.db", "default")
    file = own("catalog = 'own.db'\njobs = 5")
    assert held(capsys, "catalog") == (str(file.parent / "own.db"), f"{file}:1")
    project("\ncatalog = 'ours.db'")
    here = Path.cwd()
    assert held(capsys, "catalog") == (str(here / "ours.db"), "toolrisk.toml:2")
    assert held(capsys, "jobs") == ("5", f"{file}:2")
    monkeypatch.setenv("TOOLRISK_CATALOG", "said.db")
    assert held(capsys, "catalog") == ("said.db", "TOOLRISK_CATALOG")
    assert held(capsys, "catalog", "--catalog", "named.db") == ("named.db", "flag")


def test_a_commands_table_goes_before_the_top(capsys: Out) -> None:
    project("jobs = 3\n[doctor]\njobs = 4\n[run]\njobs = 5")
    assert held(capsys, "jobs") == ("4", "toolrisk.toml:3")


def test_every_setting_can_be_said_everywhere(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(GIVEN) == set(SETTINGS)
    lines = [f"{name} = {value}" for name, value in GIVEN.items()]
    project("\n".join(lines))
    sources = {name: source for name, (_, source) in all_held(capsys).items()}
    assert sources == {name: f"toolrisk.toml:{at}" for at, name in enumerate(GIVEN, 1)}
    for name, value in GIVEN.items():
        said = value.strip("'[]").replace("true", "1")
        monkeypatch.setenv(f"TOOLRISK_{name.upper()}", said)
    sources = {name: source for name, (_, source) in all_held(capsys).items()}
    assert sources == {name: f"TOOLRISK_{name.upper()}" for name in GIVEN}


def test_what_a_file_says_is_done(catalog: str, capsys: Out) -> None:
    own(f"catalog = '{catalog}'")
    project("reports = 'site'\n[publish]\nquiet = true")
    assert main(["publish"]) == 0
    assert capsys.readouterr().err == ""
    assert Path("site/index.html").exists()
    assert main(["publish", "--no-quiet"]) == 0
    assert "files written" in capsys.readouterr().err
    assert ask_json(capsys, "stats")["totals"]["servers"]


def test_registries_come_from_the_file_where_none_is_named(capsys: Out) -> None:
    project("registries = ['nowhere']")
    assert "'nowhere'" in refuse(capsys, "crawl", code=3)
    assert main(["crawl", "starter"]) == 0


def test_a_project_reaches_up_to_its_root_and_no_further(
    capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    project("jobs = 3")
    inner = Path("a/b")
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert held(capsys, "jobs")[1] == "default"
    Path("../../.git").mkdir()
    assert held(capsys, "jobs") == ("3", f"{Path('../..').resolve()}/toolrisk.toml:1")
    Path("../.git").mkdir()
    assert held(capsys, "jobs")[1] == "default"


def test_each_setting_is_the_same_in_every_command() -> None:
    seen = set()
    for command in COMMANDS:
        for param in _loaded(command).params:
            ours = f"TOOLRISK_{param.name.upper()}" == param.envvar
            assert ours == (param.name in SETTINGS), (command, param.name)
            if ours:
                seen.add(param.name)
                told = SETTINGS[param.name]
                assert (param.opts, param.type_descriptor.annotation) == (
                    told.opts, told.type_descriptor.annotation)  # fmt: skip
                same = param.name in ("registries", "log") or param.default == told.default
                assert same, (command, param.name)
    assert seen == set(SETTINGS)


def test_a_relative_home_for_configuration_is_none(
    capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "conf")
    Path("conf/toolrisk").mkdir(parents=True)
    Path("conf/toolrisk/toolrisk.toml").write_text("sandbox = 'none'")
    assert held(capsys, "sandbox")[1] == "default"
