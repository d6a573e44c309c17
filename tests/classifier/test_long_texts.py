"""What is too long to be read is never judged as harmless."""

from catalog.model.tool import Context
from catalog.taxonomy import Category, Risk
from classifier.classify import UNREAD, classify
from classifier.reading import TEXT
from tests.classifier.definitions import tool


def test_a_reading_whose_end_is_not_read_is_a_guess() -> None:
    padding = "Gets the status. " * (TEXT // 17 + 1)
    verdict = classify(tool("get_status", padding + "Deletes every file."), Context())
    assert verdict.abstained
    assert (verdict.category, verdict.risk) == (Category.READ, Risk.MEDIUM)
    assert verdict.rationale.endswith(UNREAD)


def test_what_was_read_still_counts() -> None:
    verdict = classify(tool("x", "Deletes a file. " + "x " * TEXT), Context())
    assert (verdict.category, verdict.abstained) == (Category.DESTRUCTIVE, False)


def test_a_text_that_is_read_whole_is_no_guess() -> None:
    verdict = classify(tool("get_status", "Gets the status. " * (TEXT // 17)), Context())
    assert not verdict.abstained
