"""GitHub on loopback: a search that shows ten of each question, and repositories of files."""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from catalog.model.listing import Listing, Package, Rejected, Remote, Repository
from crawler.crawl import crawl
from crawler.registries import github
from crawler.repository.manifests import Place, read, wanted
from tests.crawler.registries.test_smithery import Known
from tests.crawler.replica import HASTY, PASSING, Asked, Kept, Replica, Reply, serving, status

PACKAGE = {
    "name": "@a/mcp", "version": "1.2.0", "mcpName": "io.github.a/b",
    "dependencies": {"@modelcontextprotocol/sdk": "^1"}, "bin": {"a": "a.js"},
}  # fmt: skip
SERVER = {
    "name": "io.github.a/b", "version": "1.0.0", "description": "B",
    "packages": [{"registryType": "npm", "identifier": "@a/mcp", "version": "1.0.0"}],
}  # fmt: skip
README = """
# A server
```json
{"mcpServers": {"memo": {"command": "npx", "args": ["-y", "@a/memo"], "env": {"KEY": "k"}}}}
```
For another client:
~~~~jsonc
{"servers": {"memo2": {"command": "npx", "args": ["-y", "@a/memo"]}, // the same
 "far": {"type": "http", "url": "https://mcp.a.example/mcp?key=abc"}, "own": {"command": "./run"},
 "mine": {"command": "npx", "args": ["path/to/server"]}}}
~~~~
```json
{"mcpServers": {
"""
PLACE = Repository(url="https://github.com/a/b", source="github", id="7")


class Github:
    """Repositories by the day on which they were created."""

    def __init__(self, count: int) -> None:
        self.files: dict[str, dict[str, bytes]] = {
            f"o/r{number}": {"package.json": json.dumps(PACKAGE).encode()}
            for number in range(count)
        }
        self.pushed: dict[str, str] = {}
        self.renamed: dict[str, str] = {}

    def row(self, name: str) -> dict[str, Any]:
        number = int(name.removeprefix("o/r"))
        return {
            "id": 1_000 + number, "full_name": name, "html_url": f"https://github.com/{name}",
            "default_branch": "main", "description": None, "archived": False,
            "created_at": f"2025-01-{number % 28 + 1:02}T00:00:{number % 60:02}Z",
            "pushed_at": self.pushed.get(name, "2025-06-01T00:00:00Z"),
        }  # fmt: skip

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == "/search/repositories":
            return Reply(self.search(asked.query))
        if tree := re.fullmatch(r"/repos/(o/r\d+)/git/trees/main", asked.path):
            return self.tree(tree[1], asked)
        if file := re.fullmatch(r"/repos/(o/r\d+)/contents/(.*)", asked.path):
            content = self.files[file[1]][file[2]]
            if "raw" in asked.headers["accept"] and int(file[1][3:]) % 2:
                return Reply(content)
            packed = base64.encodebytes(content).decode()
            return Reply({"encoding": "base64", "content": packed})
        return Reply({"message": "Not Found"}, 404)

    def search(self, query: Mapping[str, str]) -> dict[str, Any]:
        since, until = re.findall(r"created:(\S+?)\.\.(\S+)", query["q"])[0]
        pushed = re.findall(r"pushed:>=(\S+)", query["q"])
        found = [
            row for row in map(self.row, self.files)
            if since <= row["created_at"] <= until and all(row["pushed_at"] >= p for p in pushed)
        ]  # fmt: skip
        shown = found[:10] if query["page"] == "1" else []
        return {"total_count": len(found), "incomplete_results": False, "items": shown}

    def tree(self, name: str, asked: Asked) -> Reply:
        if name in self.renamed:
            return Reply(status=301, headers={"Location": self.renamed[name]})
        etag = f'W/"{self.pushed.get(name, "")}{name}"'
        if asked.headers.get("if-none-match") == etag:
            return Reply(status=304)
        rows = [{"path": path, "type": "blob", "size": 9} for path in self.files[name]]
        return Reply({"tree": rows, "truncated": False}, headers={"ETag": etag})


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Github:
    monkeypatch.setattr(github, "SHOWN", 10)
    monkeypatch.setattr(github, "QUESTIONS", github.QUESTIONS[:2])
    return Github(40)


@pytest.fixture
def replica(api: Github) -> Iterator[Replica]:
    with serving(api) as served:
        yield served


def go(replica: Replica, kept: Kept, before: Kept | None = None) -> Any:
    states = {"github": before.states[-1]} if before else {}
    return crawl([f"github={replica.url}"], states, kept, HASTY, Known(before or kept))


def ids(api: Github) -> set[str]:
    return {f"{each}/package.json" for each in api.files}


def test_a_search_is_halved_until_all_is_shown(replica: Replica, api: Github) -> None:
    kept = Kept()
    assert go(replica, kept) == ()
    assert {each.source_id for each in kept.listings} == {
        f"{each}/package.json" for each in api.files
    }
    assert len(kept.listings) == 40
    assert (kept.states[-1].complete, kept.states[-1].full) == (True, True)


def test_a_second_crawl_reads_what_was_pushed_to(replica: Replica, api: Github) -> None:
    first, second = Kept(), Kept()
    go(replica, first)
    asked = len(replica.asked)
    api.pushed["o/r3"] = "2999-01-01T00:00:00Z"
    assert go(replica, second, first) == ()
    assert [each.source_id for each in second.listings] == ["o/r3/package.json"]
    assert len(replica.asked) == asked + 2 + 2
    assert (second.states[-1].complete, second.states[-1].full) == (True, False)


def test_a_tree_that_has_not_changed_is_not_read_again(replica: Replica, api: Github) -> None:
    api.files = {"o/r1": api.files["o/r1"]}
    first, second = Kept(), Kept()
    go(replica, first)
    first.states.append(first.states[-1].model_copy(update={"full_at": None}))
    told = first.pages[0].validators[0].model_copy(update={"digest": "another"})
    first.pages[0] = first.pages[0].model_copy(update={"validators": (told,)})
    assert go(replica, second, first) == ()
    assert (second.listings, second.pages[0].seen) == ([], ("o/r1/package.json",))


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("fault", [*PASSING, "limit"])
def test_a_passing_fault_changes_nothing(
    replica: Replica, api: Github, fault: str, at: int
) -> None:
    api.files = {name: api.files[name] for name in ("o/r1", "o/r2", "o/r3")}
    limit = [
        status(403, Retry_After="0.01"),
        status(403, X_RateLimit_Remaining="0", X_RateLimit_Reset="0.01"),
    ]
    content = ("wrong type", "wrong rows", "html", "empty", "cut", "drip", "nested", "moved",
               "no gzip")  # fmt: skip
    if (fault in content and at == 2) or (fault, at) == ("moved", 1):
        return  # of a file, whatever it holds is what it holds; a repository may move
    replica.faults = [*[None] * at, *PASSING.get(fault, limit)]
    kept = Kept()
    assert go(replica, kept) == ()
    assert {each.source_id for each in kept.listings} == {
        f"{each}/package.json" for each in api.files
    }
    assert kept.states[-1].complete


def test_a_spent_limit_of_an_hour_ends_the_source(replica: Replica) -> None:
    spent = status(403, X_RateLimit_Remaining="0", X_RateLimit_Reset="3000")
    replica.faults = [None, None, None, None, spent]
    (failed,) = go(replica, Kept())
    assert "answered 403 and asks to be left alone for 3000 seconds" in failed.reason


def test_what_moved_is_followed_at_home_only(replica: Replica, api: Github) -> None:
    api.files = {name: api.files[name] for name in ("o/r1", "o/r2")}
    home = "/repos/o/r2/git/trees/main?recursive=1"
    api.renamed = {"o/r1": home}
    kept = Kept()
    assert go(replica, kept) == ()
    assert len(kept.listings) == 2
    api.renamed = {"o/r1": "http://elsewhere.invalid/", "o/r2": home}
    kept = Kept()
    assert go(replica, kept) == ()
    assert kept.listings == []


def of(path: str, content: bytes) -> tuple[Listing | Rejected, ...]:
    return read(Place(source="github", path=path, repository=PLACE), content)


def offers(path: str, content: bytes) -> list[tuple[str, Package | Remote]]:
    said = [each for each in of(path, content) if isinstance(each, Listing)]
    packages = [(each.source_id, offer) for each in said for offer in each.packages]
    return [*packages, *((each.source_id, offer) for each in said for offer in each.remotes)]


def test_server_json_is_read_and_a_template_is_rejected() -> None:
    (said,) = of("src/x/server.json", json.dumps(SERVER).encode())
    assert isinstance(said, Listing)
    assert (said.source_id, said.name) == ("a/b/src/x/server.json", "io.github.a/b")
    assert said.repository == PLACE.model_copy(update={"subfolder": "src/x"})
    for template in ("${VERSION}", "$VERSION", "<<McpRepositoryName>>", "{{version}}"):
        (bad,) = of("server.json", json.dumps(SERVER | {"version": template}).encode())
        assert isinstance(bad, Rejected)
        assert f"is a template: {template}" in bad.reason
    assert of("server.json", b'{"port": 80}') == ()


def test_packages_of_the_right_kind_are_read() -> None:
    ((_, npm),) = offers("package.json", json.dumps(PACKAGE).encode())
    assert isinstance(npm, Package)
    assert (npm.registry, npm.identifier, npm.version) == ("npm", "@a/mcp", "1.2.0")
    assert of("package.json", b'{"name": "x", "dependencies": {"react": "1"}}') == ()
    assert of("package.json", json.dumps(PACKAGE | {"private": True}).encode()) == ()
    project = b'[project]\nname = "a-mcp"\ndependencies = ["mcp>=1", "x"]\nscripts = {a = "a:b"}'
    ((_, pypi),) = offers("pyproject.toml", project)
    assert isinstance(pypi, Package)
    assert (pypi.registry, pypi.identifier, pypi.version) == ("pypi", "a-mcp", None)
    assert of("pyproject.toml", project.replace(b"mcp>=1", b"mcp-client")) == ()


def test_a_readmes_configurations_are_collapsed_and_veiled() -> None:
    memo, far = offers("README.md", README.encode())
    assert (memo[0], far[0]) == ("a/b/README.md#memo", "a/b/README.md#far")
    assert isinstance(memo[1], Package)
    assert isinstance(far[1], Remote)
    assert (memo[1].identifier, memo[1].environment[0].name) == ("@a/memo", "KEY")
    assert far[1].url == "https://mcp.a.example/mcp?key={key}"


def test_smithery_yaml_is_read_and_its_code_is_not_run() -> None:
    code = "(config) => ({ command: 'npx', args: ['-y', '@a/mcp', config.x], env: {} })"
    text = f"startCommand:\n  type: stdio\n  commandFunction: |-\n    {code}\n"
    ((_, package),) = offers("smithery.yaml", text.encode())
    assert isinstance(package, Package)
    assert (package.registry, package.identifier) == ("npm", "@a/mcp")
    for none in ("startCommand: {type: http}", text.replace("npx", "node"), "runtime: container"):
        assert of("smithery.yaml", none.encode()) == ()


def test_a_bundles_manifest_has_tools() -> None:
    manifest = {"name": "b", "version": "1", "server": {"mcp_config": {}}, "tools": [{"name": "t"}]}
    (said,) = of("manifest.json", json.dumps(manifest).encode())
    assert isinstance(said, Listing)
    assert [each.name for each in said.tools] == ["t"]
    assert of("manifest.json", b'{"name": "extension", "manifest_version": 3}') == ()


def test_junk_in_a_file_is_rejected_or_nothing() -> None:
    for path in ("server.json", "package.json", "pyproject.toml", "smithery.yaml", "README.md",
                 "manifest.json"):  # fmt: skip
        for junk in (b"", b"\xff\xfe", b"[" * 100_000, b"{" * 50, b"null", b'{"name": 7}',
                     b"```json\n" * 5_000, b'{"server": 3, "name": []}'):  # fmt: skip
            assert all(isinstance(each, Rejected) for each in of(path, junk))


def test_the_shallowest_files_are_read_and_readmes_last() -> None:
    paths = ["README.md", "src/server.json", "a/node_modules/x/package.json", "package.json",
             "tests/server.json", "x.py"]  # fmt: skip
    assert wanted(paths) == ("package.json", "src/server.json", "README.md")
    assert len(wanted([f"d{number}/package.json" for number in range(99)])) == 12
