"""What a toolrisk.toml cannot say, and what a project's may not: one line, with file and line."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.errors import ConfigurationError
from cli.configuration import trust
from cli.configuration.file import BYTES, read
from cli.configuration.settings import SETTINGS
from cli.main import COMMANDS, main
from tests.cli.asking import Out, ask, refuse
from tests.cli.configuration.files import held, own, project

WRONG = {
    "job = 4": ":1: job: there is no such setting; did you mean jobs?",
    "\n[run]\nregistry = []": ":3: run.registry: there is no such setting; did you mean regis",
    "[runn]\njobs = 1": ":1: runn: there is no such setting; did you mean run or",
    "json = true": ":1: json: there is no such setting",
    "[run.jobs]\nx = 1": ":1: run.jobs: give a whole number",
    "run = 4": ":1: run: is a command; give its settings in a table [run]",
    "jobs = '4'": ":1: jobs: give a whole number",
    "jobs = 4.0": ":1: jobs: give a whole number",
    "jobs = true": ":1: jobs: give a whole number",
    "jobs = 65": ":1: jobs: Input should be less than or equal to 64",
    "jobs = 0": ":1: jobs: Input should be greater than or equal to 1",
    f"jobs = {'9' * 4000}": ":1: jobs: ",
    f"jobs = {'9' * 5000}": ":1: is not TOML: ",
    "quiet = 'yes'": ":1: quiet: give true or false",
    "quiet = 1": ":1: quiet: give true or false",
    "verbose = 3": ":1: verbose: Input should be less than or equal to 2",
    "catalog = 5": ":1: catalog: give a string",
    "catalog = 'a\\u0000'".replace("'", '"'): ":1: catalog: it holds a NUL",
    "registries = 'starter'": ":1: registries: give a list of strings",
    "registries = ['starter', 1]": ":1: registries: give a list of strings",
    "sandbox = 'nope'": ":1: sandbox: it is bubblewrap, landlock or none, not 'nope'",
    "target = 'nope'": ":1: target: no policy target 'nope'",
    "log = 2026-11-21": ":1: log: give a string",
    "reports = '~nobody-of-that-name/x'": ":1: reports: ",
    "jobs = 1\n\njobs = 2": ":3: is not TOML: Cannot overwrite a value",
    "jobs =": ":1: is not TOML: Invalid value",
    "x = " + "[" * 9000: ":1: is nested too deeply",
    "#" * (BYTES + 1): f": is larger than {BYTES:,} bytes",
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG, ids=[each[:24] for each in WRONG])
@pytest.mark.parametrize("place", ["project", "own"])
def test_a_file_that_is_off_is_one_line(text: str, place: str, capsys: Out) -> None:
    if place == "project":
        project(text)
        file: Path | str = "toolrisk.toml"
    else:
        file = own(text)
    assert refuse(capsys, "stats", code=2).startswith(f"toolrisk: {file}{WRONG[text]}")


def test_bytes_that_are_no_text(capsys: Out) -> None:
    Path("toolrisk.toml").write_bytes(b"jobs = 1\n# \xff\n")
    assert "toolrisk.toml:2: is not UTF-8" in refuse(capsys, "stats", code=2)


def test_what_is_no_file(capsys: Out) -> None:
    file = Path("toolrisk.toml")
    file.mkdir()
    assert "toolrisk.toml: is no file" in refuse(capsys, "stats", code=2)
    file.rmdir()
    os.mkfifo(file)
    assert "toolrisk.toml: is no file" in refuse(capsys, "stats", code=2)
    file.unlink()
    file.symlink_to("/dev/zero")
    assert "toolrisk.toml: is no file" in refuse(capsys, "stats", code=2)
    file.unlink()
    file.symlink_to("nowhere")
    assert "toolrisk.toml: cannot be read: No such file" in refuse(capsys, "stats", code=2)


def test_help_and_version_work_beside_a_broken_file(capsys: Out) -> None:
    project("jobs = ")
    ask(capsys, "--version")
    assert "--catalog" in ask(capsys, "stats", "--help")
    assert main(["stats", "--nope"]) == 2


OUTSIDE = ["/tmp/x.db", "../x.db", "~/x.db", "link/x.db", "a/../../x.db", ".git/x.db", "loop/x.db"]  # noqa: S108 - a name, not a file


@pytest.mark.parametrize("name", ["catalog", "reports", "log"])
@pytest.mark.parametrize("place", OUTSIDE)
def test_a_project_stays_in_its_folder(name: str, place: str, capsys: Out) -> None:
    Path("link").symlink_to("..")
    Path("loop").symlink_to("loop")
    project(f"{name} = '{place}'")
    line = refuse(capsys, "publish", code=2)
    assert line.startswith(f"toolrisk: toolrisk.toml:1: {name}: it is ")
    assert f"--{name} or TOOLRISK_{name.upper()}" in line


@pytest.mark.parametrize("text", ["postgresql://evil.example/x", "sqlite:////etc/x"])
def test_a_project_names_no_database_server(text: str, capsys: Out) -> None:
    project(f"catalog = '{text}'")
    assert "names no database server" in refuse(capsys, "stats", code=2)


def test_a_project_cannot_take_the_sandbox_away(
    catalog: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    project("[introspect]\nsandbox = 'none'")
    monkeypatch.setenv("TOOLRISK_CATALOG", catalog)
    line = refuse(capsys, "introspect", "nobody", code=2)
    assert "toolrisk.toml:2: sandbox: a project's file cannot take the sandbox away" in line
    assert main(["introspect", "nobody", "--sandbox", "none"]) == 3
    monkeypatch.setenv("TOOLRISK_SANDBOX", "none")
    assert main(["introspect", "nobody"]) == 3


@pytest.mark.parametrize("risk", ["critical", "never"])
def test_a_project_cannot_let_more_pass(risk: str, capsys: Out) -> None:
    project(f"[check]\nfail_on = '{risk}'")
    line = refuse(capsys, "check", "npm:nobody", code=2)
    assert "toolrisk.toml:2: fail_on: a project's file cannot let more pass" in line


def test_the_user_alone_may(catalog: str, capsys: Out) -> None:
    own(f"sandbox = 'none'\ncatalog = '{catalog}'")
    assert main(["introspect", "nobody"]) == 3
    assert "sandbox: none, as asked for" in capsys.readouterr().err


def test_doctor_shows_what_it_refuses(capsys: Out) -> None:
    project("sandbox = 'none'")
    assert held(capsys, "sandbox") == ("none", "toolrisk.toml:1")
    main(["doctor"])
    assert "cannot take the sandbox away" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("word", ["http://10.0.0.1", "smithery=https://evil.example", "clients"])
def test_a_project_names_no_address_and_no_clients(word: str, capsys: Out) -> None:
    project(f"registries = ['starter', '{word}']")
    assert main(["crawl"]) == 2
    assert "toolrisk.toml:1: registries: a project's file" in capsys.readouterr().err
    assert not Path("catalog.db").exists()


def test_a_setting_that_nobody_thought_of_is_refused() -> None:
    assert trust.refusal("endpoint", "https://evil.example", Path())
    assert {each for each in SETTINGS if trust.refusal(each, "x", Path())} == {
        "sandbox", "fail_on", "delay", "judge", "model", "max_tokens", "max_cost", "price",
    }  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.one_of(
    st.binary(max_size=60),
    st.lists(st.sampled_from([*SETTINGS, *COMMANDS, "=", "[", "]", "'", '"""', "\n", ".", "1",
                              "true", "{", "}", ",", "\0", "☃"]), max_size=12)
    .map(lambda each: " ".join(each).encode()),
))  # fmt: skip
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "toolrisk.toml"
    file.write_bytes(data)
    for trusted in (True, False):
        try:
            read(file, COMMANDS, trusted=trusted)
        except ConfigurationError as error:
            assert "toolrisk.toml" in str(error)
