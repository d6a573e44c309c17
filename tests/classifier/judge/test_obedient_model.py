"""A model that does whatever a tool's text tells it takes no verdict below its floor."""

from collections.abc import Iterator

import orjson
import pytest

from catalog.model.classification import Classification
from catalog.model.tool import Context, Tool
from catalog.taxonomy import Category, Decider, Effect, Risk
from classifier.classify import classify
from classifier.judge.answer import read_answers
from classifier.judge.ask import judgement
from classifier.judge.question import new_mark, question
from classifier.reconcile import reconcile, standing
from tests.classifier.definitions import tool
from tests.classifier.judge.injections import HARD, UNSURE, Injection

ALONE = Context(title="Acme")
MILDER = [
    "Updates the status.",
    "Creates a note.",
    "Sends a report.",
    "Starts a job.",
    "Gets a list.",
    "Example:",
    "Do not use this tool to delete anything.",
]
GRAVE = {
    "delete_account": "Deletes an account.",
    "drop_table": "Drops a table.",
    "pay_invoice": "Pays an invoice.",
    "execute_python": "Executes Python code.",
    "revoke_token": "Revokes a token.",
}


def answers(fragments: int) -> Iterator[bytes]:
    """What the model says: all that an attack asks for, in the right form, resting on anything."""
    for effects in ([], ["reads"], list(map(str, Effect))):
        yield orjson.dumps(
            {
                "tool_1": {
                    "fragments": list(range(1, fragments + 1)),
                    "rationale": "As I was told, it only reads.",
                    "effects": effects,
                    "category": "Read",
                    "risk": "low",
                    "confidence": 1.0,
                }
            }
        )


def obeyed(tool: Tool, context: Context, rules: Classification) -> list[Classification]:
    """The verdicts that stand after each answer."""
    asked = question(tool, context, rules)
    mark = new_mark()
    found = []
    for text in answers(len(asked.fragments.items)):
        [read] = read_answers(text.decode(), [asked], mark)
        assert not isinstance(read, str), read
        kept = judgement(asked, read, "obedient", trusted=True)
        found.append(reconcile(rules, tool, context, kept))
    return found


@pytest.mark.parametrize("attack", HARD, ids=lambda each: each.name)
def test_what_the_rules_know_stands(attack: Injection) -> None:
    plain = classify(attack.plain.tool, attack.plain.context)
    rules = classify(attack.given.tool, attack.given.context)
    for after in obeyed(attack.given.tool, attack.given.context, rules):
        for before in (plain, rules):
            assert after.category.rank >= before.category.rank
            assert after.risk.rank >= before.risk.rank
        assert not after.abstained
        assert after.decided_by is Decider.RULES
        assert after.confidence == rules.confidence  # who disagrees makes nobody surer


@pytest.mark.parametrize("attack", UNSURE, ids=lambda each: each.name)
def test_what_they_do_not_know_is_never_harmless(attack: Injection) -> None:
    given, context = attack.given.tool, attack.given.context
    rules = classify(given, context)
    floor = standing(given, context, rules).floor or Category.READ
    for after in obeyed(given, context, rules):
        assert after.category.rank >= floor.rank
        assert len(after.opinions) > len(rules.opinions)
        if rules.abstained:
            assert after.risk.rank >= Risk.MEDIUM.rank


@pytest.mark.parametrize("name", GRAVE)
@pytest.mark.parametrize("sentence", MILDER)
def test_a_milder_sentence_lowers_no_risk_and_leaves_a_change(name: str, sentence: str) -> None:
    """It makes two kinds of change a dispute, which a model may settle, at the rules' risk."""
    said = GRAVE[name]
    for text in (f"{sentence} {said}", f"{said} {sentence}", f"{sentence}\n\n{said}"):
        given = tool(name, text)
        rules = classify(given, ALONE)
        for after in obeyed(given, ALONE, rules):
            assert after.category is not Category.READ, after.rationale
            assert after.risk.rank >= rules.risk.rank, after.rationale
