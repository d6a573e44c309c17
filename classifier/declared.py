"""Pure: what a tool's annotations declare → held against the verdict, hint by hint.

Annotations are claims of whoever wrote the server; nothing is judged by them.
https://modelcontextprotocol.io/specification/2025-06-18/schema#toolannotations
"""

from collections.abc import Iterator
from enum import StrEnum

from catalog.model.classification import Classification
from catalog.model.tool import Tool
from catalog.model.value import Value
from catalog.taxonomy import Category, Effect, Trait

READ_ONLY, DESTRUCTIVE = "readOnlyHint", "destructiveHint"
IDEMPOTENT, OPEN_WORLD = "idempotentHint", "openWorldHint"
ASSUMED = {READ_ONLY: False, DESTRUCTIVE: True, IDEMPOTENT: False, OPEN_WORLD: True}
"""What the specification assumes of a hint that is not given."""

_REMOVES = (Effect.DELETES, Effect.OVERWRITES, Effect.EXECUTES)
_OUTSIDE = (Effect.SENDS, Effect.INGESTS)


class Standing(StrEnum):
    """How a hint stands to the verdict."""

    AGREES = "agrees"
    CONTRADICTED = "contradicted"
    """It claims a harmless tool, and the definition's own words tell otherwise."""
    CAUTIOUS = "cautious"
    """It claims more harm than the words tell."""
    UNTOLD = "untold"
    """The words tell neither."""


class Hint(Value):
    """One annotation; where it is not given, `holds` is what the specification then assumes."""

    name: str
    given: bool
    holds: bool
    standing: Standing
    why: str = ""


def hints(tool: Tool, verdict: Classification) -> tuple[Hint, ...]:
    """Each of the specification's hints; `destructiveHint` says nothing of a read-only tool."""
    return tuple(_hint(name, tool, verdict) for name in ASSUMED)


def contradictions(tool: Tool, verdict: Classification) -> Iterator[str]:
    """Each claim that the verdict contradicts, in a sentence."""
    for each in hints(tool, verdict):
        if each.given and each.standing is Standing.CONTRADICTED:
            yield f"It claims {each.name} {str(each.holds).lower()}, but {each.why}."


def _hint(name: str, tool: Tool, verdict: Classification) -> Hint:
    said = tool.annotations.get(name)
    given = isinstance(said, bool)
    holds = said if isinstance(said, bool) else ASSUMED[name]
    told, why = _told(name, verdict)
    return Hint(name=name, given=given, holds=holds, standing=_standing(name, holds, told), why=why)


def _standing(name: str, holds: bool, told: bool | None) -> Standing:  # noqa: FBT001 - the hint's own value
    if told is None:
        return Standing.UNTOLD
    if holds == told:
        return Standing.AGREES
    harmless = holds if name in (READ_ONLY, IDEMPOTENT) else not holds
    return Standing.CONTRADICTED if harmless else Standing.CAUTIOUS


def _told(name: str, verdict: Classification) -> tuple[bool | None, str]:
    """What the verdict says to a hint, and the words for it."""
    if verdict.abstained or name == IDEMPOTENT:
        return None, ""
    if name == OPEN_WORLD:
        return _outside(verdict)
    if verdict.category is Category.READ:
        return (name == READ_ONLY), "it only reads"
    if name == READ_ONLY:
        return False, f"it is judged {verdict.category} ({_quotes(verdict, *verdict.effects)})"
    return _removing(verdict)


def _outside(verdict: Classification) -> tuple[bool | None, str]:
    reaches = Trait.OPEN_WORLD in verdict.traits or not set(_OUTSIDE).isdisjoint(verdict.effects)
    why = f"it reaches beyond its own system ({_quotes(verdict, *_OUTSIDE)})"
    return (True, why) if reaches else (None, "")


def _removing(verdict: Classification) -> tuple[bool, str]:
    removing = [each for each in _REMOVES if each in verdict.effects]
    if removing or verdict.category is Category.DESTRUCTIVE:
        return True, f"it {' and '.join(removing) or 'removes'} ({_quotes(verdict, *_REMOVES)})"
    return False, "nothing in it removes or replaces what is there"


def _quotes(verdict: Classification, *effects: Effect) -> str:
    """The words that tell these effects, the surest two."""
    found = [each for each in verdict.findings if each.says in (*effects, Trait.OPEN_WORLD)]
    found.sort(key=lambda each: -each.confidence)
    words = dict.fromkeys(each.quote[:60] for each in found)
    return ", ".join(f"“{each}”" for each in list(words)[:2]) or "by its parameters"
