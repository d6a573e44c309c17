"""The rules' verdict and a model's answer → the verdict that stands. Pure.

| the rules | the model | what stands |
|---|---|---|
| rest on hard evidence | a graver category | the model's |
| rest on hard evidence | a milder category | the rules' |
| rest on weak evidence | another category | the model's, but not below the floor |
| dispute which of two kinds of change it is | the milder | the model's, at the rules' risk |
| are unsure | any category | the model's, its risk not below medium |
| any | the same category | the rules', and surer of it |
| any | no answer, or a model that failed its trial | the rules' |

The floor is what hard evidence alone comes to: no model goes under it, nor under its risk.
Where a text carries a warning, or was too long to be shown whole, a model moves nothing down
and settles nothing. What moves a verdict are the words that the answer points at.
"""

from typing import NamedTuple

from catalog.model.classification import Classification, Finding, Opinion
from catalog.model.judgement import Answer, Judgement
from catalog.model.tool import Context, Tool
from catalog.taxonomy import BASELINE, Category, Decider, Effect, Level, Risk, Trait
from classifier.evidence import evidence_of, undisputed
from classifier.match import match, server_matches
from classifier.rule import CATEGORY, Says
from classifier.verdict import HARD, HARD_WRITE, MODEL_SURE, assess, sure_enough, weigh

MODEL = "model"
"""The rule that a finding names which a model made."""
NAMED_FOR: dict[Category, Effect] = {
    Category.FINANCIAL: Effect.PAYS,
    Category.DESTRUCTIVE: Effect.DELETES,
    Category.EXECUTE: Effect.TRIGGERS,
    Category.WRITE: Effect.UPDATES,
    Category.READ: Effect.READS,
}
"""What a category says by itself, where an answer names no effect that makes it."""


class Standing(NamedTuple):
    """What the rules' verdict rests on.

    `floor` is what hard evidence tells, None where nothing is; `settled` what it comes to
    where the name and the description's opening tell two kinds of change, and the milder is
    right; `held` are the floor's effects and traits. `sure`: no second reader is needed.
    """

    floor: Category | None
    settled: Category
    held: frozenset[Says]
    sure: bool


def standing(tool: Tool, context: Context, rules: Classification) -> Standing:
    """How firmly the rules' verdict stands."""
    evidence = evidence_of(match(tool).matches + server_matches(context))
    low = weigh(evidence, HARD)
    if low.category is Category.WRITE:
        low = weigh(evidence, HARD_WRITE)
    floor = None if low.abstained else low.category
    settled = weigh(undisputed(evidence), HARD)
    sure = not rules.abstained and sure_enough(rules.confidence)
    return Standing(floor, settled.category, frozenset((*low.effects, *low.traits)), sure)


def reconcile(
    rules: Classification, tool: Tool, context: Context, judgement: Judgement
) -> Classification:
    """The verdict that stands, with the model's opinion beside the rules'."""
    answer = judgement.answer
    both = rules.model_copy(update={"opinions": (*rules.opinions, _opinion(rules, judgement))})
    if answer is None or not judgement.trusted:
        return both
    found = standing(tool, context, rules)
    doubtful = not judgement.whole or any(each.level is Level.SHOWN for each in rules.warnings)
    category = _category(rules, answer, found, doubtful=doubtful)
    if category is None:
        return both
    if category is rules.category and not rules.abstained:
        if answer.category is not category:
            return both
        return both.model_copy(update={"confidence": max(rules.confidence, _sure(answer))})
    return _decided(both, answer, category, found)


def _category(
    rules: Classification, answer: Answer, found: Standing, *, doubtful: bool
) -> Category | None:
    """The category that the answer comes to; None where it changes nothing."""
    if answer.category.rank > rules.category.rank:
        return answer.category
    if doubtful:
        return None
    floor = min(found.floor or Category.READ, found.settled, key=lambda each: each.rank)
    floors = [floor, *(each.category for each in rules.actions)]
    low = max(answer.category, *floors, key=lambda each: each.rank)
    return low if low.rank <= rules.category.rank else None


def _decided(
    both: Classification, answer: Answer, category: Category, found: Standing
) -> Classification:
    holding = _holding(both, answer, category, found)
    told = [each for each in Effect if each in holding]
    gravest = max(
        (each for each in told if CATEGORY.get(each) is category), default=NAMED_FOR[category]
    )
    return both.model_copy(
        update={
            "category": category,
            "baseline": BASELINE[category],
            "risk": _risk(both, category, holding, found),
            "confidence": _sure(answer),
            "abstained": False,
            "decided_by": Decider.MODEL,
            "rationale": _why(both, answer, category),
            "effects": tuple(
                each for each in told if each is not Effect.READS or category is Category.READ
            ),
            "traits": tuple(each for each in Trait if each in holding),
            "findings": (*both.findings, *_findings(answer, gravest)),
        }
    )


def _holding(
    both: Classification, answer: Answer, category: Category, found: Standing
) -> set[Says]:
    """Effects and traits: the model's that go with its category, and all hard evidence."""
    named = {
        each
        for each in answer.effects
        if each not in CATEGORY or CATEGORY[each].rank <= category.rank
    }
    if not any(CATEGORY.get(each) is category for each in named | found.held):
        named.add(NAMED_FOR[category])
    return {*named, *found.held, *both.traits}


def _risk(both: Classification, category: Category, holding: set[Says], found: Standing) -> Risk:
    """What the effects come to; not below the rules' where it was raised, else not below the
    floor's."""
    risks = [assess(category, holding)]
    if category.rank > both.category.rank:
        risks.append(both.risk)
    else:
        risks.append(Risk.MEDIUM)  # that nothing can happen is no model's to say
    if found.floor:
        risks.append(assess(found.floor, set(found.held)))
    if found.floor and category.rank < found.floor.rank:
        risks.append(both.risk)
    return max(risks, key=lambda each: each.rank)


def _why(both: Classification, answer: Answer, category: Category) -> str:
    words = ", ".join(f"“{' '.join(each.quote.split())[:80]}”" for each in answer.fragments[:2])
    rules = "nothing" if both.abstained else both.category
    return f"A model takes {words} for {category}: “{answer.rationale}” The rules say {rules}."


def _findings(answer: Answer, says: Effect) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            rule=MODEL, says=says, confidence=answer.confidence,
            field=each.field, quote=each.quote, start=each.start, end=each.end,
        )
        for each in answer.fragments
    )  # fmt: skip


def _opinion(rules: Classification, judgement: Judgement) -> Opinion:
    """The model's; where it gave no answer, it abstains from what the rules say."""
    answer = judgement.answer
    return Opinion(
        by=Decider.MODEL,
        category=answer.category if answer else rules.category,
        risk=answer.risk if answer else rules.risk,
        confidence=answer.confidence if answer else 0.0,
        abstained=answer is None,
        rationale=answer.rationale if answer else judgement.reason,
        model=judgement.model,
        prompt=judgement.prompt,
    )


def _sure(answer: Answer) -> float:
    return round(answer.confidence * MODEL_SURE, 2)
