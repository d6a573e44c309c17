"""Matches → one verdict. Pure, and the only place with weights.

Evidence for an effect adds up as independent chances: an effect holds when the chance
that at least one of its matches is right reaches HOLDS. More evidence can therefore only
raise a category or a risk, never lower it; only a guard from the closed list can, and
only what stands in its own clause or parameter.
"""

from collections.abc import Iterable
from typing import NamedTuple

from catalog.taxonomy import BASELINE, Category, Effect, Risk, Trait
from classifier.guards import GUARD_OF
from classifier.match import Match
from classifier.rule import Says
from classifier.sighting import Place

HOLDS = 0.5
PLACES = {
    Place.NAME: 1.0,
    Place.LEAD: 1.0,
    Place.PARAMETER: 1.0,
    Place.PHRASE: 0.9,
    Place.TITLE: 0.8,
    Place.CHOICE: 0.8,
    Place.NAME_NOUN: 0.55,
    Place.ALSO: 0.65,
    Place.LATER: 0.45,
    Place.SERVER: 0.3,
}
"""How much the words in one place of a definition count."""

CATEGORY = {
    Effect.PAYS: Category.FINANCIAL,
    Effect.DELETES: Category.DESTRUCTIVE,
    Effect.EXECUTES: Category.EXECUTE,
    Effect.TRIGGERS: Category.EXECUTE,
    Effect.CREATES: Category.WRITE,
    Effect.UPDATES: Category.WRITE,
    Effect.OVERWRITES: Category.WRITE,
    Effect.SENDS: Category.WRITE,
    Effect.READS: Category.READ,
}
"""Effects that make a category; admin, secrets, ingests and bulk only colour one."""

POINTS: dict[Says, float] = {
    Effect.READS: 1,
    Effect.CREATES: 3,
    Effect.UPDATES: 4,
    Effect.OVERWRITES: 4,
    Effect.SENDS: 6,
    Effect.TRIGGERS: 6,
    Effect.DELETES: 6,
    Effect.ADMIN: 7,
    Effect.EXECUTES: 8,
    Effect.PAYS: 8,
}
"""Only the gravest effect counts."""
EXTRA: dict[Says, float] = {
    Trait.IRREVERSIBLE: 2,
    Trait.WILDCARD: 2,
    Trait.PRIVATE: 2,
    Effect.SECRETS: 2,
    Effect.BULK: 1,
    Trait.FREE_INPUT: 1,
    Effect.INGESTS: 1,
    Trait.OPEN_WORLD: 1,
    Trait.METERED: 1,
    Trait.GUARDED: -1,
}
BANDS = ((3.5, Risk.LOW), (5.5, Risk.MEDIUM), (8.0, Risk.HIGH))
"""Points below each bound; beyond the last is critical."""


class Verdict(NamedTuple):
    """What the evidence comes to. `said` holds each effect's and trait's chance."""

    category: Category
    risk: Risk
    confidence: float
    abstained: bool
    said: dict[Says, float]
    deciding: tuple[Match, ...]
    matches: tuple[Match, ...]


def decide(matches: list[Match]) -> Verdict:
    """The verdict on one tool."""
    limit = _guard(matches)
    kept = [each for each in matches if not (limit and each.rule.id in limit)] if limit else matches
    said = _chances(kept)
    if limit:
        said[Trait.GUARDED] = 1.0
        said[Effect.READS] = max(said.get(Effect.READS, 0.0), 0.9)
    holding = {says for says, chance in said.items() if chance >= HOLDS}
    category = max(
        (CATEGORY[says] for says in holding if says in CATEGORY),
        key=lambda each: _RANK[each],
        default=None,
    )
    return _verdict(category, said, holding, matches if limit else kept)


def _verdict(
    category: Category | None, said: dict[Says, float], holding: set[Says], matches: list[Match]
) -> Verdict:
    abstained = category is None
    guess = category or _best_guess(said)
    deciding = tuple(
        each for each in matches if any(CATEGORY.get(says) is guess for says in each.rule.says)
    )
    risk = assess(guess, holding)
    if abstained:
        risk = max(risk, Risk.MEDIUM, key=lambda each: each.rank)
    return Verdict(
        guess, risk, _confidence(guess, said, holding), abstained, said, deciding, tuple(matches)
    )


def _guard(matches: Iterable[Match]) -> frozenset[str]:
    """The rules that a guard limits; none where another clause says the same unguarded."""
    limited: frozenset[str] = frozenset()
    free = False
    in_parameter = False
    for each in matches:
        guard = GUARD_OF.get(each.rule.id)
        if guard is None:
            continue
        if each.guard is not None:
            limited |= guard.rules
            in_parameter = in_parameter or each.place is Place.PARAMETER
        elif each.place in (Place.LEAD, Place.ALSO, Place.LATER):
            free = True
    return limited if in_parameter or not free else frozenset()


def _chances(matches: Iterable[Match]) -> dict[Says, float]:
    doubt: dict[Says, float] = {}
    seen: set[tuple[str, Place]] = set()
    for rule, place, _, _ in matches:
        once = rule.says[0] if place in _ONCE else rule.id
        if (once, place) in seen:
            continue
        seen.add((once, place))
        miss = 1 - rule.confidence * PLACES[place]
        for says in rule.says:
            doubt[says] = doubt.get(says, 1.0) * miss
    return {says: 1 - chance for says, chance in doubt.items()}


def _best_guess(said: dict[Says, float]) -> Category:
    hints = [(chance, CATEGORY[says]) for says, chance in said.items() if says in CATEGORY]
    return max(hints)[1] if hints else Category.READ


def assess(category: Category, holding: set[Says]) -> Risk:
    """The risk of one call: points into bands, then floors, then caps."""
    points = max((POINTS.get(says, 0) for says in holding), default=0)
    points += sum(EXTRA[says] for says in holding if says in EXTRA)
    risk = next((band for bound, band in BANDS if points < bound), Risk.CRITICAL)
    risk = max(risk, _floor(category, holding), key=lambda each: each.rank)
    if category is Category.READ:
        cap = Risk.HIGH if Effect.SECRETS in holding else Risk.MEDIUM
        return min(risk, cap, key=lambda each: each.rank)
    return risk


def _floor(category: Category, holding: set[Says]) -> Risk:
    if Effect.PAYS in holding or Effect.EXECUTES in holding:
        return Risk.CRITICAL
    if Effect.DELETES in holding:
        grave = {Trait.WILDCARD} <= holding or {Trait.IRREVERSIBLE, Effect.BULK} <= holding
        return Risk.CRITICAL if grave else Risk.HIGH
    if Effect.ADMIN in holding and category is not Category.READ:
        return Risk.HIGH
    if category is not Category.READ or Effect.SECRETS in holding or Trait.GUARDED in holding:
        return Risk.MEDIUM
    return Risk.LOW


def _confidence(category: Category, said: dict[Says, float], holding: set[Says]) -> float:
    own = max((said[says] for says in said if CATEGORY.get(says) is category), default=0.2)
    return round(own, 2)


_ONCE = (Place.LATER, Place.ALSO)
"""Places where one match of an effect is as good as many: texts that list uses and steps."""
_RANK = {category: category.rank for category in Category}

__all__ = ["BASELINE", "CATEGORY", "Verdict", "assess", "decide"]
