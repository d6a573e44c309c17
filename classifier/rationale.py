"""A verdict in two or three plain sentences, from the words that it rests on.

First the deciding words and what they say, then what else makes a call better or worse,
then what lowers the confidence. The words are the tool's own, so siblings read differently.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from string import Formatter
from typing import NamedTuple

from catalog.model.tool import Tool
from catalog.taxonomy import Category, Effect, Trait
from classifier.evidence import Evidence
from classifier.rule import CATEGORY, Says
from classifier.sighting import Match, Place
from classifier.verdict import Verdict, weigh
from classifier.wording import ADDS, AGAINST, DOES, WHERE

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[\n。！？]")
NAME = 80
"""Code points of a tool's name that are shown."""
LONGEST = 60
"""Code points of a quote that are shown."""


class Quoted(StrEnum):
    """What of a tool stands in a place of its rationale."""

    NOTHING = ""
    NAME = "name"
    WORDS = "words"
    GUARD = "guard"
    LEAD = "lead"


class Part(NamedTuple):
    """A piece of a rationale, and what of which match follows it."""

    literal: str
    words: Quoted
    at: int


def rationale(evidence: Evidence, matches: Sequence[Match], tool: Tool) -> str:
    """Why the verdict on this evidence is what it is, in the words of the tool."""
    told: list[str] = []
    for literal, words, at in outline(evidence, bool(tool.description)):
        told.append(literal)
        if words is Quoted.WORDS:
            told.append(matches[at].words[:LONGEST])
        elif words is Quoted.NAME:
            told.append(tool.name[:NAME])
        elif words is Quoted.LEAD:
            told.append(stretch(tool.description or "", matches[at].start))
        elif words is Quoted.GUARD and (guard := matches[at].guard):
            told.append(guard.words)
    return "".join(told)


@lru_cache(maxsize=16384)
def outline(evidence: Evidence, described: bool) -> tuple[Part, ...]:  # noqa: FBT001 -- lru_cache wants it so
    """The rationale with places for the tool's own words."""
    verdict = weigh(evidence)
    sentences = [
        _decided(verdict, evidence),
        _limit(verdict, evidence),
        _beside(verdict, evidence),
        _against(verdict, evidence),
        _doubts(verdict, described=described),
    ]
    said = " ".join([each[0].upper() + each[1:] for each in sentences if each])
    return tuple(_part(literal, place or "") for literal, place, _, _ in Formatter().parse(said))


def _part(literal: str, place: str) -> Part:
    """A text, and what follows it: `name`, or `words`, `guard` or `lead` of a match."""
    if place in ("", "name"):
        return Part(literal, Quoted(place), 0)
    at, _, words = place.partition(".")
    return Part(literal, Quoted(words), int(at))


def stretch(text: str, start: int) -> str:
    """What a description says from there on: to the sentence's end, or as far as is shown."""
    said = _SENTENCE_END.split(text[start : start + 2 * LONGEST], maxsplit=1)[0]
    if len(said) <= LONGEST:
        return said
    return f"{said[:LONGEST].rpartition(' ')[0] or said[:LONGEST]} …"


def _decided(verdict: Verdict, evidence: Evidence) -> str:
    """The words that decide, in at most two places, and what they say."""
    deciding = [
        (at, rule.tells, place)
        for at, (rule, place, _) in enumerate(evidence)
        if rule.tells in verdict.effects and CATEGORY[rule.tells] is verdict.category
    ]
    if not deciding and _guards(evidence) and Trait.GUARDED in verdict.traits:
        return ""  # what limits it decides
    if verdict.abstained or not deciding:
        return "no word of “{name}” tells what a call does, so this is a guess to be checked."
    first = deciding[0]
    others = (each for each in deciding if each[2] is not first[2])
    shown = [first, *islice(others, 1)]
    parts = [f"{WHERE[place]} {_shown(at, place)}" for at, _, place in shown]
    parts[0] += f": {DOES[first[1]]}"
    return f"{'; '.join(parts)}."


def _limit(verdict: Verdict, evidence: Evidence) -> str:
    """The guard's words, and what they limit; a rule may also say so by itself."""
    guards = _guards(evidence)
    if not guards or Trait.GUARDED not in verdict.traits:
        return ""
    at = guards[0]
    return f"“{{{at}.guard}}” limits what it runs ({_quoted(at)}) to reading."


def _guards(evidence: Evidence) -> list[int]:
    """Where matches stand that a guard limits."""
    return [at for at, (_, _, guarded) in enumerate(evidence) if guarded]


def _beside(verdict: Verdict, evidence: Evidence) -> str:
    """What else counts, gravest first, each with its words."""
    firsts: dict[Says, int] = {}
    for at, (rule, _, _) in enumerate(evidence):
        for says in rule.colours:
            if says in verdict.effects or says in verdict.traits:
                surest = firsts.setdefault(says, at)
                if rule.confidence > evidence[surest][0].confidence:
                    firsts[says] = at
    said = [f"{text} ({_quoted(firsts[says])})" for says, text in ADDS.items() if says in firsts]
    return " and ".join(said[:2]) + "." if said else ""


def _against(verdict: Verdict, evidence: Evidence) -> str:
    """What the tool opens with, if that alone would be a mere reading."""
    if verdict.abstained or verdict.category is Category.READ:
        return ""
    for at, (rule, place, _) in enumerate(evidence):
        if rule.tells is Effect.READS and place in AGAINST:
            return f"against it, {AGAINST[place]} {_quoted(at)}, which alone would be a reading."
    return ""


def _doubts(verdict: Verdict, *, described: bool) -> str:
    if not described:
        return "there is no description, which lowers the confidence."
    return "the wording leaves room for doubt." if verdict.confidence < _UNSURE else ""


def _shown(at: int, place: Place) -> str:
    return f"“{{{at}.lead}}”" if place is Place.LEAD else _quoted(at)


def _quoted(at: int) -> str:
    return f"“{{{at}.words}}”"


_UNSURE = 0.7
"""Below this confidence the reader is told so."""
