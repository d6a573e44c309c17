"""Commands and URLs that a person gives, without a listing and without a catalog."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from catalog.taxonomy import Reason
from cli.main import main
from crawler.introspection.by_hand import Program, by_hand
from crawler.introspection.introspect import ask_once
from crawler.introspection.launch import Launch
from crawler.introspection.remote.endpoint import Endpoint
from crawler.introspection.sandbox import Tier
from tests.crawler.hosting import SERVERS, TIERS, tools_of, why_skipped
from tests.crawler.remotes import as_json, hosting

HERE = Path("/here")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with servers in it, in which the command is given; its python is a system one's.

    Everybody may read it: root's servers are nobody in our own cage.
    """
    tmp_path.chmod(0o755)
    shutil.copytree(SERVERS, tmp_path / "tests" / "servers")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(Path(sys.executable).resolve())
    (tmp_path / "good.py").write_text(
        "import runpy, sys; sys.path.insert(0, sys.path[0])\n"
        "runpy.run_module('tests.servers.good', run_name='__main__')\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


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
    found = by_hand(words.split(), HERE)
    assert isinstance(found, Launch)
    assert (found.registry, found.identifier, found.version, found.arguments) == launch


def test_a_url_is_asked_and_any_other_command_is_a_program() -> None:
    assert isinstance(by_hand(["https://x.invalid/sse"], HERE), Endpoint)
    assert isinstance(by_hand(["npx", "--package", "x", "y"], HERE), Program)
    assert isinstance(by_hand(["python", "x.py"], HERE), Program)


@pytest.mark.parametrize("tier", TIERS)
def test_a_program_is_started_with_its_folder_to_read(tier: Tier, project: Path) -> None:
    tried = ask_once(by_hand(["bin/python", "good.py"], project), tier, allow_private=False)
    assert list(tools_of(tried.outcome)) == ["look", "touch"]
    assert (project / "good.py").exists()


def test_without_a_sandbox_it_is_not_started(project: Path) -> None:
    tried = ask_once(by_hand(["bin/python", "good.py"], project), Tier.MISSING, allow_private=False)
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
