"""Pure: a verdict and what a person decided of the tool → the verdict that stands.

The person outranks the rules and the model, whose opinions stay beside the person's.
"""

from collections.abc import Sequence

from catalog.model.classification import ActionVerdict, Classification, Opinion, Override
from catalog.reading import digest_of
from catalog.taxonomy import BASELINE, Category, Decider, Ordered, Risk

CERTAIN = 1.0


def decided(assessed: Classification, override: Override) -> Classification:
    """The person's verdict on the tool; what its texts show and warn of stays as it was read.

    The opinions go from the rules' by the model's to the person's. The decision is part of
    the context: a copy of the tool on another server has the same words beside it, and a
    verdict of its own.
    """
    return assessed.model_copy(
        update={
            "context_digest": _context(assessed, override),
            "category": override.category,
            "baseline": BASELINE[override.category],
            "risk": override.risk,
            "confidence": CERTAIN,
            "abstained": False,
            "decided_by": Decider.HUMAN,
            "rationale": override.why,
            "actions": _actions(assessed.actions, override),
            "opinions": (*assessed.opinions, _opinion(override)),
        }
    )


def usual_risk(assessed: Classification, category: Category) -> Risk:
    """The risk where a person names the category alone: as assessed for the same category,
    else the one that is usual for it."""
    return assessed.risk if category is assessed.category else BASELINE[category]


def _context(assessed: Classification, override: Override) -> str:
    """Of the words beside the tool and the decision; not of the server, which may be renamed."""
    decision = override.model_dump(mode="json", exclude={"server", "tool_digest"})
    return digest_of({"context": assessed.context_digest, "decision": decision})


def _opinion(override: Override) -> Opinion:
    return Opinion(
        by=Decider.HUMAN,
        category=override.category,
        risk=override.risk,
        confidence=CERTAIN,
        abstained=False,
        rationale=override.why,
    )


def _actions(actions: Sequence[ActionVerdict], override: Override) -> tuple[ActionVerdict, ...]:
    """The actions, none graver than the person says that the whole tool is.

    Where none is as grave as that, the rules do not know which one the person means: none is
    told, so that none looks milder than it is.
    """
    held = tuple(
        each.model_copy(
            update={
                "category": _milder(each.category, override.category),
                "risk": _milder(each.risk, override.risk),
            }
        )
        for each in actions
    )
    reached = any(each.category is override.category for each in held) and any(
        each.risk is override.risk for each in held
    )
    return held if reached else ()


def _milder(one: Ordered, other: Ordered) -> Ordered:
    return min(one, other, key=lambda each: each.rank)
