"""Docker's repository on loopback, beside its catalog: a tree, and files of servers."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest

from catalog.model.listing import Argument, ClaimedTool, Input, Repository
from crawler.crawl import crawl
from crawler.docker.catalog import parse_server, parse_tools
from crawler.docker.tree import parse_tree
from crawler.identity import merge
from crawler.registries.docker import Docker
from tests.crawler.registries.test_docker import CATALOG
from tests.crawler.registries.test_smithery import Known
from tests.crawler.replica import (
    HASTY,
    PASSING,
    Asked,
    Fault,
    Kept,
    Replica,
    Reply,
    body,
    serving,
    status,
)

LEDGER = b"""
name: ledger
image: mcp/ledger
type: server
about: {title: Ledger, description: Keeps accounts.}
source:
  project: https://github.com/example/mono
  commit: 23fa0dd1a821d1346c1de2abafe7327d26981606
  directory: src/ledger
run:
  command: [--path, '{{ledger.path|into}}']
  env: {LEDGER_MODE: safe}
config:
  secrets:
    - {name: ledger.password, env: LEDGER_PASSWORD, example: <PASSWORD>, description: Yours}
  env:
    - {name: LEDGER_HOST, example: db, value: '{{ledger.host}}'}
"""
FLEET = b"""
name: fleet
type: remote
config:
remote: {transport_type: http, url: https://mcp.fleet.example/mcp}
"""
DRAFT = b"name: draft\nimage: mcp/draft\ntype: server\n"
CURL = b"name: curl\ntype: poci\ntools: [{name: curl, parameters: {type: object}}]\n"
ARGUMENTS = [{"name": "amount", "type": "string", "desc": "How much"}]
MOVE = {"name": "move_money", "description": "Moves money.", "arguments": ARGUMENTS}
MOVES = ClaimedTool(
    name="move_money", description="Moves money.", input_schema=json.dumps(ARGUMENTS).replace(
        ": ", ":").replace(", ", ","),
)  # fmt: skip
TREE = "/repos/docker/mcp-registry/git/trees/main"
RAW = "/docker/mcp-registry/main/"
IDS = {f"servers/{name}/server.yaml" for name in ("curl", "draft", "fleet", "ledger")}


class Hub:
    """The catalog, and the repository; a path in `answers` is answered otherwise."""

    def __init__(self) -> None:
        self.files = {
            "README.md": b"Docker",
            "servers/ledger/server.yaml": LEDGER,
            "servers/ledger/tools.json": json.dumps([MOVE]).encode(),
            "servers/fleet/server.yaml": FLEET,
            "servers/fleet/tools.json": b"[]",
            "servers/draft/server.yaml": DRAFT,
            "servers/curl/server.yaml": CURL,
            "servers/draft/readme.md": b"soon",
            "servers/nothing/tools.json": b"[]",
        }
        self.answers: dict[str, Reply] = {}

    def __call__(self, asked: Asked) -> Reply:
        if asked.path in self.answers:
            return self.answers[asked.path]
        if asked.path == "/mcp/catalog/v3/catalog.yaml":
            return Reply(CATALOG)
        if asked.path == TREE and asked.query == {"recursive": "1"}:
            return self.tree(asked)
        content = self.files.get(asked.path.removeprefix(RAW))
        return Reply(status=404) if content is None else Reply(content)

    def tree(self, asked: Asked) -> Reply:
        rows: list[Any] = [
            {"path": path, "type": "blob", "sha": hashlib.sha1(content).hexdigest(),  # noqa: S324 - as git does
             "size": len(content)}
            for path, content in self.files.items()
        ]  # fmt: skip
        rows += [{"path": "servers/ledger", "type": "tree"}, 3, {"path": 4}, {}]
        etag = f'"{hashlib.sha256(json.dumps(rows).encode()).hexdigest()}"'
        if asked.headers.get("if-none-match") == etag:
            return Reply(status=304)
        return Reply({"sha": "1", "tree": rows, "truncated": False}, headers={"ETag": etag})


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def replica(hub: Hub) -> Iterator[Replica]:
    with serving(hub) as served:
        yield served


def go(replica: Replica, kept: Kept, before: Kept | None = None) -> Any:
    states = {"docker": before.states[-1]} if before else {}
    known = Known(before or Kept())
    replica.asked.clear()
    return crawl([f"docker={replica.url}"], states, kept, HASTY, known)


def repository(kept: Kept) -> dict[str, Any]:
    return {each.source_id: each for each in kept.listings if each.source_id.startswith("servers/")}


def files(replica: Replica) -> list[str]:
    return [each.path.removeprefix(RAW) for each in replica.asked if each.path.startswith(RAW)]


def test_both_halves_are_read_at_the_address_given(replica: Replica) -> None:
    kept = Kept()
    assert go(replica, kept) == ()
    found = repository(kept)
    assert set(found) == IDS
    assert {each.source_id for each in kept.listings} - IDS == {"ledger", "fleet", "curl"}
    assert [each.source_id for each in kept.rejected] == ["odd"]
    assert kept.states[-1].complete
    assert next(page.claimed for page in reversed(kept.pages) if page.claimed) == 4 + 4
    ledger = found["servers/ledger/server.yaml"]
    assert (ledger.name, ledger.title, ledger.tools) == ("ledger", "Ledger", (MOVES,))
    assert found["servers/fleet/server.yaml"].remotes[0].url == "https://mcp.fleet.example/mcp"


def test_a_server_yaml_says_what_the_catalog_would() -> None:
    said = parse_server(LEDGER, "ledger", "docker")
    url = "https://github.com/example/mono"
    assert said.repository == Repository(url=url, subfolder="src/ledger")
    (image,) = said.packages
    assert (image.registry, image.identifier) == ("oci", "mcp/ledger")
    password = Input(
        name="LEDGER_PASSWORD", required=True, secret=True, placeholder="<PASSWORD>",
        description="Yours",
    )  # fmt: skip
    host, mode = (
        Input(name="LEDGER_HOST", placeholder="db"),
        Input(name="LEDGER_MODE", value="safe"),
    )
    assert image.environment == (password, host, mode)
    path = Argument(name="ledger.path|into", placeholder="{{ledger.path|into}}")
    assert image.arguments == (Argument(name="", value="--path"), path)


def test_a_server_in_both_halves_is_one(replica: Replica) -> None:
    kept = Kept()
    go(replica, kept)
    servers = [{one.source_id for one in each.listings} for each in merge(kept.listings)]
    both = [{name, f"servers/{name}/server.yaml"} for name in ("curl", "fleet", "ledger")]
    assert sorted(servers, key=sorted) == sorted([*both, {"servers/draft/server.yaml"}], key=sorted)


def test_only_what_has_changed_is_read_again(hub: Hub, replica: Replica) -> None:
    first, second, third = Kept(), Kept(), Kept()
    go(replica, first)
    assert go(replica, second, first) == ()
    assert files(replica) == []
    assert repository(second) == {}
    assert {*second.pages[-1].seen} >= IDS
    hub.files["servers/fleet/server.yaml"] += b"about: {title: The fleet}\n"
    del hub.files["servers/draft/server.yaml"]
    assert go(replica, third, first) == ()
    assert files(replica) == ["servers/fleet/server.yaml", "servers/fleet/tools.json"]
    assert repository(third)["servers/fleet/server.yaml"].title == "The fleet"
    met = {each for page in third.pages for each in page.ids}
    assert met & IDS == IDS - {"servers/draft/server.yaml"}
    assert (third.states[-1].complete, third.states[-1].full) == (True, True)


def test_a_pass_that_was_killed_goes_on_where_it_was(replica: Replica) -> None:
    first, second = Kept(), Kept()

    def killed(*page: Any) -> None:
        first(*page)
        if repository(first):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crawl([f"docker={replica.url}"], {}, killed, HASTY)
    assert go(replica, second, first) == ()
    assert set(repository(first)) | set(repository(second)) == IDS
    assert not set(repository(first)) & set(repository(second))
    assert {each for page in second.pages for each in page.ids} >= IDS


@pytest.mark.parametrize("fault", PASSING)
@pytest.mark.parametrize("position", [1, 2, 6])
def test_a_passing_fault_changes_nothing_wherever_it_is(
    fault: str, position: int, replica: Replica
) -> None:
    """At the tree, a server.yaml and a tools.json."""
    whole, kept = Kept(), Kept()
    go(replica, whole)
    replica.faults = [*[None] * position, *PASSING[fault]]
    assert go(replica, kept) == ()
    assert kept.listings == whole.listings
    assert [each.source_id for each in kept.rejected] == ["odd"]


GARBLED = [Reply(b"{"), Reply(b"a: &x [1]\nb: *x"), Reply(b"\xff\xfe\x00"), Reply(b"x" * 600_000),
           Reply(b"[1]"), Reply(b""), Reply(b'["\\ud800"]'), Reply(b'[{"name": 3}]'),
           Reply([MOVE] * 501), Reply(status=404), Reply(status=410)]  # fmt: skip


@pytest.mark.parametrize("bad", GARBLED)
@pytest.mark.parametrize("file", ["server.yaml", "tools.json"])
def test_a_file_that_cannot_be_read_loses_only_itself(
    file: str, bad: Reply, hub: Hub, replica: Replica
) -> None:
    hub.answers[f"{RAW}servers/ledger/{file}"] = bad
    kept = Kept()
    assert go(replica, kept) == ()
    path = f"servers/ledger/{file}"
    assert [each.source_id for each in kept.rejected] == ["odd", path]
    assert set(repository(kept)) == IDS - {path}
    if file == "tools.json":
        assert repository(kept)["servers/ledger/server.yaml"].tools == ()
    assert kept.states[-1].complete


def test_a_file_that_was_not_had_is_asked_for_again(hub: Hub, replica: Replica) -> None:
    first, second, third = Kept(), Kept(), Kept()
    path = f"{RAW}servers/ledger/tools.json"
    hub.answers[path] = Reply(status=404)
    go(replica, first)
    del hub.answers[path]
    go(replica, second, first)
    assert files(replica) == ["servers/ledger/server.yaml", "servers/ledger/tools.json"]
    assert repository(second)["servers/ledger/server.yaml"].tools == (MOVES,)
    assert go(replica, third, second) == ()
    assert files(replica) == []


@pytest.mark.parametrize("fault", [status(404), status(410)])
def test_an_address_that_never_had_a_repository_is_told_and_no_failure(
    fault: Fault, replica: Replica
) -> None:
    kept = Kept()
    replica.faults = [None, fault]
    assert go(replica, kept) == ()
    assert {each.source_id for each in kept.listings} == {"ledger", "fleet", "curl"}
    assert [each.source_id for each in kept.rejected] == ["odd", "docker/mcp-registry"]
    assert kept.states[-1].complete


@pytest.mark.parametrize(
    "fault", [status(404), status(401), status(500), body(b"registry: {}"), body({"tree": None}),
              body({"tree": [], "truncated": True})]
)  # fmt: skip
def test_a_repository_that_was_there_and_fails_leaves_the_catalog(
    fault: Fault, replica: Replica
) -> None:
    first, kept = Kept(), Kept()
    go(replica, first)
    replica.faults = [None, *[fault] * 9]
    (failed,) = go(replica, kept, first)
    assert failed.source == "docker"
    assert {each.source_id for each in kept.listings} == {"ledger", "fleet", "curl"}
    assert not any(each.complete for each in kept.states)


def test_without_a_repository_at_home_the_source_has_failed(
    monkeypatch: pytest.MonkeyPatch, replica: Replica
) -> None:
    monkeypatch.setattr(Docker, "address", f"{replica.url}/mcp/catalog/v3/catalog.yaml")
    monkeypatch.setattr("crawler.registries.github.Github.address", f"{replica.url}/gone")
    monkeypatch.setenv("GITHUB_TOKEN", "gh-key")
    kept = Kept()
    (failed,) = crawl(["docker"], {}, kept, HASTY)
    assert "404 for its repository" in failed.reason
    assert len(kept.listings) == 3
    shown = [each.headers.get("authorization") for each in replica.asked]
    assert shown == [None, "Bearer gh-key"]


def test_the_key_for_github_is_not_shown_elsewhere(
    monkeypatch: pytest.MonkeyPatch, replica: Replica
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "gh-key")
    go(replica, Kept())
    assert all("authorization" not in each.headers for each in replica.asked)


@pytest.mark.parametrize(
    "payload", [b"", b"[]", b"{}", b'{"tree": 3}', b'{"tree": [], "truncated": true}']
)
def test_what_is_no_tree_is_refused(payload: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_tree(payload)


@pytest.mark.parametrize("payload", [b"{}", b'[{"name": 3}]', b"[" * 500, b'"tools"'])
def test_what_is_no_list_of_tools_is_refused(payload: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_tools(payload)
