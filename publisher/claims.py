"""A tool's annotations, held against its verdict hint by hint, in words. Pure."""

from catalog.model.classification import Classification
from catalog.model.definition import Claim
from catalog.model.tool import Tool
from classifier.declared import IDEMPOTENT, Hint, Standing, hints
from publisher.words import tool as words


def claims(tool: Tool, verdict: Classification) -> tuple[Claim, ...]:
    """Each of the specification's hints, declared or not, and how the verdict stands to it."""
    return tuple(
        Claim.known(
            name=each.name,
            declared=each.holds if each.given else None,
            holds=each.holds,
            standing=each.standing.value,
            says=_says(each, verdict),
        )
        for each in hints(tool, verdict)
    )


def _says(hint: Hint, verdict: Classification) -> str:
    if hint.standing is not Standing.UNTOLD:
        return words.CLAIM[hint.standing.value].format(why=hint.why)
    if hint.name == IDEMPOTENT:
        return words.CLAIM_REPEATED
    return words.CLAIM_UNSURE if verdict.abstained else words.CLAIM_UNTOLD
