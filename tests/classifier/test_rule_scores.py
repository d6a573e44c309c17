"""A rule's votes are counted against labelled effects, disputed ones and readings apart."""

from catalog.taxonomy import Category, Effect
from classifier.evaluation import evaluate, judged
from classifier.labels import Label
from classifier.rule_scores import rule_scores
from tests.classifier.definitions import tool


def label(name: str, category: Category, effects: set[Effect] | None, *disputed: Effect) -> Label:
    return Label.model_validate(
        {
            "tool": tool(name),
            "context": {},
            "category": category,
            "effects": effects,
            "effects_disputed": set(disputed),
        }
    )


def test_precision_and_coverage() -> None:
    pairs = judged(
        [
            label("delete_file", Category.DESTRUCTIVE, {Effect.DELETES}),
            label("delete_filter", Category.WRITE, {Effect.UPDATES}),
            label("list_files", Category.READ, {Effect.READS}),
            label("delete_row", Category.DESTRUCTIVE, None),
        ]
    )
    scores = {each.rule: each for each in rule_scores(pairs)}
    assert (scores["deletes"].precision.value, scores["deletes"].precision.of) == (0.5, 2)
    assert scores["deletes"].coverage == 2 / 3
    assert scores["retrieves"].precision.value == 1
    assert "updates" not in scores


def test_what_is_in_dispute_is_no_vote() -> None:
    pairs = judged([label("delete_file", Category.WRITE, {Effect.UPDATES}, Effect.DELETES)])
    assert "deletes" not in {each.rule for each in rule_scores(pairs)}


def test_a_reading_beside_a_change_is_no_vote() -> None:
    pairs = judged([label("get_link", Category.WRITE, {Effect.CREATES})])
    assert "retrieves" not in {each.rule for each in rule_scores(pairs)}


def test_the_most_confident_are_four_in_five() -> None:
    sure = [label("delete_file", Category.DESTRUCTIVE, None)] * 4
    measures = evaluate(judged([label("zorp", Category.WRITE, None), *sure]))
    assert (measures.most_confident.value, measures.most_confident.of) == (1, 4)
    assert measures.accuracy.value == 0.8
