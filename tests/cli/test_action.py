"""The GitHub Action's step as a runner runs it, and the pre-commit hook as pre-commit does."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.cli.checking import config

REPOSITORY = Path(__file__).parents[2]
COMMAND = str(Path(sys.executable).parent / "toolrisk")
SCRIPT = REPOSITORY / ".ci/check"
KNOWN = {"git": {"command": "uvx", "args": ["mcp-server-git"]}}
"""What the catalog of the tests knows: a critical tool, and a name with a control character."""


class Ran(NamedTuple):
    """What a step left behind."""

    code: int
    said: str
    summary: str
    outputs: Mapping[str, str]


def step(
    folder: Path, *, toolrisk: str = COMMAND, action: str = str(REPOSITORY), **inputs: str
) -> Ran:
    """Run the step in this folder, with these inputs, as an action's step is run."""
    summary, outputs = folder / ".summary", folder / ".outputs"
    for each in (summary, outputs):
        each.write_text("")
    given = {f"INPUT_{name.upper()}": value for name, value in inputs.items()}
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    environment = kept | given | {
        "TOOLRISK_COMMAND": toolrisk,
        "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(outputs),
        "GITHUB_ACTION_PATH": action, "RUNNER_TEMP": str(folder), "COLUMNS": "200",
    }  # fmt: skip
    ran = subprocess.run(
        [SCRIPT], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    lines = outputs.read_text().splitlines()
    return Ran(
        ran.returncode,
        ran.stdout + ran.stderr,
        summary.read_text(),
        dict(line.split("=", 1) for line in lines),
    )


def test_a_step_shows_summarizes_and_hands_on(catalog: str, tmp_path: Path) -> None:
    config(tmp_path / ".mcp.json", **KNOWN)
    ran = step(tmp_path, offline=catalog, fail_on="critical")
    assert ran.code == 10
    assert "git/delete_all_notes" in ran.said
    assert ran.summary.startswith("## toolrisk: ")
    assert ran.outputs == {"exit-code": "10", "sarif": "toolrisk.sarif"}
    sarif = json.loads((tmp_path / "toolrisk.sarif").read_text())
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == ".mcp.json"


def test_nothing_fails_where_nothing_may(catalog: str, tmp_path: Path) -> None:
    config(tmp_path / "a.json", **KNOWN)
    config(tmp_path / "b c.json", other={"command": "npx", "args": ["nobody-knows"]})
    inputs = {"offline": catalog, "fail_on": "never", "sarif": "out/put.sarif", "format": "json"}
    (tmp_path / "out").mkdir()
    ran = step(tmp_path, config="a.json\n\nb c.json\n", **inputs)
    assert ran.code == 4
    assert ran.outputs == {"exit-code": "4", "sarif": "out/put.sarif"}
    assert step(tmp_path, config="a.json", **inputs).code == 0


@pytest.mark.parametrize("name", ["config", "fail_on", "profile", "lock", "format", "offline"])
@pytest.mark.parametrize(
    "value",
    [
        """$(touch pwned)`touch pwned`; touch pwned || '"; touch pwned; "' * ${IFS}""",
        "x\n-o\npwned",
    ],
)
def test_an_input_is_a_word_whatever_is_in_it(
    name: str, value: str, catalog: str, tmp_path: Path
) -> None:
    config(tmp_path / ".mcp.json", **KNOWN)
    ran = step(tmp_path, **{"offline": catalog, name: value})
    assert not (tmp_path / "pwned").exists()
    assert not (tmp_path / "toolrisk.lock").exists()
    assert ran.code in (1, 2, 3)
    assert "Traceback" not in ran.said


def test_a_configuration_s_name_is_no_option(catalog: str, tmp_path: Path) -> None:
    assert step(tmp_path, offline=catalog, config=".mcp.json\n--update").code == 2
    assert not (tmp_path / "toolrisk.lock").exists()


def test_a_name_of_several_lines_is_no_further_output(catalog: str, tmp_path: Path) -> None:
    config(tmp_path / ".mcp.json", **KNOWN)
    ran = step(tmp_path, offline=catalog, sarif="a\nexit-code=0")
    assert ran.code == 2
    assert ran.outputs == {}


def test_a_report_of_the_pull_request_s_own_is_not_handed_on(catalog: str, tmp_path: Path) -> None:
    config(tmp_path / ".mcp.json", **KNOWN)
    (tmp_path / "toolrisk.sarif").write_text('{"runs": []}')
    (tmp_path / "toolrisk.lock").write_text("broken")
    ran = step(tmp_path, offline=catalog)
    assert ran.code == 1
    assert ran.outputs == {"exit-code": "1"}


def test_no_module_of_the_pull_request_is_run(tmp_path: Path) -> None:
    """`python -m` looks into the working folder first."""
    for name in ("venv", "pip", "ensurepip", "subprocess", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("open('pwned', 'w').close()\nraise SystemExit(0)\n")
    bad = tmp_path / "action"
    bad.mkdir()  # nothing to install: the step ends once pip has seen that
    step(tmp_path, toolrisk="", action=str(bad))
    assert (tmp_path / "toolrisk/bin/python").exists()
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize(
    ("name", "there"),
    [
        (".mcp.json", True), ("a/b/.mcp.json", True), (".cursor/mcp.json", True),
        ("a/.codex/config.toml", True), ("a-b/.mcp.json", True), ("my.mcp.json", False),
        ("--tools=notes=calm/.mcp.json", False), ("-oX/.mcp.json", False),
    ],
)  # fmt: skip
def test_the_hook_takes_no_file_that_would_be_an_option(name: str, there: bool) -> None:  # noqa: FBT001 - a parameter of a test
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
    assert bool(re.search(hook["files"], name)) is there


def test_a_server_s_name_is_no_command_to_the_runner(tmp_path: Path) -> None:
    config(tmp_path / ".mcp.json", **{"::error::evil": {}, "::add-mask::x": {"command": "./no"}})
    lines = step(tmp_path, fail_on="never").said.splitlines()
    stop, token = lines[0].rsplit("::", 1)
    assert stop == "::stop-commands"
    end = lines.index(f"::{token}::")
    assert not [line for line in lines[:1] + lines[end:] if "evil" in line or "mask" in line]


def test_the_action_hands_every_input_on_by_the_environment() -> None:
    action: dict[str, Any] = yaml.safe_load((REPOSITORY / "action.yml").read_text())
    (check,) = [each for each in action["runs"]["steps"] if "run" in each]
    assert "${{" not in check["run"]
    script = SCRIPT.read_text()
    assert set(check["env"]) == {each for each in check["env"] if f"{each}" in script}
    named = {name.upper().replace("-", "_") for name in action["inputs"]} - {"PYTHON_VERSION"}
    assert {f"INPUT_{each}" for each in named} == set(check["env"])
    assert SCRIPT.stat().st_mode & 0o111


@pytest.mark.online
@pytest.mark.slow
def test_a_runner_installs_it_from_the_action_s_own_path(catalog: str, tmp_path: Path) -> None:
    config(tmp_path / ".mcp.json", **KNOWN)
    ran = step(tmp_path, toolrisk="", offline=catalog, fail_on="never")
    assert ran.code == 0, ran.said
    assert ran.outputs["sarif"] == "toolrisk.sarif"


@pytest.mark.online
@pytest.mark.slow
def test_the_action_is_one_by_its_schema() -> None:
    uvx = [sys.executable, "-m", "uv", "tool", "run", "--quiet", "--from"]
    tool = ["check-jsonschema==0.39.0", "check-jsonschema"]
    named = ["--builtin-schema", "vendor.github-actions", str(REPOSITORY / "action.yml")]
    subprocess.run([*uvx, *tool, *named], check=True, timeout=300)


@pytest.mark.online
@pytest.mark.slow
def test_pre_commit_runs_the_hook(catalog: str, tmp_path: Path) -> None:
    source, project = tmp_path / "toolrisk", tmp_path / "project"
    listed = git(REPOSITORY, "ls-files", "-z").split("\0")
    for name in filter(None, listed):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, source / name)
    project.mkdir()
    for each in (source, project):
        git(each, "init", "--quiet")
    git(source, "add", ".")
    commit(source)
    config(project / ".mcp.json", **KNOWN)
    shutil.copy(catalog, project / "catalog.db")
    hook = {"id": "toolrisk-check", "args": ["--offline", "--fail-on", "critical"]}
    revision = git(source, "rev-parse", "HEAD").strip()
    repos = [{"repo": str(source), "rev": revision, "hooks": [hook]}]
    (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": repos}))
    git(project, "add", ".mcp.json", ".pre-commit-config.yaml")
    failed = pre_commit(project, "run", home=tmp_path)
    assert failed.returncode == 1, failed.stdout
    assert "git/delete_all_notes" in failed.stdout
    assert "exit code: 10" in failed.stdout
    git(project, "rm", "--quiet", "--cached", ".mcp.json")
    skipped = pre_commit(project, "run", home=tmp_path)
    assert skipped.returncode == 0, skipped.stdout
    manifest = str(REPOSITORY / ".pre-commit-hooks.yaml")
    assert pre_commit(project, "validate-manifest", manifest, home=tmp_path).returncode == 0


def pre_commit(folder: Path, *words: str, home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "uv", "tool", "run", "--quiet", "pre-commit@4.7.0", *words]
    environment = os.environ | {"PRE_COMMIT_HOME": str(home / "hooks"), "COLUMNS": "200"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def commit(folder: Path) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
    git(folder, *who, "commit", "--quiet", "--message", "all")
