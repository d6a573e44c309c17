"""Commands and URLs that a person gives, without a listing and without a catalog."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from catalog.model.snapshot import Skipped
from catalog.taxonomy import Reason
from cli.main import main
from crawler.clients.plan import plan_of
from crawler.clients.wanted import own
from crawler.introspection.introspect import Planned
from crawler.introspection.launch import Launch
from crawler.introspection.program import Program, Reach, program
from crawler.introspection.remote.endpoint import Endpoint
from crawler.introspection.sandbox import Tier, network_tier
from tests.crawler.hosting import SERVERS, TIERS, ask_planned, tools_of, why_skipped
from tests.crawler.remotes import as_json, hosting

HERE = Path("/here")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with servers in it, in which the command is given; its python is a system one's.

    Everybody may read it: root's servers are nobody in our own cage.
    """
    tmp_path.chmod(0o755)
    shutil.copytree(SERVERS, tmp_path / "tests" / "servers")
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(Path(sys.executable).resolve())
    (tmp_path / "good.py").write_text(
        "import runpy, sys; sys.path.insert(0, sys.path[0])\n"
        "runpy.run_module('tests.servers.good', run_name='__main__')\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def planned(words: list[str], folder: Path = HERE) -> Planned:
    (sought,) = own(words, folder).servers
    return plan_of(sought.server, sought.reach)


@pytest.mark.parametrize(
    ("words", "launch"),
    [
        ("npx -y @a/b@1.2.3 --x", ("npm", "@a/b", "1.2.3", ("--x",))),
        ("npx a", ("npm", "a", "latest", ())),
        ("uvx a==1.0 serve", ("pypi", "a", "1.0", ("serve",))),
        ("/usr/bin/uvx a@1.0", ("pypi", "a", "1.0", ())),
    ],
)
def test_a_runners_package_is_installed_instead(words: str, launch: tuple[object, ...]) -> None:
    found = planned(words.split())
    assert isinstance(found, Launch)
    assert (found.registry, found.identifier, found.version, found.arguments) == launch


def test_the_program_of_a_package_may_be_named() -> None:
    found = planned(["npx", "--package", "x", "y"])
    assert isinstance(found, Launch)
    assert (found.identifier, found.program) == ("x", "y")


def test_a_url_is_asked_and_any_other_command_is_a_program() -> None:
    assert isinstance(planned(["https://x.invalid/sse"]), Endpoint)
    assert isinstance(planned(["python", "x.py"]), Program)


@pytest.mark.parametrize("tier", TIERS)
def test_a_program_is_started_with_its_folder_to_read(tier: Tier, project: Path) -> None:
    tried = ask_planned(planned(["bin/python", "good.py"], project), tier)
    assert list(tools_of(tried.outcome)) == ["look", "touch"]
    assert (project / "good.py").exists()


def test_a_program_reads_the_projects_of_its_files_and_no_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(Path, "home", lambda: home)
    served, deep = home / "work" / "server", home / "work" / "server" / "a" / "b.py"
    deep.parent.mkdir(parents=True)
    for each in (deep, served / "pyproject.toml", home / ".git", home / "loose.py"):
        each.touch()
    found = program(["sh", "work/server/a/b.py", "loose.py"], Reach(folder=home), {})
    assert found.command[1:] == (str(deep), str(home / "loose.py"))
    assert served in found.shown
    assert not [each for each in found.shown if home.is_relative_to(each)]


def test_uv_s_own_environment_is_seen_through_or_missed(project: Path) -> None:
    words = ["uv", "--directory", str(project), "run", "good.py", "--x"]
    missing = planned(words)
    assert isinstance(missing, Skipped)
    assert "uv sync" in missing.detail
    (project / ".venv").mkdir()
    (project / "bin").rename(project / ".venv" / "bin")
    found = planned(words)
    assert isinstance(found, Program)
    assert found.command == (
        str(project / ".venv/bin/python"), str(project / "good.py"), "--x",
    )  # fmt: skip


def test_without_a_sandbox_it_is_not_started(project: Path) -> None:
    tried = ask_planned(planned(["bin/python", "good.py"], project), Tier.MISSING)
    assert why_skipped(tried.outcome).reason is Reason.NO_SANDBOX


def test_what_it_says_is_printed_as_a_tools_list(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["introspect", "--sandbox", "none", "--quiet", "--json", "--", "bin/python", "good.py"]
    assert main(words) == 0
    said = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in said["tools"]] == ["look", "touch"]
    assert said["serverInfo"]["name"] == "by-hand"
    assert not list(project.glob("*.db"))


@pytest.mark.skipif(
    network_tier(Tier.BUBBLEWRAP) is Tier.MISSING, reason="no Landlock that knows ports"
)
def test_the_network_is_given_where_it_is_allowed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "lacks.py").write_text(
        "import runpy\nrunpy.run_module('tests.servers.lacks_network', run_name='__main__')\n"
    )
    words = ["--quiet", "--json", "--", "bin/python", "lacks.py"]
    assert main(["introspect", *words]) == 4
    assert json.loads(capsys.readouterr().out)["skipped"] == "needs network"
    assert main(["introspect", "--network", *words]) == 0
    said = json.loads(capsys.readouterr().out)
    assert "only with the network, in a second start" in said["warnings"][0]


def test_a_url_by_hand_is_asked_only_where_it_may_lead(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with hosting(as_json) as host:
        assert main(["introspect", "-q", "--sandbox", "none", "--", host.url]) == 4
        assert "address refused" in capsys.readouterr().out
        allowed = ["introspect", "-q", "--sandbox", "none", "--allow-private", "--", host.url]
        assert main(allowed) == 0
        assert "look" in capsys.readouterr().out


def test_servers_and_a_command_at_once_are_too_much(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["introspect", "--sandbox", "none", "x", "--", "y"]) == 2
    assert main(["introspect", "--sandbox", "none", "--"]) == 2
