"""The closed list of guards: words that limit what a call can do.

A guard counts only inside the clause of the verb that it limits ("run a read-only SQL
query") or in the parameter that it limits ("only SELECT is allowed"); a sentence about
the tool or the server guards nothing. A guarded finding never falls below its floor.
"""

from collections.abc import Iterable
from typing import NamedTuple

from catalog.taxonomy import Risk
from classifier.reading import Quote, quote
from classifier.rule import Rule
from classifier.sighting import Place
from classifier.words import Words


class Guard(NamedTuple):
    """Phrases that limit `rules` to reading, unless a word of `broken_by` stands beside."""

    id: str
    phrases: tuple[tuple[str, ...], ...]
    rules: frozenset[str]
    broken_by: frozenset[str]
    floor: Risk


GUARDS = (
    Guard(
        id="read-only-query",
        phrases=(
            ("read", "only"),
            ("readonly",),
            ("select", "only"),
            ("only", "select"),
            ("select", "query"),
            ("select", "queries"),
            ("select", "sql"),
            ("select", "statement"),
            ("select", "statements"),
            ("read", "query"),
            ("read", "queries"),
            ("read", "cypher"),
            ("dry", "run"),
            ("只读",),
        ),
        rules=frozenset(
            ("runs-query", "takes-query", "takes-query-text", "runs-something", "runs-a-read")
        ),
        broken_by=frozenset(
            "insert update delete drop alter create truncate grant write writes writable "
            "any arbitrary not without never non false off disable disables disabled "
            "bypass bypasses bypassing unless ignored tool server default".split()
        ),
        floor=Risk.MEDIUM,
    ),
)
_WHOLE = frozenset(("any", "arbitrary"))
GUARD_OF = {rule: guard for guard in GUARDS for rule in guard.rules}
"""The guard that can limit a rule's finding, by the rule's id."""


def guarded(guard: Guard, tokens: list[str]) -> tuple[int, int] | None:
    """First and last position of the guard's phrase in the tokens of one clause."""
    for phrase in guard.phrases:
        if phrase[0] not in tokens:
            continue
        for at, token in enumerate(tokens):
            if token == phrase[0] and tuple(tokens[at : at + len(phrase)]) == phrase:
                whole = at and tokens[at - 1] in _WHOLE  # "any read-only query" is limited
                rest = tokens[: at - 1] + tokens[at:] if whole else tokens
                return (at, at + len(phrase) - 1) if guard.broken_by.isdisjoint(rest) else None
    return None


def limit(guard: Guard, field: str, text: str) -> Quote | None:
    """The words of a parameter's description that limit the parameter."""
    words = Words.of_text(text)
    span = guarded(guard, words.tokens)
    return quote(field, text, *words.span(*span)) if span else None


def limited_by(evidence: Iterable[tuple[Rule, Place, bool]]) -> frozenset[str]:
    """The rules that a guard limits.

    A guard in a clause limits nothing where another clause says the same unguarded, one in
    a parameter nothing where another parameter does.
    """
    limited: frozenset[str] = frozenset()
    bound: set[bool] = set()
    free: set[bool] = set()
    for rule, place, guarded in evidence:
        if rule.id in GUARD_OF and (place is Place.PARAMETER or place in _CLAUSES):
            (bound if guarded else free).add(place is Place.PARAMETER)
            limited |= GUARD_OF[rule.id].rules if guarded else limited
    return limited if bound - free or not free else frozenset()


_CLAUSES = (Place.LEAD, Place.ADDED, Place.ALSO, Place.LATER)
