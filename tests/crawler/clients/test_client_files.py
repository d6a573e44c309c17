"""Where clients keep their servers, and what stands there."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import InputError
from catalog.model.listing import Listing, Rejected
from crawler.clients import known
from crawler.clients.document import Entry, entries
from crawler.clients.known import CLIENTS, places
from crawler.clients.listing import read_entry
from crawler.clients.project import folders
from crawler.clients.veil import Veil
from crawler.clients.wanted import named
from crawler.introspection.program import Reach

CLINE = "saoudrizwan.claude-dev/settings/cline_mcp_settings.json"
FILES = {"command": "npx", "args": ["-y", "files@1.0.0"], "env": {"FILES_KEY": "hunter2"}}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return folder


def put(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else orjson.dumps(content))
    return path


def test_every_client_is_found_the_project_s_files_first(home: Path) -> None:
    project = home / "work"
    wanted = [
        put(home / ".config/Claude/claude_desktop_config.json", {}),
        put(project / ".mcp.json", {}),
        put(home / ".claude.json", {}),
        put(project / ".cursor/mcp.json", {}),
        put(home / ".cursor/mcp.json", {}),
        put(project / ".vscode/mcp.json", {}),
        put(home / ".config/Code/User/mcp.json", {}),
        put(home / ".config/Code/User/settings.json", {}),
        put(home / ".config/Code/User/profiles/a1/mcp.json", {}),
        put(home / ".codeium/windsurf/mcp_config.json", {}),
        put(project / ".zed/settings.json", {}),
        put(home / ".config/zed/settings.json", {}),
        put(project / ".continue/mcpServers/a.yaml", {}),
        put(project / ".continue/mcpServers/b.json", {}),
        put(home / ".continue/config.yaml", {}),
        put(project / ".codex/config.toml", {}),
        put(home / ".codex/config.toml", {}),
        put(project / ".gemini/settings.json", {}),
        put(home / ".gemini/settings.json", {}),
        put(home / ".gemini/extensions/x/gemini-extension.json", {}),
        put(home / ".config/Code/User/globalStorage" / CLINE, {}),
    ]
    put(project / "C:/Program Files/ClaudeCode/managed-mcp.json", {})
    found = list(places(project))
    assert [each.path for each in found] == wanted
    assert {each.client for each in found} == {each.name for each in CLIENTS}
    reaches = {each.path: each.reach.project for each in found}
    assert reaches[project / ".continue/mcpServers/a.yaml"] == project
    assert reaches[project / ".codex/config.toml"] == project


@pytest.mark.parametrize(
    ("system", "config"),
    [("Linux", ".config"), ("Darwin", "Library/Application Support"), ("Windows", "AppData")],
)
def test_each_system_has_folders_of_its_own(
    home: Path, monkeypatch: pytest.MonkeyPatch, system: str, config: str
) -> None:
    monkeypatch.setattr(known, "user_config_path", lambda **_: home / config)
    wanted = put(home / config / "Code/User/globalStorage" / CLINE, {})
    assert [each.path for each in places(home / "work")] == [wanted]


CODEX = """
[mcp_servers.files]
command = "npx"
args = ["-y", "files@1.0.0"]
env_vars = ["HOME"]

[mcp_servers.files.env]
FILES_KEY = "hunter2"

[mcp_servers."far away"]
url = "https://a.example/mcp?key=hunter2"
bearer_token_env_var = "TOKEN"
http_headers = { X-Key = "hunter2" }
"""
CONTINUE = """
name: ours
mcpServers:
  - name: files
    command: npx
    args: ["-y", "files@1.0.0"]
    env: {FILES_KEY: hunter2, PORT: 80}
  - name: far away
    type: streamable-http
    url: https://a.example/mcp?key=hunter2
    requestOptions: {headers: {X-Key: hunter2}}
"""


@pytest.mark.parametrize(
    ("name", "text", "lines", "environment", "headers"),
    [
        ("config.toml", CODEX, [2, 10], ["HOME", "FILES_KEY"], ["Authorization", "X-Key"]),
        ("config.yaml", CONTINUE, [4, 8], ["FILES_KEY", "PORT"], ["X-Key"]),
    ],
)
def test_files_that_are_no_json_are_read(
    tmp_path: Path, name: str, text: str, lines: list[int], environment: list[str],
    headers: list[str],
) -> None:  # fmt: skip
    found = list(entries("any", put(tmp_path / name, text.encode()), []))
    assert [(each.name, each.line) for each in found] == list(
        zip(["files", "far away"], lines, strict=True)
    )
    near, far = (read_entry(each, Veil()) for each in found)
    assert isinstance(near, Listing)
    assert isinstance(far, Listing)
    assert (near.packages[0].identifier, near.packages[0].version) == ("files", "1.0.0")
    assert [each.name for each in near.packages[0].environment] == environment
    assert far.remotes[0].url == "https://a.example/mcp?key={key}"
    assert [each.name for each in far.remotes[0].headers] == headers
    assert "hunter2" not in near.model_dump_json() + far.model_dump_json()


@pytest.mark.parametrize("name", ["a.toml", "a.yaml", "a.yml"])
@pytest.mark.parametrize("text", ["mcpServers: [", "[x", "a: &b [*b]", "x = 1\nx = 2", "- " * 99])
def test_one_that_cannot_be_read_is_told_without_its_words(
    tmp_path: Path, name: str, text: str
) -> None:
    try:
        assert list(entries("any", put(tmp_path / name, text.encode()), [])) == []
    except InputError as error:
        assert str(error).endswith("; correct it there")


@pytest.mark.parametrize(
    ("client", "settings", "transport"),
    [
        ("Gemini CLI", {"url": "https://a.example/x"}, "sse"),
        ("Gemini CLI", {"httpUrl": "https://a.example/x"}, "streamable-http"),
        ("Windsurf", {"serverUrl": "https://a.example/x"}, "streamable-http"),
        ("Cline", {"type": "streamableHttp", "url": "https://a.example/x"}, "streamable-http"),
        ("Continue", {"transport": {"type": "stdio", "command": "npx", "args": ["x"]}}, None),
        ("Zed", {"command": {"path": "npx", "args": ["x"], "env": {}}}, None),
    ],
)
def test_each_client_has_words_of_its_own(
    client: str, settings: dict[str, Any], transport: str | None
) -> None:
    entry = Entry(client=client, path=Path("a"), line=1, name="x", settings=settings)
    listing = read_entry(entry, Veil())
    assert isinstance(listing, Listing)
    assert [each.transport for each in listing.remotes] == ([transport] if transport else [])
    assert [each.identifier for each in listing.packages] == ([] if transport else ["x"])


def test_a_project_reaches_up_to_its_git_folder_and_no_further(tmp_path: Path) -> None:
    inner = tmp_path / "project" / "a" / "b"
    inner.mkdir(parents=True)
    assert folders(inner) == [inner]
    (tmp_path / "project" / ".git").mkdir()
    assert folders(inner) == [inner, inner.parent, tmp_path / "project"]


@pytest.mark.parametrize(
    "document",
    [
        {"mcpServers": {"files": FILES}},
        {"servers": {"files": FILES}, "inputs": [{"id": "x"}]},
        {"mcp": {"servers": {"files": FILES}}},
        {"context_servers": {"files": FILES}},
        {"projects": {"/srv/work": {"mcpServers": {"files": FILES}}, "/else": {"mcpServers": {}}}},
    ],
)
def test_servers_stand_in_several_places(document: Any, tmp_path: Path) -> None:
    (entry,) = entries("any", put(tmp_path / "a.json", document), [Path("/srv/work")])
    listing = read_entry(entry, Veil())
    assert isinstance(listing, Listing)
    assert listing.packages[0].identifier == "files"
    assert [each.name for each in listing.packages[0].environment] == ["FILES_KEY"]
    assert "hunter2" not in listing.model_dump_json()


def test_comments_and_trailing_commas_are_read_and_lines_told(tmp_path: Path) -> None:
    text = b"""// mine
{ "mcpServers": {
    "one": { "url": "https://a.example/mcp?k=v", "headers": {"X-Key": "hunter2"} }, /* a */
    "two": { "command": "uvx", "args": ["clock",], },
}, }"""
    path = put(tmp_path / "a.json", b"\xef\xbb\xbf" + text)
    listings = [read_entry(each, Veil()) for each in entries("any", path, [])]
    assert all(isinstance(each, Listing) for each in listings)
    assert [each.origin for each in listings if isinstance(each, Listing)] == [
        f"{path}:3",
        f"{path}:4",
    ]
    assert isinstance(listings[0], Listing)
    assert listings[0].remotes[0].transport == "streamable-http"
    assert "hunter2" not in listings[0].model_dump_json()


@pytest.mark.parametrize(
    "settings",
    [
        {}, [], None, "npx", {"command": ""}, {"command": 1}, {"command": "npx", "args": "x"},
        {"command": "npx", "args": [1]}, {"type": "http"}, {"type": "ws", "url": "wss://a"},
        {"url": "http://[", "type": "http"}, {"command": "npx", "env": []},
    ],
)  # fmt: skip
def test_an_entry_that_says_nothing_is_rejected_by_place(settings: Any, tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", {"mcpServers": {"bad": settings, "good": FILES}})
    bad, good = (read_entry(each, Veil()) for each in entries("any", path, []))
    assert isinstance(bad, Rejected)
    assert bad.reason.startswith(f"{path}:1: ")
    assert isinstance(good, Listing)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"", ":1: "),
        (b'{\n"mcpServers": {"a": }}', ":2: "),
        (b"[1]", ": the row is no object"),
        (b'{"mcpServers": [1]}', ": mcpServers/0 is no object"),
        (b"[" * 1_000_000, "Maximum nesting level"),
        (b"\xff", "is not UTF-8"),
    ],
)
def test_a_file_that_is_none_is_one_line(content: bytes, where: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        list(entries("any", put(tmp_path / "a.json", content), []))
    assert where in str(error.value)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 300


@pytest.mark.parametrize(
    "settings",
    [
        {"url": "https://me:hunter2-Zq9@[x/"}, {"url": "https://me:hunter2-Zq9@\u2100/"},
        {"url": "me:hunter2-Zq9@h.example"}, {"url": "https://h.example/m?hunter2-Zq9"},
        {"url": "https://h.example/m;token=hunter2-Zq9/x"}, {"url": "https://[hunter2-Zq9]/"},
        {"command": "uvx", "args": ["--from", "git+https://hunter2-Zq9@h.example/x", "x"]},
        {"command": "npx", "args": ["https://me:hunter2-Zq9@h.example/x.tgz"]},
        {"command": "npx -y files --token hunter2-Zq9"},
        {"command": "API_KEY=hunter2-Zq9 node x.js"},
        {"command": "docker", "args": ["run", "--secret", "id=hunter2-Zq9", "x"]},
        {"command": "x", "args": ["--config", '{"apiKey": "hunter2-Zq9"}']},
        {"command": "x", "args": ["--db", "Server=a;Password=hunter2-Zq9"]},
        {"command": "x", "args": ["--headers", "X-Auth", "hunter2-Zq9"]},
        {"command": "sh", "args": ["-c", "export TOKEN=hunter2-Zq9; x"]},
        {"command": "x", "env": {"A": {"b": "hunter2-Zq9"}, "C": ["hunter2-Zq9"], "D": None}},
        {"command": "npx", "args": ["mcp-remote", "https://h.example", "--header",
                                    "A: hunter2-Zq9"]},
    ],
)  # fmt: skip
def test_no_form_of_a_secret_goes_on(settings: Any) -> None:
    entry = Entry(client="any", path=Path("a.json"), line=1, name="a", settings=settings)
    assert "hunter2-Zq9" not in read_entry(entry, Veil()).model_dump_json()


def test_too_many_servers_and_too_long_a_name_are_one_line(tmp_path: Path) -> None:
    many = put(tmp_path / "a.json", {"mcpServers": {str(each): {} for each in range(501)}})
    with pytest.raises(InputError, match="mcpServers names 501 servers, more than 500"):
        list(entries("any", many, []))
    (entry,) = entries("any", put(tmp_path / "b.json", {"servers": {"n" * 5000: FILES}}), [])
    found = read_entry(entry, Veil())
    assert isinstance(found, Rejected)
    assert len(found.reason) < 200


def test_a_project_s_paths_are_those_of_its_folder(home: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    path = put(project / ".vscode/mcp.json", {"servers": {"own": {"command": "./serve"}}})
    for target in (project, path):
        (own,) = named([str(target)], home).servers
        assert own.reach == Reach(folder=project, project=project)


KEYS = st.sampled_from(["command", "args", "url", "env", "type", "headers"]) | st.text()
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
)


@given(ANYTHING)
def test_any_entry_is_a_listing_or_rejected(settings: Any) -> None:
    entry = Entry(client="any", path=Path("a.json"), line=1, name="a", settings=settings)
    assert isinstance(read_entry(entry, Veil()), Listing | Rejected)
