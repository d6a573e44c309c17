"""`toolrisk crawl` as a user has it: registries at addresses of their own, faults and kills."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalog.store import listings
from catalog.store.catalog import open_catalog
from cli.main import main
from tests.cli.asking import Out
from tests.crawler.replica import META, Asked, Replica, Reply, official, row, serving, status

NAMES = [f"com.example/{number:03}" for number in range(60)]


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    return [row(name, f"2026-01-02T03:{at:02}:00Z") for at, name in enumerate(NAMES)]


@pytest.fixture
def replica(rows: list[dict[str, Any]]) -> Iterator[Replica]:
    with serving(official(rows, size=4)) as served:
        yield served


def crawl(capsys: Out, replica: Replica, *more: str) -> tuple[int, dict[str, Any]]:
    """The exit code, and what is printed."""
    words = ("crawl", f"official={replica.url}", "--delay", "0", "--catalog", "c.db", "--json")
    code = main([*words, *more])
    return code, json.loads(capsys.readouterr().out)


def held(place: str = "c.db") -> list[str]:
    """What the catalog holds of the registries now, sorted."""
    with open_catalog(place) as catalog:
        return sorted(each.model_dump_json() for each in listings.current(catalog))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_second_crawl_costs_what_has_changed(
    replica: Replica, rows: list[dict[str, Any]], capsys: Out
) -> None:
    code, first = crawl(capsys, replica)
    assert (code, first["listings"], first["sources"][0]["written"]) == (0, 60, 60)
    requests = len(replica.asked)
    rows[7] = row(NAMES[7], "2026-02-01T00:00:00Z", title="Anew")
    rows[8]["_meta"][META] |= {"status": "deleted", "updatedAt": "2026-02-01T00:00:00Z"}
    _, second = crawl(capsys, replica)
    assert second["sources"][0]["written"] == 2
    assert len(replica.asked) - requests < requests / 2
    fresh = "fresh.db"
    assert main(["crawl", f"official={replica.url}", "--delay", "0", "--catalog", fresh, "-q"]) == 0
    assert held() == held(fresh)


def test_what_vanished_is_gone_after_a_full_pass_only(
    replica: Replica, rows: list[dict[str, Any]], capsys: Out
) -> None:
    crawl(capsys, replica)
    del rows[5:10]
    _, report = crawl(capsys, replica)
    assert (report["sources"][0]["gone"], len(held())) == (0, 60)
    replica.faults = [None, None, status(401)]
    code, _ = crawl(capsys, replica, "--full")
    assert (code, len(held())) == (4, 60)
    _, report = crawl(capsys, replica)  # goes on with the full pass
    assert (report["sources"][0]["gone"], len(held())) == (5, 55)
    _, report = crawl(capsys, replica, "--full")
    assert (report["sources"][0]["gone"], report["sources"][0]["written"]) == (0, 0)


@pytest.mark.parametrize("after", [1, 4, 9, 13])
def test_a_crawl_killed_at_any_moment_goes_on(replica: Replica, capsys: Out, after: int) -> None:
    api = replica.api

    def slow(asked: Asked) -> Reply:
        time.sleep(0.02)
        return api(asked)

    replica.api = slow
    words = ["crawl", f"official={replica.url}", "--delay", "0", "--catalog", "c.db", "-q"]
    with subprocess.Popen([sys.executable, "-m", "cli.main", *words]) as process:
        while len(replica.asked) <= after and process.poll() is None:
            time.sleep(0.001)
        os.kill(process.pid, signal.SIGKILL)
    asked = len(replica.asked)
    code, report = crawl(capsys, replica)
    assert code == 0
    assert replica.asked[asked].query.get("cursor", "") in ["", *NAMES]
    assert len(replica.asked) < asked + 16
    assert [json.loads(each)["name"] for each in held()] == NAMES
    assert report["sources"][0]["complete"]


def test_a_source_that_fails_leaves_the_others_and_is_named(
    replica: Replica, rows: list[dict[str, Any]], capsys: Out
) -> None:
    rows[3] = {"server": {"name": "com.example/003", "version": 7}, "_meta": rows[3]["_meta"]}
    with serving(lambda _: Reply({"error": "no"}, 403)) as broken:
        words = ["crawl", f"official={replica.url}", f"broken={broken.url}", "starter"]
        assert main([*words, "--delay", "0", "--catalog", "c.db"]) == 4
    told = capsys.readouterr().err
    assert "official: 59 listings, 59 new or changed, 1 rejected\n" in told
    assert "official com.example/003: rejected, server/version is no string\n" in told
    assert "toolrisk: broken failed: answered 403; it does not let us in" in told
    assert len(held()) > 59


def test_two_registries_of_ones_own_have_names_of_their_own(replica: Replica, capsys: Out) -> None:
    host = replica.url.removeprefix("http://")
    words = ["crawl", replica.url, f"acme={replica.url}/v0.1", "--delay", "0", "--json"]
    assert main([*words, "--catalog", "c.db"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert {each["source"]: each["met"] for each in report["sources"]} == {host: 60, "acme": 60}


@pytest.mark.parametrize(
    "word",
    ["x=ftp://a.example", "http://", "x=http://me:pw@a.example", "http://a.example/?key=1", "x=",
     "http://a.example/#x", "http://a.example:99999", "http://[::1", "http://a b.example"],
)  # fmt: skip
def test_what_is_no_address_is_refused_before_a_catalog_is_made(word: str, capsys: Out) -> None:
    assert main(["crawl", word]) == 2
    told = capsys.readouterr().err
    assert (told.count("\n"), "give http(s)://HOST/PATH" in told) == (1, True)
    assert not Path("catalog.db").exists()
