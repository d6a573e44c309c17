"""Claims of annotations held against what the words tell."""

from typing import Any

import pytest

from catalog.model.tool import Context
from classifier.classify import classify
from classifier.declared import contradictions, hints
from tests.classifier.definitions import tool

DELETE = ("delete_file", "Deletes a file.")
LIST = ("list_files", "Lists files.")
CREATE = ("create_note", "Creates a note.")
SEND = ("send_email", "Sends an e-mail to anyone.")
UNKNOWN = ("zorp", "Zorp.")


def standings(said: tuple[str, str], **claims: Any) -> dict[str, tuple[bool, bool, str]]:
    read = tool(*said, annotations=claims)
    found = hints(read, classify(read, Context()))
    return {each.name: (each.given, each.holds, each.standing.value) for each in found}


@pytest.mark.parametrize(
    ("said", "claim", "value", "standing"),
    [
        (DELETE, "readOnlyHint", True, "contradicted"),
        (DELETE, "readOnlyHint", False, "agrees"),
        (DELETE, "destructiveHint", False, "contradicted"),
        (DELETE, "destructiveHint", True, "agrees"),
        (LIST, "readOnlyHint", True, "agrees"),
        (LIST, "readOnlyHint", False, "cautious"),
        (CREATE, "destructiveHint", True, "cautious"),
        (CREATE, "destructiveHint", False, "agrees"),
        (SEND, "openWorldHint", False, "contradicted"),
        (LIST, "openWorldHint", False, "untold"),
        (LIST, "idempotentHint", True, "untold"),
        (UNKNOWN, "readOnlyHint", True, "untold"),
    ],
)
def test_a_claim_against_the_words(
    said: tuple[str, str],
    claim: str,
    value: bool,  # noqa: FBT001 - pytest gives it by name
    standing: str,
) -> None:
    assert standings(said, **{claim: value})[claim] == (True, value, standing)


def test_what_is_not_given_is_as_the_specification_assumes() -> None:
    found = standings(DELETE, readOnlyHint="yes")
    assert {name: each[:2] for name, each in found.items()} == {
        "readOnlyHint": (False, False),
        "destructiveHint": (False, True),
        "idempotentHint": (False, False),
        "openWorldHint": (False, True),
    }


def test_contradictions_are_named_with_the_words() -> None:
    read = tool(*DELETE, annotations={"readOnlyHint": True, "openWorldHint": False})
    (said,) = contradictions(read, classify(read, Context()))
    assert (
        said == "It claims readOnlyHint true, but it is judged Destructive (“delete”, “Deletes”)."
    )
