"""The evidence marked in the very words that were judged, however it overlaps and is cut."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.model.classification import Finding
from catalog.model.definition import Passage
from catalog.taxonomy import Effect, Trait
from publisher.passages import ROOM, passages
from tests.publisher.strategies import ANY_TEXT
from tests.publisher.values import a_finding, a_server, a_tool

SAYS = st.sampled_from([*Effect, *Trait])


def spanning(text: str, start: int, end: int, says: Effect | Trait) -> Finding:
    return Finding(
        rule="r", says=says, confidence=1, field="description",
        quote=text[start:end], start=start, end=end,
    )  # fmt: skip


def marks(passage: Passage) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.text, tuple(each.says)) for each in passage.segments]


def whole(passage: Passage) -> int:
    """How long the text is by what is shown and what is said to be left out."""
    return sum(len(each.text) + each.left_out for each in passage.segments)


def test_overlapping_evidence_is_marked_with_all_that_it_is_read_as() -> None:
    text = "Deletes all files."
    findings = (
        a_finding(Effect.DELETES, "description", text, "Deletes all"),
        a_finding(Effect.BULK, "description", text, "all files"),
    )
    (passage,) = passages(a_server(), a_tool("t", text), findings)
    assert marks(passage) == [
        ("Deletes ", ("deletes",)),
        ("all", ("deletes", "bulk")),
        (" files", ("bulk",)),
        (".", ()),
    ]


def test_each_text_with_evidence_is_there_in_a_readers_order() -> None:
    tool = a_tool("drop_it", inputSchema={"properties": {"a": {"properties": {"b/c": {}}}}})
    server = a_server(title="Drops")
    field = "inputSchema/properties/a/properties/b~1c#"
    found = passages(
        server,
        tool,
        (
            a_finding(Effect.DELETES, "server/title", "Drops", "Drops"),
            a_finding(Effect.DELETES, field, "b/c", "b/c"),
            a_finding(Effect.DELETES, "name", "drop_it", "drop"),
        ),
    )
    assert [(each.place, marks(each)[0][0]) for each in found] == [
        ("its name", "drop"),
        ("the name of its parameter a.b/c", "b/c"),
        ("the server's title", "Drops"),
    ]


def test_what_is_not_there_is_not_marked() -> None:
    text = "Reads a note."
    wrong = spanning("Wipes it all.", 0, 5, Effect.DELETES)
    (passage,) = passages(a_server(), a_tool("t", text), (wrong,))
    assert marks(passage) == [(text, ())]


def test_a_long_text_is_cut_around_its_quotes() -> None:
    text = "x" * 50_000 + "wipes" + "y" * 50_000
    finding = spanning(text, 50_000, 50_005, Effect.DELETES)
    (passage,) = passages(a_server(), a_tool("t", text), (finding,))
    assert ("wipes", ("deletes",)) in marks(passage)
    assert whole(passage) == len(text)
    assert sum(len(each.text) for each in passage.segments) <= ROOM


@given(ANY_TEXT.filter(bool), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), SAYS)))
def test_any_spans_cover_the_text_exactly(
    text: str, spans: list[tuple[int, int, Effect | Trait]]
) -> None:
    findings = [spanning(text, start, start + length, says) for start, length, says in spans]
    findings = [
        each for each in findings if each.quote and len(each.quote) == each.end - each.start
    ]
    tool = a_tool("t", text)
    (passage,) = passages(a_server(), tool, findings)
    assert "".join(each.text for each in passage.segments) == text
    at = 0
    for each in passage.segments:
        end = at + len(each.text)
        told = {f.says for f in findings if f.start <= at and end <= f.end}
        assert set(each.says) == told
        at = end


@given(st.integers(0, 400_000), st.lists(st.tuples(st.integers(0, 400_000), st.integers(1, 900))))
def test_a_cut_text_says_all_that_is_left_out(length: int, spans: list[tuple[int, int]]) -> None:
    text = "ab" * (length // 2 + 1)
    ends = [(start, min(len(text), start + size)) for start, size in spans if start < len(text)]
    findings = [spanning(text, start, end, Effect.READS) for start, end in ends]
    (passage,) = passages(a_server(), a_tool("t", text), findings)
    assert whole(passage) == len(text)
    assert sum(len(each.text) for each in passage.segments) <= max(ROOM, 0)
