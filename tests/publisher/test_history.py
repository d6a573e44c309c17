"""What the histories of pages say of a past, in words, newest first and bounded."""

from datetime import UTC, datetime, timedelta

from catalog.model.history import Change, Event, Happened, Held, Judged, Past
from catalog.taxonomy import Category, Decider, Reason, Risk
from publisher.history import OF_SERVER, OF_TOOL, server_history, tool_history

DAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


REWORDED = (
    "Its definition changed in pkg:npm/x@1.3: its description was reworded; its parameter all is "
    "new; its annotation readOnlyHint is “false”, and was “true”."
)


def day(number: int) -> datetime:
    return DAY + timedelta(days=number)


def held(number: int, reason: Reason | None = None) -> Held:
    return Held(
        number=number, first_at=day(number), at=day(number), package=f"pkg:npm/x@1.{number}",
        tools=None if reason else 2, reason=reason,
    )  # fmt: skip


def judged(at: int, risk: Risk, version: str = "1", **fields: object) -> Judged:
    whole = {"digest": "d", "category": Category.WRITE, "risk": risk, "abstained": False}
    told = {"decided_by": Decider.RULES, "version": version, "at": day(at)}
    return Judged.model_validate({**whole, **told, **fields})


def happened(at: int, kind: str, *changes: Change) -> Happened:
    event = {"kind": kind, "name": "t", "before": None, "after": None, "changes": changes}
    return Happened(at=day(at), package=f"pkg:npm/x@1.{at}", event=Event.model_validate(event))


def test_a_tool_that_was_found_once_has_one_entry_with_its_verdict() -> None:
    past = Past(findings=(held(0),), judged={"t": (judged(0, Risk.LOW),)})
    found = tool_history(past, "t")
    assert [(each.at, each.kind, each.says) for each in found.entries] == [
        (
            "2026-11-02T09:30:00Z",
            "added",
            "First seen in pkg:npm/x@1.0. Judged Write of low risk, by the rules of 1.",
        )
    ]
    assert (found.older, found.judged_at) == (0, "2026-11-02T09:30:00Z")


def test_what_changed_and_what_was_thought_of_it_is_told_newest_first() -> None:
    changes = (
        Change(path="description", kind="changed", before="Reads it.", after="Wipes it all."),
        Change(path="inputSchema/properties/all", kind="added", after={}),
        Change(path="annotations/readOnlyHint", kind="changed", before=True, after=False),
    )
    past = Past(
        findings=(held(0), held(3)),
        seen={"t": day(0)},
        happened={"t": (happened(3, "changed", *changes),)},
        judged={"t": (judged(0, Risk.LOW), judged(3, Risk.HIGH), judged(5, Risk.MEDIUM, "2"))},
    )
    found = [(each.kind, each.says) for each in tool_history(past, "t").entries]
    assert found == [
        ("lowered", "Judged Write of medium risk, by the rules of 2; before: Write of high risk."),
        ("raised", "Judged Write of high risk, by the rules of 1; before: Write of low risk."),
        (
            "changed",
            REWORDED,
        ),
        ("added", "First seen in pkg:npm/x@1.0. Judged Write of low risk, by the rules of 1."),
    ]


def test_of_verdicts_that_only_say_it_again_the_last_is_told() -> None:
    again = tuple(judged(at, Risk.LOW, str(at)) for at in range(9))
    past = Past(findings=(held(0),), judged={"t": again})
    found = [each.says for each in tool_history(past, "t").entries]
    assert len(found) == 2
    assert found[0] == "Judged again, by the rules of 8: still Write of low risk."


def test_a_tool_that_was_read_from_source_was_not_seen() -> None:
    past = Past(findings=(held(0, Reason.CRASHED),))
    (entry,) = tool_history(past, "t", unverified=True).entries
    assert entry.says.startswith("First read from the source of the server's package")
    assert tool_history(Past(), "t").entries == ()


def test_a_long_history_is_cut_and_counted() -> None:
    risks = (Risk.LOW, Risk.HIGH)
    many = tuple(judged(at, risks[at % 2]) for at in range(OF_TOOL + 30))
    past = Past(findings=(held(0),), judged={"t": many})
    found = tool_history(past, "t")
    assert (len(found.entries), found.older) == (OF_TOOL, 30)
    assert [each.at for each in found.entries] == sorted(
        (each.at for each in found.entries), reverse=True
    )
    whole = server_history(past, {})
    assert (len(whole.entries), whole.older) == (OF_SERVER, OF_TOOL + 30 - OF_SERVER)


def test_a_servers_log_tells_its_tools_and_when_it_could_not_be_looked_at() -> None:
    past = Past(
        findings=(held(0), held(1, Reason.TIMED_OUT), held(2)),
        seen={"t": day(0)},
        happened={"t": (happened(2, "removed"),)},
        judged={"t": (judged(0, Risk.LOW), judged(1, Risk.HIGH))},
    )
    address = "servers/x/t.html"
    found = [(e.kind, e.tool, e.address) for e in server_history(past, {"t": address}).entries]
    assert found == [
        ("removed", "t", address),
        ("raised", "t", address),
        ("skipped", None, None),
        ("added", None, None),
    ]
    gone = server_history(past, {}).entries[0]
    assert (gone.address, gone.says) == (None, "No longer offered in pkg:npm/x@1.2.")
