"""Servers that mean harm, in every tier that works here: each ends with the right value, alone."""

import os
import uuid
from pathlib import Path

import pytest

from catalog.model.snapshot import Introspected, Skipped
from catalog.taxonomy import Reason
from crawler.introspection import cgroups, lists, session
from crawler.introspection.process import living_in
from crawler.introspection.sandbox import Tier
from tests.crawler.hosting import (
    SEALED_TIERS,
    TIERS,
    a_package,
    a_server,
    ask,
    pack,
    snapshots,
    tools_of,
    wait_until,
    why_skipped,
)

ANSWERS = {
    "noisy": ["look"],
    "bad_utf8": ["look"],
    "paging": ["one", "two", "three", "four"],
    "repeats_cursor": ["first", "second"],
    "malformed_tools": ["no-schema", "good", "odd", "surrogate"],
    "duplicate_names": ["look", "other", "look"],
    "deep": ["deep", "good"],
    "deaf": ["look"],
}
FAILURES = {
    "silent": (Reason.TIMED_OUT, "no answer to the handshake"),
    "closes_stdin": (Reason.TIMED_OUT, "no answer to the handshake"),
    "endless_pages": (Reason.TOO_LARGE, "pages of tools"),
    "endless_output": (Reason.TOO_LARGE, "wrote more than 16 MB"),
    "long_line": (Reason.TOO_LARGE, "wrote more than 16 MB"),
    "unknown_version": (Reason.PROTOCOL_ERROR, "1999-01-01"),
    "dies_in_list": (Reason.CRASHED, "killed by SIGKILL"),
    "crashes": (Reason.CRASHED, "exit code 1: ERROR: API_KEY is not set"),
}


@pytest.mark.parametrize("tier", SEALED_TIERS)
@pytest.mark.parametrize("name", ANSWERS)
def test_what_can_be_read_is_read(name: str, tier: Tier) -> None:
    outcome = ask(name, tier=tier)
    assert isinstance(outcome, Introspected), outcome
    assert [tool.name for tool in outcome.tools] == ANSWERS[name]


@pytest.mark.parametrize("tier", SEALED_TIERS)
@pytest.mark.parametrize("name", FAILURES)
def test_what_goes_wrong_is_a_value(name: str, tier: Tier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGES", 20)
    if FAILURES[name][0] is Reason.TIMED_OUT:
        monkeypatch.setattr(session, "START_SECONDS", 1)
    reason, words = FAILURES[name]
    skipped = why_skipped(ask(name, tier=tier))
    assert (skipped.reason, words in skipped.detail) == (reason, True), skipped


@pytest.mark.slow
@pytest.mark.parametrize("tier", SEALED_TIERS)
def test_so_many_tools_are_read_and_no_more(tier: Tier) -> None:
    assert len(tools_of(ask("many_tools", "20000", tier=tier))) == 20_000
    assert why_skipped(ask("many_tools", "20001", tier=tier)).detail == "more than 20,000 tools"


@pytest.mark.parametrize("tier", TIERS)
def test_in_one_run_the_others_are_unharmed(
    tier: Tier, house: Path, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "START_SECONDS", 5)
    villains = ["deaf_and_silent", "endless_output", "dies_in_list", "good", "deep", "paging"]
    names = [pack(each, house) for each in villains]
    found = snapshots(*(a_server(a_package(each)) for each in names), tier=tier, jobs=6)
    assert {each.removeprefix("toolrisk-test-"): told(found[each].outcome) for each in names} == {
        "deaf-and-silent": Reason.TIMED_OUT,
        "endless-output": Reason.TOO_LARGE,
        "dies-in-list": Reason.CRASHED,
        "good": 2,
        "deep": 2,
        "paging": 4,
    }
    assert list(folders.iterdir()) == []
    wait_until(lambda: living_in(folders) == [])


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("end", ["answers", "silent"])
def test_who_flees_is_found(end: str, tier: Tier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "START_SECONDS", 3 if end == "silent" else 20)
    token = uuid.uuid4().hex
    ask("flees", token, end, tier=tier)
    wait_until(lambda: not running(token))


@pytest.mark.parametrize("tier", TIERS)
def test_a_fork_bomb_is_limited_and_ended(tier: Tier) -> None:
    if not limits_processes():
        pytest.skip("root's processes are limited by control groups alone, which are not to be had")
    token = uuid.uuid4().hex
    forked = int(tools_of(ask("fork_bomb", token, tier=tier))["forked"].description or "")
    assert 100 < forked < 1_500  # the user's other processes may have counted
    wait_until(lambda: not running(token))


@pytest.mark.parametrize("tier", TIERS)
def test_memory_is_limited_by_process_and_in_all(
    tier: Tier, monkeypatch: pytest.MonkeyPatch
) -> None:
    megabytes = 120 << 20
    monkeypatch.setitem(cgroups._V2, "memory.max", megabytes)
    monkeypatch.setitem(cgroups._V1["memory"], "memory.limit_in_bytes", megabytes)
    took = tools_of(ask("memory_hog", tier=tier))
    assert took["one"].description == "refused"
    if has_groups():
        assert int(took["all"].description or "") < 4


@pytest.mark.parametrize("tier", TIERS)
def test_disk_is_limited_by_file_and_where_it_is_its_own_in_all(tier: Tier) -> None:
    filled = tools_of(ask("disk_hog", tier=tier))
    assert filled["one"].description == "refused"
    own = tier in (Tier.BUBBLEWRAP, Tier.LANDLOCK)
    assert filled["many"].description == ("3" if own else "5")


def told(outcome: Introspected | Skipped) -> int | Reason:
    """How many tools there were, or why none."""
    return len(outcome.tools) if isinstance(outcome, Introspected) else outcome.reason


def running(token: str) -> list[str]:
    """Processes that were started with that word."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if token.encode() in each.read_bytes():
                found.append(each.parent.name)
        except OSError:
            continue  # it is gone
    return found


def limits_processes() -> bool:
    """Whether processes can be limited here: root's by control groups alone."""
    return os.getuid() != 0 or has_groups()


def has_groups() -> bool:
    groups = cgroups.make(f"toolrisk-{uuid.uuid4().hex}")
    cgroups.remove(groups)
    return bool(groups)
