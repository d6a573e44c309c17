"""Policies of the catalog's servers: what they say, and where they go."""

import json
from pathlib import Path

from tests.cli.asking import Out, ask, refuse
from tests.cli.conftest import ABSENT, OFFICE


def test_policy_of_a_server_denies_what_it_does_not_name(catalog: str, capsys: Out) -> None:
    document = json.loads(ask(capsys, "policy", OFFICE, "--catalog", catalog))
    assert document["default"] == "deny"
    assert document["hide"] == ["delete_all_notes"]
    assert document["tools"]["list_notes"]["limits"][0]["max"] == 30
    assert document["tools"]["create_note"]["limits"][0]["max"] == 30


def test_policy_of_one_tool_names_it_alone(catalog: str, capsys: Out) -> None:
    document = json.loads(ask(capsys, "policy", f"{OFFICE}/create_note", "--catalog", catalog))
    assert list(document["tools"]) == ["create_note"]
    assert "hide" not in document


def test_policies_go_where_they_are_sent(catalog: str, tmp_path: Path, capsys: Out) -> None:
    ask(capsys, "policy", OFFICE, "--catalog", catalog, "-o", "one.json")
    assert json.loads((tmp_path / "one.json").read_text())["version"] == "1"
    (tmp_path / "file").touch()
    refuse(capsys, "policy", OFFICE, "--catalog", catalog, "-o", "file/one.json", code=1)


def test_policy_wants_to_know_what_for(catalog: str, capsys: Out) -> None:
    refuse(capsys, "policy", "--catalog", catalog, code=2)
    line = refuse(capsys, "policy", OFFICE, "--target", "nope", "--catalog", catalog, code=2)
    assert "policylayer" in line


def test_policies_of_two_servers_want_a_folder(catalog: str, tmp_path: Path, capsys: Out) -> None:
    both = (OFFICE, ABSENT)
    assert "-o DIR" in refuse(capsys, "policy", *both, "--catalog", catalog, code=2)
    ask(capsys, "policy", *both, "--catalog", catalog, "-o", "out")
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_policy_of_two_tools_of_one_server_names_both(catalog: str, capsys: Out) -> None:
    tools = [f"{OFFICE}/{name}" for name in ("pay_invoice", "create_note", "create_note")]
    document = json.loads(ask(capsys, "policy", *tools, "--catalog", catalog))
    assert list(document["tools"]) == ["create_note", "pay_invoice"]


def test_a_link_to_the_users_file_stays_one(catalog: str, tmp_path: Path, capsys: Out) -> None:
    kept, link = tmp_path / "dotfiles.json", tmp_path / "settings.json"
    kept.write_text("{}")
    kept.chmod(0o600)
    link.symlink_to(kept)
    call = ("policy", OFFICE, "--catalog", catalog, "--target", "claude-code", "-o", str(link))
    ask(capsys, *call)
    assert link.is_symlink()
    assert "toolrisk" in kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_tools_of_no_server_stand_beside_those_of_one_called_so(
    tmp_path: Path, capsys: Out
) -> None:
    path = tmp_path / "tools.jsonl"
    rows = [
        {"server": {"title": "tools"}, "tool": {"name": "delete_a", "description": "Deletes."}},
        {"tool": {"name": "list_b", "description": "Lists notes."}},
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    (policy,) = json.loads(ask(capsys, "policy", "--file", str(path), "--json"))["policies"]
    assert [rule["tool"] for rule in policy["rules"]] == ["delete_a", "list_b"]
