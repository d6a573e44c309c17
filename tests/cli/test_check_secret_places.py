"""A secret stands in every place that a configuration has; it is in no form of any output."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.check_options import FORMATS
from cli.main import main
from tests.cli.checking import listed

KEY = "sk-live-Zq9hunter2Zq9hunter2"
"""Shaped as keys are, so that it is one wherever it stands."""
WORD = "hunter2-Zq9"
"""What only its place makes a secret."""


def a_command(*args: str, **env: str) -> dict[str, Any]:
    return {"command": "./nowhere", "args": [*args], "env": env}


def at(url: str, **headers: str) -> dict[str, Any]:
    return {"type": "http", "url": url, "headers": headers}


PLACES: dict[str, dict[str, Any]] = {
    "variable": a_command(NOTES=WORD),
    "variable's name": a_command(**{KEY: "1"}),
    "flag's word": a_command("--token", WORD),
    "flag": a_command(f"--api-key={WORD}"),
    "pair": a_command(f"API_KEY={WORD}"),
    "argument": a_command(KEY),
    "header in an argument": a_command("--header", f"Authorization: Bearer {WORD}"),
    "script": a_command("-c", f"export TOKEN={WORD}; run"),
    "url in an argument": a_command(f"postgresql://me:{WORD}@db.example.com/x?key={WORD}"),
    "command": {"command": f"env API_KEY={WORD} ./nowhere"},
    "command's url": {"command": f"https://me:{WORD}@example.com/run"},
    "command's name": {"command": f"./{KEY}"},
    "image": {"command": "docker", "args": ["run", "-e", f"KEY={WORD}", f"me/{KEY}"]},
    "package": {"command": "npx", "args": [f"git+https://me:{WORD}@example.com/x.git"]},
    "package's name": {"command": "npx", "args": [KEY]},
    "user": at(f"https://me:{WORD}@mcp.example.com/mcp"),
    "query": at(f"https://mcp.example.com/mcp?profile={WORD}"),
    "bare query": at(f"https://mcp.example.com/mcp?{WORD}"),
    "path": at(f"https://mcp.example.com/{KEY}/mcp"),
    "host": at(f"https://{KEY}.example.com/mcp"),
    "fragment": at(f"https://mcp.example.com/mcp#{WORD}"),
    "header": at("https://mcp.example.com/mcp", Authorization=f"Bearer {WORD}"),
    "header's name": at("https://mcp.example.com/mcp", **{KEY: "1"}),
    "no url": at(f"https://[{WORD}/"),
    "no transport": {"type": KEY, "url": "https://mcp.example.com/mcp"},
    "no command": {"command": ["a", {"key": WORD}], "env": {"KEY": WORD}},
    "no text": {"command": {"x": WORD}},
    "proxy": {"command": "npx", "args": ["mcp-remote", f"https://e.example/mcp?k={WORD}",
                                         "--header", f"X-Key: {WORD}"]},
    "variable that is no text": {"command": "./nowhere", "env": {"A": {"key": WORD}}},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _wide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "4000")


def told(path: Path, capfd: pytest.CaptureFixture[str], *words: str) -> str:
    """All that a check says in every form, and what it writes."""
    said = []
    for form in FORMATS:
        main(["check", str(path), "--format", form, *words])
        main(["check", str(path), "--format", form, "-o", "report", *words])
        said += [*capfd.readouterr(), Path("report").read_text()]
    main(["check", str(path), "--update", "--log", "log", "-vv", *words])
    said += [*capfd.readouterr(), Path("toolrisk.lock").read_text(), Path("log").read_text()]
    return "".join(said)


@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_in_no_output(
    place: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / ".mcp.json"
    path.write_text(json.dumps({"mcpServers": {"mine": PLACES[place]}}))
    saved = listed(tmp_path / "saved.json", "delete_everything", "list_notes")
    known = "--tools", f"mine={saved}"
    said = told(path, capfd, *(known if not place.startswith("no ") else ()))
    assert ".mcp.json" in said
    assert KEY not in said
    assert WORD not in said


@pytest.mark.parametrize("place", ["variable", "flag", "argument", "command", "command's name"])
def test_nor_where_the_server_does_not_start(
    place: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / ".mcp.json"
    path.write_text(json.dumps({"mcpServers": {"mine": PLACES[place]}}))
    said = told(path, capfd, "--sandbox", "none")
    assert "mine" in said
    assert KEY not in said
    assert WORD not in said


@pytest.mark.parametrize(
    "text",
    [
        '{"mcpServers": {"mine": {"command": "KEY" "WORD"}}}',
        '{"mcpServers": {"mine": {"env": {"TOKEN": "WORD"',
        '{"mcpServers": {"mine": "KEY"}}',
        '{"mcpServers": "WORD"}',
        '{"mcpServers": {"mine": {"command": WORD}}}',
    ],
)
def test_nor_in_what_is_said_of_a_broken_file(
    text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / ".mcp.json"
    path.write_text(text.replace("WORD", WORD).replace("KEY", KEY))
    main(["check", str(path)])
    said = "".join(capfd.readouterr())
    assert ".mcp.json" in said
    assert KEY not in said
    assert WORD not in said


def test_the_name_of_a_server_that_looks_like_a_key_is_not_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / ".mcp.json"
    path.write_text(json.dumps({"mcpServers": {KEY: a_command(), "mine": a_command()}}))
    said = told(path, capfd, "--sandbox", "none")
    assert "mine" in said
    assert KEY not in said
