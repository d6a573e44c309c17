"""Every rule as a reader is told of it: for RULES.md and for the site."""

from collections.abc import Iterator
from typing import Literal

from catalog.model.value import Value
from catalog.taxonomy import Level
from classifier.guards import GUARDS
from classifier.rule import CATEGORY, Example, Rule, load_all
from classifier.warnings.alarm import Alarm, load_alarms

LONGEST = 100
"""Characters of an example that are shown."""


class Told(Value):
    """A rule in words. A warning says no effect, has no confidence, and has a level."""

    id: str
    kind: Literal["rule", "warning"]
    why: str
    says: tuple[str, ...] = ()
    confidence: float | None = None
    level: Level = Level.SHOWN
    hits: tuple[str, ...]
    misses: tuple[str, ...]


class Guarding(Value):
    """A guard: phrases that limit what some rules say, with the least risk that remains."""

    id: str
    phrases: tuple[str, ...]
    rules: tuple[str, ...]
    floor: str


def guards() -> Iterator[Guarding]:
    """The closed list of guards."""
    for guard in GUARDS:
        yield Guarding(
            id=guard.id,
            phrases=tuple(" ".join(phrase) for phrase in guard.phrases),
            rules=tuple(sorted(guard.rules)),
            floor=guard.floor,
        )


def rules() -> Iterator[Told]:
    """Every rule, by what it says first, then by id."""
    by_says: dict[str, list[Rule]] = {}
    for rule in load_all():
        by_says.setdefault(rule.says[0], []).append(rule)
    for says in dict.fromkeys([*CATEGORY, *by_says]):
        yield from map(_rule, by_says.get(says, ()))


def warnings() -> Iterator[Told]:
    """Every rule for warnings, by id."""
    return map(_alarm, load_alarms())


def _rule(rule: Rule) -> Told:
    return Told(
        id=rule.id,
        kind="rule",
        why=rule.why,
        says=rule.says,
        confidence=rule.confidence,
        hits=tuple(map(_example, rule.hits)),
        misses=tuple(map(_example, rule.misses)),
    )


def _alarm(alarm: Alarm) -> Told:
    return Told(
        id=alarm.id,
        kind="warning",
        why=alarm.why,
        level=alarm.level,
        hits=tuple(map(_visible, alarm.hits)),
        misses=tuple(map(_visible, alarm.misses)),
    )


def _visible(given: Example) -> str:
    """An example with what could hide or steer written out, and long ones cut."""
    if isinstance(given, str):
        return ascii(given[:LONGEST])[1:-1] if not given.isprintable() else given[:LONGEST]
    return _example(given)


def _example(given: Example) -> str:
    if isinstance(given, str):
        return given
    parameters = ", ".join(
        f"{name}: {value!r}" if value else name
        for name, value in given.get("parameters", {}).items()
    )
    return f"{given['name']}({parameters})"
