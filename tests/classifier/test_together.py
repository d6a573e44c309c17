"""What a server's tools can do together, and the grade that comes of it."""

import pytest

from catalog.model.classification import Classification
from catalog.model.grade import Grade
from catalog.model.tool import Context
from classifier.classify import classify
from classifier.together import assess_server
from tests.classifier.definitions import tool

PRIVATE = ("list_contacts", "List the user's own contacts in the account.")
OUTSIDE = ("read_email", "Read the e-mails of the inbox.")
OUT = ("send_message", "Send a message to a channel.")
PLAIN = ("list_colors", "List the names of colors.")
CHANGE = ("create_note", "Create a note.")
RUNS = ("execute_code", "Execute Python code.")
UNKNOWN = ("zorp", "Zorp.")


def graded(*said: tuple[str, str]) -> Grade:
    return assess_server([(name, judged(name, text)) for name, text in said])


def judged(name: str, text: str) -> Classification:
    return classify(tool(name, text), Context())


@pytest.mark.parametrize(
    ("said", "letter"),
    [
        ([PLAIN], "A"),
        ([PLAIN, CHANGE], "B"),
        ([CHANGE, OUT], "C"),
        ([PLAIN, RUNS], "D"),
        ([OUTSIDE, RUNS], "E"),
        ([PLAIN, UNKNOWN], None),
        ([], None),
    ],
)
def test_the_letter(said: list[tuple[str, str]], letter: str | None) -> None:
    assert graded(*said).letter == letter


def test_private_data_outsiders_and_a_way_out_are_worse_together() -> None:
    found = graded(PRIVATE, OUTSIDE, OUT)
    (combination,) = found.combinations
    assert combination.name == "exfiltration"
    assert combination.tools[2] == ("send_message",)
    assert "private data carried off" in " ".join(found.reasons)
    assert graded(PLAIN, OUT).combinations == ()


def test_more_tools_make_no_server_better() -> None:
    order = "ABCDE"
    said = [PLAIN, CHANGE, OUT, OUTSIDE, PRIVATE, RUNS]
    letters = [graded(*said[: at + 1]).letter or "" for at in range(len(said))]
    assert letters == sorted(letters, key=order.index)


def test_reasons_name_the_tools() -> None:
    (first, *_) = graded(PLAIN, RUNS).reasons
    assert first == "1 of 2 tools can do critical harm: execute_code."
    assert graded().reasons == ("No tool of it is known.",)
