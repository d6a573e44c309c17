"""The site on disk: what is written, what is left alone, what is removed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from catalog.errors import InputError, StoreError
from catalog.model.page import ToolPage
from publisher.site.build import Built, build
from publisher.site.owner import Owner
from publisher.site.plan import plan
from publisher.site.policy_files import target_addresses
from publisher.target import recommended
from tests.publisher.demo import demo, harbour, library
from tests.publisher.markup import Markup
from tests.publisher.sites import build_site, shelf_of
from tests.publisher.values import pages_of

SAID_OF_SEND_MAIL = """
send_mail · Harbour Files · toolrisk
Shown to people as “Send e-mail” Risk High usual for the category: medium Category Write
Category Write Recommended Ask a person Server Harbour Files
Write: it creates or changes data in a way that can be undone or only adds. creates creates
sends lets content leave to other people or the public
a sent mail cannot be called back. High risk means: hard to undo or reaching beyond the account.
The description of its parameter to Who gets it [open world] .
Send an e-mail [sends] from the account of the user.
Odd about its text says-at-once: “sent at once”, in its description
priority = urgent High Write asked about
to array of string · required Who gets it.
"send_mail": { "deny_if": [ { "conditions": [], "on_deny": "Requires human approval: its text
openWorldHint not declared; assumed true The words agree: it reaches beyond its own system
INC-POSTMARK-MCP-2025 · Koi Security; MITRE ATLAS, 2025
Decided by rules Confidence 87 % Classifier 0.1.0+rules.7 Definition sha256:
"""


ROOT = Path(__file__).parents[2]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_site_has_a_page_its_json_and_its_policy_for_everything(tmp_path: Path) -> None:
    build_site(pages_of(*demo()), tmp_path)
    found = contents(tmp_path)
    assert {name for name in found if "lighthouse" in name} >= {
        "servers/lighthouse/index.html",
        "servers/lighthouse/index.json",
        "servers/lighthouse/badge.svg",
        "servers/lighthouse/passport.json",
        "servers/lighthouse/policy.json",
        "servers/lighthouse/tools.jsonl",
        *target_addresses("servers/lighthouse/index.html"),
    }
    page = ToolPage.model_validate(json.loads(found["servers/harbour/send_mail.json"]))
    assert page in harbour().tools
    assert found["servers/harbour/policy.json"].decode() == recommended(harbour().policy).text


def test_a_tools_page_in_words(tmp_path: Path) -> None:
    build_site(pages_of(*demo()), tmp_path)
    text = Markup((tmp_path / "servers/harbour/send_mail.html").read_text("utf-8")).text
    for said in SAID_OF_SEND_MAIL.strip().splitlines():
        assert said in text


def test_a_servers_page_and_the_index_in_words(tmp_path: Path) -> None:
    build_site(pages_of(*demo()), tmp_path)
    server = Markup((tmp_path / "servers/harbour/index.html").read_text("utf-8")).text
    assert "drop_table Drops a table with all of its rows. Critical Destructive Hide" in server
    assert "zap Medium Not classified Ask a person" in server
    gone = Markup((tmp_path / "servers/lighthouse/index.html").read_text("utf-8")).text
    assert "could not be listed: it did not start." in gone
    assert "nothing to allow, so this policy denies every call" in gone
    index = Markup((tmp_path / "index.html").read_text("utf-8")).text
    assert "8 tools on 3 servers. 1 other server could not be looked at" in index
    assert "Critical 3 38 %" in index
    assert "Lighthouse It did not start" in index


def test_the_same_pages_give_the_same_bytes_and_are_written_once(tmp_path: Path) -> None:
    first = build_site(pages_of(*demo()), tmp_path / "one")
    build_site(pages_of(*demo()[::-1]), tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    again = build_site(pages_of(*demo()), tmp_path / "one")
    assert again == Built(written=0, unchanged=first.written, removed=0)


def test_another_process_makes_the_same_bytes(tmp_path: Path) -> None:
    """Sets of words have another order in each process, unless somebody gives them one."""
    made = "from tests.publisher.demo import demo\nfrom tests.publisher.sites import *\n"
    made += "from tests.publisher.values import pages_of\n"
    for seed in "12":
        build = f"{made}build_site(pages_of(*demo()), Path({str(tmp_path / seed)!r}))"
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", build], check=True, cwd=ROOT, env=environment)
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    build_site(pages_of(*demo()), tmp_path)
    changed = tmp_path / "servers/harbour/zap.html"
    changed.write_text("spoiled")
    assert build_site(pages_of(*demo()), tmp_path).written == 2  # with its JSON
    assert "spoiled" not in changed.read_text("utf-8")


def test_pages_that_are_gone_leave_nothing_behind(tmp_path: Path) -> None:
    build_site(pages_of(*demo()), tmp_path / "grown")
    half = tmp_path / ".grown.building-17"  # a build was killed here
    (half / "servers").mkdir(parents=True)
    assert build_site(pages_of(library()), tmp_path / "grown").removed > 15
    assert not half.exists()
    build_site(pages_of(library()), tmp_path / "fresh")
    assert contents(tmp_path / "grown") == contents(tmp_path / "fresh")
    assert [each.name for each in (tmp_path / "grown/servers").iterdir()] == ["library"]


def test_what_others_keep_in_the_folder_stays(tmp_path: Path) -> None:
    build_site(pages_of(*demo()), tmp_path)
    (tmp_path / "evaluation.json").write_text("{}")
    build_site(pages_of(), tmp_path)
    assert (tmp_path / "evaluation.json").read_text() == "{}"
    assert "holds no server yet" in (tmp_path / "index.html").read_text()


@pytest.mark.parametrize("theirs", ["index.html", "servers/web/nginx.conf", ".git/HEAD"])
def test_a_folder_of_somebody_else_is_not_touched(theirs: str, tmp_path: Path) -> None:
    (tmp_path / theirs).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / theirs).write_text("theirs")
    with pytest.raises(InputError, match=r"toolrisk did not make; name an empty folder") as caught:
        build_site(pages_of(*demo()), tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert contents(tmp_path) == {theirs: b"theirs"}


def test_a_folder_of_somebody_else_is_written_once_it_is_marked(tmp_path: Path) -> None:
    (tmp_path / "CNAME").write_text("theirs")
    (tmp_path / ".toolrisk-site").touch()
    build_site(pages_of(*demo()), tmp_path)
    assert (tmp_path / "index.html").exists()
    assert (tmp_path / "CNAME").read_text() == "theirs"


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file")
    with pytest.raises(InputError, match=r"cannot write the site: .*reports"):
        build_site(pages_of(*demo()), tmp_path / "reports")


def test_every_link_leads_to_a_file_of_the_site(tmp_path: Path) -> None:
    build_site(pages_of(*demo()), tmp_path)
    seen = 0
    for page in tmp_path.rglob("*.html"):
        for link in Markup(page.read_text("utf-8")).leads:
            assert Path(os.path.normpath(page.parent / link)).is_relative_to(tmp_path)
            assert (page.parent / link).is_file(), (page, link)
            seen += 1
    assert seen > 80


def test_a_page_without_its_server_or_at_anothers_address_is_one_line(tmp_path: Path) -> None:
    alone = shelf_of(harbour().tools)
    with pytest.raises(StoreError, match="its server has no page; write the pages anew"):
        build(plan(alone, Owner()), tmp_path / "site")
    moved = shelf_of(pages_of(*demo()))._replace(contents=lambda _: {})
    with pytest.raises(StoreError, match="is another's; write the pages anew"):
        build(plan(moved, Owner()), tmp_path / "site")
    assert list(tmp_path.iterdir()) == []
