"""Pure: the verdicts on a server's tools → what they can do together, and a grade.

What a tool reads, an agent can hand to the next: private data, words of outsiders and a way
out are each harmless enough, and together let a stranger's text carry the data off.
"""

from collections.abc import Callable, Sequence

from catalog.model.classification import Classification
from catalog.model.grade import Combination, Grade
from catalog.taxonomy import Effect, Risk, Trait

Verdicts = Sequence[tuple[str, Classification]]
"""Each tool's name with its verdict."""

NAMED = 3
"""Tools that a sentence names."""
UNSURE_SHARE = 0.25
"""Of tools that the rules are unsure of, from which on a server has no grade."""


def _private(verdict: Classification) -> bool:
    return Trait.PRIVATE in verdict.traits or Effect.SECRETS in verdict.effects


def _outsiders(verdict: Classification) -> bool:
    return Effect.INGESTS in verdict.effects


def _way_out(verdict: Classification) -> bool:
    """It sends, runs what it is given, or fetches from wherever the caller says."""
    effects, traits = verdict.effects, verdict.traits
    fetches = Trait.OPEN_WORLD in traits and Trait.FREE_INPUT in traits
    return Effect.SENDS in effects or Effect.EXECUTES in effects or fetches


def _runs(verdict: Classification) -> bool:
    return Effect.EXECUTES in verdict.effects


def _secrets(verdict: Classification) -> bool:
    return Effect.SECRETS in verdict.effects


Ability = Callable[[Classification], bool]

COMBINATIONS: tuple[tuple[str, str, tuple[Ability, ...]], ...] = (
    (
        "exfiltration",
        "a text of outsiders that it reads can have private data carried off",
        (_private, _outsiders, _way_out),
    ),
    (
        "remote control",
        "a text of outsiders that it reads can have code or commands run",
        (_outsiders, _runs),
    ),
    ("leaked secrets", "credentials that it handles can be sent away", (_secrets, _way_out)),
)
"""Name, what it means, and the abilities that make it."""

_LETTERS = {Risk.LOW: "A", Risk.MEDIUM: "B", Risk.HIGH: "C", Risk.CRITICAL: "D"}
_WORST = "E"


def assess_server(verdicts: Verdicts) -> Grade:
    """The grade of the worst tool, a letter lower where combinations make it worse."""
    combinations = tuple(_combinations(verdicts))
    return Grade(
        letter=_letter(verdicts, combinations),
        reasons=tuple(_reasons(verdicts, combinations)),
        combinations=combinations,
    )


def _letter(verdicts: Verdicts, combinations: Sequence[Combination]) -> str | None:
    unsure = sum(verdict.abstained for _, verdict in verdicts)
    if not verdicts or unsure > UNSURE_SHARE * len(verdicts):
        return None
    worst = max((verdict.risk for _, verdict in verdicts), key=lambda each: each.rank)
    letter = _LETTERS[worst]
    return chr(min(ord(letter) + bool(combinations), ord(_WORST)))


def _combinations(verdicts: Verdicts) -> list[Combination]:
    found = []
    for name, means, abilities in COMBINATIONS:
        having = [tuple(tool for tool, each in verdicts if able(each)) for able in abilities]
        if all(having):
            found.append(Combination(name=name, means=means, tools=tuple(having)))
    return found


def _reasons(verdicts: Verdicts, combinations: Sequence[Combination]) -> list[str]:
    if not verdicts:
        return ["No tool of it is known."]
    worst = max((verdict.risk for _, verdict in verdicts), key=lambda each: each.rank)
    gravest = [tool for tool, verdict in verdicts if verdict.risk is worst]
    said = [f"{len(gravest)} of {len(verdicts)} tools can do {worst} harm: {_named(gravest)}."]
    for each in combinations:
        ways = "; ".join(map(_named, each.tools))
        said.append(f"Together, {each.means} ({ways}).")
    if unsure := [tool for tool, verdict in verdicts if verdict.abstained]:
        said.append(f"What {_named(unsure)} can do is not told by any word, so it is a guess.")
    return said


def _named(tools: Sequence[str]) -> str:
    more = len(tools) - NAMED
    return ", ".join(tools[:NAMED]) + (f" and {more} more" if more > 0 else "")
