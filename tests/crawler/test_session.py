"""Sessions with real servers, well-behaved and not; each ends with the right value, and alone."""

import gc
import json
from pathlib import Path

import mcp
import pytest

from catalog.model.snapshot import Introspected
from catalog.taxonomy import Reason
from crawler.introspection import beside, lists, session, stdio
from crawler.introspection.sandbox import Tier
from crawler.introspection.wire import Wire
from tests.crawler.hosting import TIERS, ask, tools_of, why_skipped


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Phases that a silent server overstays soon."""
    monkeypatch.setattr(session, "START_SECONDS", 1)
    monkeypatch.setattr(session, "LIST_SECONDS", 1)


@pytest.mark.parametrize("tier", TIERS)
def test_a_good_server_is_read_with_everything_it_says(tier: Tier) -> None:
    outcome = ask("good", tier=tier)
    assert isinstance(outcome, Introspected)
    assert [tool.name for tool in outcome.tools] == ["look", "touch"]
    assert outcome.tools[0].annotations == {"readOnlyHint": True, "mood": "calm"}
    assert outcome.server_info == {"name": "by-hand", "version": "1.2.3"}
    assert outcome.protocol_version == "2025-06-18"
    assert outcome.capabilities == {"tools": {}}
    assert outcome.instructions == "Be kind."
    assert outcome.warnings == ()


def test_prompts_and_resources_are_kept_by_name() -> None:
    outcome = ask("beside")
    assert isinstance(outcome, Introspected)
    assert outcome.server_info["x-mood"] == "calm"
    assert outcome.capabilities["x-own"] == {"a": 1}
    assert {each.name for each in outcome.prompts} == {"ask"}
    assert len(outcome.prompts[0].description or "") == beside.CHARACTERS
    assert [(each.name, each.uri) for each in outcome.resources] == [("notes", "file:///n")]
    assert [each.uri for each in outcome.resource_templates] == ["file:///n/{id}"]
    assert "the list of prompts repeats a cursor: read up to there" in outcome.warnings
    assert any("of its prompts have no name" in each for each in outcome.warnings)


def test_all_pages_are_read_also_behind_an_empty_cursor() -> None:
    assert list(tools_of(ask("paging"))) == ["one", "two", "three", "four"]


def test_a_repeated_cursor_ends_the_list_with_a_warning() -> None:
    outcome = ask("repeats_cursor")
    assert list(tools_of(outcome)) == ["first", "second"]
    assert isinstance(outcome, Introspected)
    assert "repeats a cursor" in outcome.warnings[0]


def test_pages_without_end_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGES", 50)
    skipped = why_skipped(ask("endless_pages"))
    assert (skipped.reason, skipped.detail) == (Reason.TOO_LARGE, "more than 50 pages of tools")


def test_more_tools_than_are_read_are_too_many() -> None:
    assert len(tools_of(ask("many_tools", "20000"))) == lists.TOOLS
    skipped = why_skipped(ask("many_tools", "20001"))
    assert (skipped.reason, skipped.detail) == (Reason.TOO_LARGE, "more than 20,000 tools")


def test_requests_without_end_are_too_many(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(session, "START_SECONDS", session.ALL_SECONDS)  # a slow machine counts on
    skipped = why_skipped(ask("flood_of_requests"))
    assert (skipped.reason, skipped.detail) == (Reason.TOO_LARGE, "sent more than 2,000 messages")
    gc.collect()
    assert caplog.records == []  # it never read what it was told: no task fell over that


def test_odd_messages_change_nothing() -> None:
    outcome = ask("chatterbox")
    assert list(tools_of(outcome)) == ["look"]
    assert isinstance(outcome, Introspected)
    assert len(outcome.tools) == 1  # the second answer to the same question is none


def test_what_no_task_can_handle_is_the_servers_own_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fall(*_: object) -> None:
        raise ArithmeticError("beyond me")

    monkeypatch.setattr(Wire, "received", fall)
    skipped = why_skipped(ask("good"))
    assert (skipped.reason, skipped.phase) == (Reason.PROTOCOL_ERROR, None)
    assert "beyond me" in skipped.detail


@pytest.mark.parametrize("name", ["endless_output", "endless_stderr", "long_line"])
def test_output_is_bounded(name: str) -> None:
    skipped = why_skipped(ask(name))
    assert (skipped.reason, skipped.detail) == (Reason.TOO_LARGE, "wrote more than 16 MB")
    assert len(skipped.stderr) <= stdio.STDERR_BYTES


def test_silence_is_timed_by_phase(impatient: None) -> None:
    at_start, in_list = why_skipped(ask("silent")), why_skipped(ask("silent_list"))
    assert at_start.reason is in_list.reason is Reason.TIMED_OUT
    assert (at_start.phase, in_list.phase) == ("start", "list")
    assert at_start.detail == "no answer to the handshake within 1 s"


def test_two_starts_share_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "ALL_SECONDS", 1)
    skipped = why_skipped(ask("silent"))
    assert (skipped.reason, skipped.detail) == (Reason.TIMED_OUT, "no tools within 1 s")


def test_noise_on_stdout_is_counted_and_left_out() -> None:
    outcome = ask("noisy")
    assert list(tools_of(outcome)) == ["look"]
    assert isinstance(outcome, Introspected)
    assert outcome.warnings == ("4 lines on stdout were no JSON-RPC messages",)


def test_bad_bytes_are_replaced_with_a_warning() -> None:
    outcome = ask("bad_utf8")
    assert tools_of(outcome)["look"].description == "caf\N{REPLACEMENT CHARACTER}"
    assert isinstance(outcome, Introspected)
    assert outcome.warnings == ("1 lines on stdout were not UTF-8",)


def test_a_malformed_tool_costs_no_neighbour() -> None:
    outcome = ask("malformed_tools")
    assert list(tools_of(outcome)) == ["no-schema", "good", "odd", "surrogate"]
    assert isinstance(outcome, Introspected)
    assert [each.position for each in outcome.malformed] == [3, 4]
    assert outcome.tools[2].definition["annotations"] == {"readOnlyHint": "yes please"}
    assert json.dumps(outcome.tools[3].definition["description"]) == '"lone \\ud800 half"'


def test_a_crash_says_how_and_why() -> None:
    skipped = why_skipped(ask("crashes"))
    assert (skipped.reason, skipped.phase) == (Reason.CRASHED, "start")
    assert skipped.detail == "exit code 1: ERROR: API_KEY is not set"
    assert "\x1b" not in skipped.stderr


def test_death_in_the_list_names_the_signal() -> None:
    skipped = why_skipped(ask("dies_in_list"))
    assert (skipped.reason, skipped.phase) == (Reason.CRASHED, "list")
    assert skipped.detail == "killed by SIGKILL"


def test_a_server_that_dies_of_the_new_handshake_is_greeted_with_the_old() -> None:
    assert list(tools_of(ask("dies_of_probe"))) == ["old"]


def test_a_server_of_the_new_handshake_gets_a_process_that_was_not_asked_before() -> None:
    outcome = ask("new_only")
    assert list(tools_of(outcome)) == ["new"]
    assert isinstance(outcome, Introspected)
    assert outcome.protocol_version == "2026-07-28"


def test_an_unknown_version_is_a_protocol_error() -> None:
    skipped = why_skipped(ask("unknown_version"))
    assert (skipped.reason, skipped.phase) == (Reason.PROTOCOL_ERROR, "start")
    assert "1999-01-01" in skipped.detail


def test_no_tools_is_an_answer_only_of_a_server_that_declares_none() -> None:
    none, refused = ask("no_tools"), why_skipped(ask("refuses_list"))
    assert isinstance(none, Introspected)
    assert none.tools == ()
    assert "declares no tools" in none.warnings[0]
    assert (refused.reason, refused.phase) == (Reason.PROTOCOL_ERROR, "list")
    assert refused.detail == "tools/list was refused: upstream says no (-32603)"


def test_a_list_that_is_none_is_a_protocol_error() -> None:
    skipped = why_skipped(ask("strange_list"))
    assert skipped.reason is Reason.PROTOCOL_ERROR
    assert skipped.detail.endswith("as the protocol has it: tools: Input should be a valid list")


def test_a_deep_schema_is_kept_as_it_is_and_a_deeper_one_is_malformed() -> None:
    outcome = ask("deep")
    schema = tools_of(outcome)["deep"].input_schema
    for _ in range(200):
        schema = schema["a"]
    assert schema == 1
    assert isinstance(outcome, Introspected)
    assert [(each.position, each.reason) for each in outcome.malformed] == [
        (1, "is nested too deeply to be read"),
        (2, "is nested too deeply to be read"),
    ]
    assert "good" in tools_of(outcome)


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("name", ["orphan", "deaf"])
def test_nothing_outlives_the_session(name: str, tier: Tier) -> None:
    assert list(tools_of(ask(name, tier=tier))) == ["look"]  # `ask` waits for the last process


@pytest.mark.parametrize("tier", TIERS)
def test_an_orphan_on_the_pipes_does_not_hide_the_crash(tier: Tier) -> None:
    skipped = why_skipped(ask("orphan", "crash", tier=tier))
    assert skipped.detail == "exit code 1: left it behind"


def test_a_program_that_is_not_there_is_not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.crawler.hosting.sys.executable", "/nowhere/python")
    assert why_skipped(ask("good")).reason is Reason.START_FAILED


def test_a_server_on_the_sdk_answers() -> None:
    outcome = ask("built_on_sdk", PYTHONPATH=str(Path(mcp.__file__).parents[1]))
    assert tools_of(outcome)["add"].input_schema["required"] == ["a", "b"]
