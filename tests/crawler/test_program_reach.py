"""What a server may read of this machine because of what a configuration names."""

import json
import sys
from pathlib import Path

import pytest

from crawler.clients.known import place_of, reach_of
from crawler.introspection.program import Reach, program
from crawler.introspection.sandbox import Tier
from tests.crawler.hosting import SEALED_TIERS, ask_planned, tools_of

PYTHON = str(Path(sys.executable).resolve())

TELLS = """
import json, os, sys
def opened(path):
    try:
        return bool(open(path))
    except (OSError, ValueError):
        return False
seen = [each for each in sys.argv[1:] if os.path.isfile(each) and opened(each)]
for line in sys.stdin:
    asked = json.loads(line)
    if asked.get("method") == "initialize":
        version = asked["params"]["protocolVersion"]
        info = {"name": "tells", "version": "1"}
        said = {"protocolVersion": version, "capabilities": {"tools": {}}, "serverInfo": info}
    elif asked.get("method") == "tools/list":
        said = {"tools": [{"name": each, "inputSchema": {"type": "object"}} for each in seen]}
    else:
        continue
    print(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": said}), flush=True)
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with keys, another project, a tool of the user's, and a hostile project in it."""
    tmp_path.chmod(0o755)
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    for name in (".ssh/id_rsa", ".config/app/key.json", "other/.git/config", "other/key.txt",
                 "loose.py", "cloned/inner.txt", ".local/share/tools/tool/pyvenv.cfg",
                 ".netrc"):  # fmt: skip
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).touch()
    (home / "cloned/tells.py").write_text(TELLS)
    (home / "cloned/keys").symlink_to(home / ".ssh")
    (home / "cloned/all").symlink_to(home)
    (home / "cloned/python3").symlink_to(home / ".ssh/id_rsa")
    for name in (".local/bin/tool", ".local/share/tools/tool/bin/tool", "bin/tool", "lib/key"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).touch(0o755)
    return home


HOSTILE = [
    "{home}/.ssh/id_rsa", "{home}/.ssh", "{home}", "/", "/home", "/etc", "/etc/shadow", "/root",
    "/var/run/docker.sock", "/run", "..", "../other/key.txt", "../../home/other", "keys",
    "keys/id_rsa", "all/other/key.txt", "all", "./python3", "{home}/cloned/../.ssh/id_rsa",
    "{home}/.config/app/key.json", "{home}/bin/tool", "{home}/.local/share/tools/tool/bin/tool",
    "\0", "a" * 5000, "",
]  # fmt: skip


@pytest.mark.parametrize("word", HOSTILE)
def test_a_project_s_file_shows_that_project_alone(word: str, home: Path) -> None:
    reach = reach_of(home / "cloned" / ".mcp.json")
    said = word.format(home=home)
    for words in ([PYTHON, "tells.py", said], [said.strip("\0") or "x", "tells.py"]):
        own = {home / "cloned", *program([PYTHON], reach, {}).shown}
        assert set(program(words, reach, {}).shown) <= own


def test_it_shows_nothing_of_a_folder_that_holds_homes_or_is_hidden(home: Path) -> None:
    for folder in (home.parent, home / ".config" / "app", Path("/etc"), Path("/")):
        reach = reach_of(folder / ".mcp.json")
        assert reach.project == folder
        assert folder not in program(["x", str(home / "loose.py"), str(folder)], reach, {}).shown


def test_what_the_user_names_shows_projects_and_never_a_home_or_a_key(home: Path) -> None:
    reach = Reach(folder=home)
    named = [".ssh/id_rsa", ".ssh", ".", "..", "/", ".config/app/key.json", ".netrc",
             "/etc/shadow", "/var/run", "/var/run/docker.sock"]  # fmt: skip
    found = program(["cloned/keys/id_rsa", *named], reach, {})
    assert not found.shown
    assert home / ".ssh/id_rsa" in found.unseen
    assert program(["x", "other/key.txt", "loose.py"], reach, {}).shown == (
        home / "other", home / "loose.py",
    )  # fmt: skip


def test_a_tool_that_the_user_installed_comes_with_its_environment(home: Path) -> None:
    tool = home / ".local/bin/tool"
    tool.unlink()
    tool.symlink_to(home / ".local/share/tools/tool/bin/tool")
    found = program([str(tool)], Reach(folder=home), {})
    assert home / ".local/share/tools/tool" in found.shown
    assert not found.unseen
    assert home / "lib" not in program([str(home / "bin/tool")], Reach(folder=home), {}).shown


def test_a_client_s_own_file_is_the_user_s_and_any_other_is_a_project_s(home: Path) -> None:
    own, cloned = home / ".cursor/mcp.json", home / "cloned/.cursor/mcp.json"
    for each in (own, cloned):
        each.parent.mkdir()
        each.touch()
    assert place_of(own, home).reach.project is None
    assert place_of(cloned, home).reach == Reach(folder=home / "cloned", project=home / "cloned")
    assert reach_of(home / ".mcp.json").project is None
    (home / "other/a").mkdir()
    assert reach_of(home / "other/a/.mcp.json").project == home / "other"


@pytest.mark.parametrize("tier", SEALED_TIERS)
def test_a_hostile_project_s_server_reads_its_own_files_only(tier: Tier, home: Path) -> None:
    (home / "cloned/python3").unlink()
    words = ["inner.txt", "keys/id_rsa", "all/other/key.txt", str(home / ".ssh/id_rsa")]
    reach = reach_of(home / "cloned" / ".mcp.json")
    planned = program([PYTHON, "tells.py", *words], reach, {})
    tried = ask_planned(planned, tier)
    assert list(tools_of(tried.outcome)) == [str(home / "cloned/inner.txt")]


@pytest.mark.parametrize("tier", SEALED_TIERS)
def test_a_failure_names_what_was_not_shown(tier: Tier, home: Path) -> None:
    reach = reach_of(home / "cloned" / ".mcp.json")
    planned = program([PYTHON, str(home / "loose.py")], reach, {})
    tried = ask_planned(planned, tier)
    assert f"it was not shown {home / 'loose.py'}" in json.dumps(tried.outcome.model_dump())
