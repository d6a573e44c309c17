"""Matches → one verdict. Pure, and the only place with weights.

Evidence for an effect adds up as independent chances: an effect holds when the chance
that at least one of its matches is right reaches HOLDS. More evidence can therefore only
raise a category or a risk, never lower it; only a guard from the closed list can, and
only what stands in its own clause or parameter.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from catalog.taxonomy import Category, Effect, Risk, Trait
from classifier.evidence import OPENING, Evidence, Weighed, disputed, plainly_reads
from classifier.guards import limited_by
from classifier.rule import CATEGORY, Says
from classifier.sighting import Place

HOLDS = 0.5
SURE = 0.9
"""How sure it is that what a guard leaves is a reading."""
DISPUTED = 0.75
"""What is left of the confidence where the name and the description's opening tell different
things: of such tools two in three are judged right, of others 98 in 100."""
UNTOLD = 0.45
"""How sure a guess is where nothing tells, or less than HOLDS: most such tools read."""
PLACES = {
    Place.NAME: 1.0,
    Place.LEAD: 1.0,
    Place.PARAMETER: 1.0,
    Place.PHRASE: 0.9,
    Place.TITLE: 0.8,
    Place.CHOICE: 0.8,
    Place.NAME_NOUN: 0.55,
    Place.ADDED: 0.65,
    Place.ALSO: 0.68,
    Place.LATER: 0.53,
    Place.SERVER: 0.3,
}
"""How much the words in one place of a definition count."""

IN_PASSING = {Place.ALSO: 0.4, Place.LATER: 0.2}
"""How much a later sentence counts that mentions a mild change, where the name and what the
description opens with both say a reading: most such words are nouns, or what others do.
A description alone earns no such trust: a reading is soon put before anything."""
SLIGHT = frozenset((Effect.CREATES, Effect.UPDATES, Effect.OVERWRITES, Effect.TRIGGERS))

LISTED = "deletes-among-actions"

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
    Trait.PRIVATE: 2.5,
    Effect.SECRETS: 2,
    Effect.BULK: 1.5,
    Trait.FREE_INPUT: 1.4,
    Effect.INGESTS: 1,
    Trait.OPEN_WORLD: 1.1,
    Trait.METERED: 1,
    Trait.GUARDED: -1,
}
BANDS = ((3.5, Risk.LOW), (5.5, Risk.MEDIUM), (8.0, Risk.HIGH))
"""Points below each bound; beyond the last is critical."""


HARD = 0.85
"""How likely an effect must be for hard evidence, which no second reader talks away. As with
HOLDS, more evidence can only raise what that comes to: no text added makes it soft."""
HARD_WRITE = 0.89
"""The same where no more than a Write would come of it: less is lost where that is talked away."""
ENOUGH = 0.9
"""How sure the rules must be of a verdict that needs no second reader: below, one tool in
five is judged wrong, above one in fifty."""
MODEL_SURE = 0.9
"""How much a model's own confidence counts; its trial lets one in six be wrong."""


class Verdict(NamedTuple):
    """What the evidence comes to."""

    category: Category
    risk: Risk
    confidence: float
    abstained: bool
    effects: tuple[Effect, ...]
    traits: tuple[Trait, ...]


@lru_cache(maxsize=16384)
def weigh(evidence: Evidence, holds: float = HOLDS) -> Verdict:
    """The verdict. The same rules in the same places give the same one, whatever their words.

    `holds` is how likely an effect must be to count.
    """
    limited = limited_by(evidence)
    left = [each for each in evidence if each[0].id not in limited]
    chances = _chances(left)
    if limited:
        chances[Effect.READS] = max(chances.get(Effect.READS, 0.0), SURE)
    holding = {says for says, chance in chances.items() if chance >= holds}
    told = [CATEGORY[says] for says in holding if says in CATEGORY]
    if limited and {*told} == {Category.READ}:  # nothing is milder for what a guard left alone
        holding.add(Trait.GUARDED)
    category = max(told, key=_rank) if told else _best_guess(chances)
    return Verdict(
        category,
        max(assess(category, holding), Risk.LOW if told else Risk.MEDIUM, key=_rank),
        _confidence(category, chances, disputed=disputed(left)),
        not told,
        tuple([each for each in _EFFECTS if each in holding and _tells(each, category)]),
        tuple([each for each in _TRAITS if each in holding]),
    )


def sure_enough(confidence: float) -> bool:
    """Whether a verdict of that confidence needs no second reader."""
    return confidence >= ENOUGH


def _chances(evidence: Sequence[Weighed]) -> dict[Says, float]:
    """For each effect and trait, the chance that at least one match of it is right."""
    doubt: dict[Says, float] = {}
    seen: set[tuple[str, Place]] = set()
    reading = plainly_reads(evidence)
    free = any(rule.tells is Effect.EXECUTES and place in OPENING for rule, place, _ in evidence)
    for rule, place, _ in evidence:
        if free and rule.id == LISTED:  # free text is run, whatever is listed of what it may do
            continue
        once = rule.says[0] if place in _ONCE else rule.id
        if (once, place) in seen:
            continue
        seen.add((once, place))
        weight = PLACES[place]
        if reading and rule.tells in SLIGHT:
            weight = IN_PASSING.get(place, weight)
        miss = 1 - rule.confidence * weight
        for says in rule.says:
            doubt[says] = doubt.get(says, 1.0) * miss
    return {says: 1 - chance for says, chance in doubt.items()}


def _best_guess(chances: dict[Says, float]) -> Category:
    hints = [(chance, CATEGORY[says]) for says, chance in chances.items() if says in CATEGORY]
    return max(hints)[1] if hints else Category.READ


def assess(category: Category, holding: set[Says]) -> Risk:
    """The risk of one call: points into bands, then floors, then caps."""
    points = max((POINTS.get(says, 0) for says in holding), default=0)
    points += sum(EXTRA[says] for says in holding if says in EXTRA)
    if category is not Category.READ and holding & _SEEN == {Trait.PRIVATE}:
        points -= EXTRA[Trait.PRIVATE]  # a change is no worse for returning what it changed
    band = next((risk for bound, risk in BANDS if points < bound), Risk.CRITICAL)
    risk = max(band, _floor(category, holding), key=_rank)
    return min(risk, _cap(category, holding), key=_rank)


def _cap(category: Category, holding: set[Says]) -> Risk:
    """What neither runs anything free, nor pays, deletes or takes over is at most high."""
    if category is Category.READ:
        return Risk.HIGH if Effect.SECRETS in holding else Risk.MEDIUM
    return Risk.HIGH if _GRAVE.isdisjoint(holding) else Risk.CRITICAL


def _floor(category: Category, holding: set[Says]) -> Risk:
    if Effect.PAYS in holding or Effect.EXECUTES in holding:
        return Risk.CRITICAL
    if Effect.DELETES in holding:
        grave = Trait.WILDCARD in holding or {Trait.IRREVERSIBLE, Effect.BULK} <= holding
        return Risk.CRITICAL if grave else Risk.HIGH
    if Effect.ADMIN in holding and category is not Category.READ:
        return Risk.HIGH
    if category is not Category.READ or Effect.SECRETS in holding or Trait.GUARDED in holding:
        return Risk.MEDIUM
    return Risk.LOW


def _confidence(category: Category, chances: dict[Says, float], *, disputed: bool) -> float:
    told = [chance for says, chance in chances.items() if CATEGORY.get(says) is category]
    sure = max(told, default=UNTOLD)
    return round(sure * DISPUTED if disputed else sure, 2)


def _tells(effect: Effect, category: Category) -> bool:
    """That a call which changes something also returns something tells nobody anything."""
    return effect is not Effect.READS or category is Category.READ


_GRAVE: frozenset[Says] = frozenset((Effect.EXECUTES, Effect.PAYS, Effect.DELETES, Effect.ADMIN))
_SEEN: frozenset[Says] = frozenset((Trait.PRIVATE, Trait.OPEN_WORLD))
_ONCE = (Place.LATER, Place.ALSO, Place.ADDED)
"""Places where one match of an effect is as good as many: texts that list uses and steps."""
_EFFECTS, _TRAITS = tuple(Effect), tuple(Trait)
_RANKS: dict[Category | Risk, int] = {each: each.rank for each in (*Category, *Risk)}
_rank = _RANKS.__getitem__
