"""Package runners and proxies are seen through; secrets stay where they are."""

import pytest

from catalog.model.listing import Package, Remote
from crawler.clients.command import started
from crawler.clients.veil import Veil
from crawler.introspection.inputs import command_line

PACKAGES = [
    ("npx -y @scope/files@2026.8.31 /srv", "npm", "@scope/files", "2026.8.31", ["/srv"]),
    ("npx --yes files@latest", "npm", "files", None, []),
    ("npx -y --package=files-mcp files serve", "npm", "files-mcp", None, ["serve"]),
    ("npx -p files-mcp@1.0.0 -- files", "npm", "files-mcp", "1.0.0", []),
    ("bunx files", "npm", "files", None, []),
    ("pnpm dlx files@1.2.3 --stdio", "npm", "files", "1.2.3", ["--stdio"]),
    (r"C:\nodejs\npx.cmd -y files", "npm", "files", None, []),
    ("cmd /c npx -y files@1.2.3", "npm", "files", "1.2.3", []),
    ("env DEBUG=1 /usr/bin/npx files", "npm", "files", None, []),
    ("uvx clock==1.0 --zone UTC", "pypi", "clock", "1.0", ["--zone", "UTC"]),
    ("uvx clock@latest", "pypi", "clock", None, []),
    ("uvx --python 3.12 --from clock[all]==1.0 clock-mcp", "pypi", "clock", "1.0", []),
    ("uv tool run clock", "pypi", "clock", None, []),
    ("pipx run --spec clock==2.0 clock-mcp -v", "pypi", "clock", "2.0", ["-v"]),
    ("docker run -i --rm -e A=b -v /a:/b ghcr.io/x/y:1 stdio", "oci", "ghcr.io/x/y:1", None,
     ["stdio"]),
    ("node /srv/server.js", "command", "node", None, ["/srv/server.js"]),
    ("uv run --directory /srv server.py", "command", "uv", None,
     ["run", "--directory", "/srv", "server.py"]),
    ("npx", "command", "npx", None, []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "registry", "identifier", "version", "words"), PACKAGES)
def test_the_package_behind_a_command(
    line: str, registry: str, identifier: str, version: str | None, words: list[str]
) -> None:
    found = started(line.split(" "), {}, Veil())
    assert isinstance(found, Package)
    assert (found.registry, found.identifier, found.version) == (registry, identifier, version)
    assert list(command_line(found.arguments)) == words


def test_the_program_of_a_package_that_is_called_otherwise() -> None:
    found = started(["uvx", "--from", "clock", "clock-mcp"], {}, Veil())
    assert isinstance(found, Package)
    assert found.runtime_hint == "clock-mcp"


@pytest.mark.parametrize("proxy", ["npx -y mcp-remote", "npx mcp-remote@0.1.2", "bunx mcp-remote"])
def test_the_address_behind_a_proxy(proxy: str) -> None:
    more = ["https://a.example/mcp?key=k1", "--header", "Authorization: Bearer b2"]
    found = started([*proxy.split(), *more], {}, Veil())
    assert isinstance(found, Remote)
    assert found.url == "https://a.example/mcp?key={key}"
    assert [each.name for each in found.headers] == ["Authorization"]
    assert [each.name for each in found.variables] == ["key"]


SECRET = "hunter2-Zq9"  # noqa: S105  (nobody's)
SHAPED = "ghp_" + "a1B2" * 9


@pytest.mark.parametrize(
    "words",
    [
        ["--api-key", SECRET],
        [f"--api-key={SECRET}"],
        [f"API_TOKEN={SECRET}"],
        ["--header", f"X-Auth: {SECRET}"],
        ["-password", SECRET],
        [f"postgresql://me:{SECRET}@db.example:5432/x"],
        [f"https://a.example/x?y={SECRET}"],
        ["--db", f"mongodb://u:{SECRET}@h/x?authSource={SECRET}"],
        [SHAPED],
        ["--pick", SHAPED],
        [f"https://a.example/{SHAPED}/mcp"],
        [f"--url=https://{SECRET}@a.example/"],
    ],
)
def test_what_may_be_a_secret_is_left_behind_and_a_dummy_stands_in(words: list[str]) -> None:
    veil = Veil()
    found = started(["npx", "-y", "files", *words], {}, veil)
    assert isinstance(found, Package)
    kept = found.model_dump_json()
    assert SECRET not in kept
    assert SHAPED not in kept
    started_with = command_line(found.arguments)
    assert len(started_with) == len(words)
    assert all(started_with)
    assert any(SECRET in each or SHAPED in each for each in veil.hidden.values())


def test_each_hidden_value_has_a_name_of_its_own() -> None:
    veil = Veil()
    words = ["--token", "a1", "--token", "b2", SHAPED, SHAPED]
    started(["node", *words], {"token": "c3"}, veil)
    assert list(veil.hidden.items()) == [
        ("token", "c3"), ("token2", "a1"), ("token3", "b2"), ("secret", SHAPED),
        ("secret2", SHAPED),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "word",
    ["/home/me/my-project-2026", "@scope/server-filesystem", "mcp-server-git", "--read-only",
     "127.0.0.1:8080", "http://localhost:3000/mcp", "2026-11-21", "us-east-1"],
)  # fmt: skip
def test_plain_words_stay(word: str) -> None:
    found = started(["node", "server.js", word], {}, Veil())
    assert isinstance(found, Package)
    assert command_line(found.arguments)[1:] == (word,)
