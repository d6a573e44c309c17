"""A verdict in two or three plain sentences, from the words that it rests on.

First the deciding words and what they say, then what else makes a call better or worse,
then what lowers the confidence. The words are the tool's own, so siblings read differently.
"""

from collections.abc import Sequence
from functools import lru_cache

from catalog.taxonomy import Effect, Trait
from classifier.evidence import Evidence
from classifier.rule import CATEGORY, Says
from classifier.sighting import Match, Place
from classifier.verdict import Verdict, weigh

LONGEST = 60
"""Code points of a quote that are shown."""

_DOES: dict[Says | None, str] = {
    Effect.READS: "it retrieves or derives information",
    Effect.CREATES: "it makes something new",
    Effect.UPDATES: "it changes what exists",
    Effect.OVERWRITES: "it replaces what was there",
    Effect.SENDS: "what it sends leaves to other people",
    Effect.DELETES: "it removes something",
    Effect.EXECUTES: "it runs code, commands or queries of the caller's choosing",
    Effect.TRIGGERS: "it starts or stops something that goes on beyond the call",
    Effect.PAYS: "it moves money or commits to it",
}
_ADDS: dict[Says, str] = {
    Trait.IRREVERSIBLE: "it cannot be undone",
    Trait.WILDCARD: "it can take everything at once",
    Effect.BULK: "it acts on many items at once",
    Effect.ADMIN: "it touches users, keys or infrastructure",
    Effect.SECRETS: "it handles credentials",
    Effect.INGESTS: "what comes back may be written by outsiders",
    Trait.PRIVATE: "the data are the account's own",
    Trait.OPEN_WORLD: "it reaches systems beyond the server's own",
    Trait.METERED: "calls cost money",
    Trait.FREE_INPUT: "the caller chooses the path, address or query",
}
_WHERE = {
    Place.NAME: "the name says",
    Place.NAME_NOUN: "the name ends on",
    Place.TITLE: "the title says",
    Place.LEAD: "the description opens with",
    Place.ADDED: "the description adds",
    Place.ALSO: "further on the description says",
    Place.LATER: "further on the description mentions",
    Place.PHRASE: "the text has",
    Place.PARAMETER: "it takes",
    Place.CHOICE: "one of its actions is",
    Place.SERVER: "the server says",
}


def rationale(evidence: Evidence, matches: Sequence[Match], *, described: bool) -> str:
    """Why the verdict on this evidence is what it is, in the words of its matches.

    `described` is false of a tool without a description.
    """
    return outline(evidence, described).format(*matches)


@lru_cache(maxsize=16384)
def outline(evidence: Evidence, described: bool) -> str:  # noqa: FBT001 -- lru_cache wants it so
    """The rationale with a place for the words of each match, `{0.words}` for the first."""
    verdict = weigh(evidence)
    doubts = _doubts(verdict, described=described)
    sentences = [_decided(verdict, evidence), _limit(verdict, evidence)]
    sentences += [_beside(verdict, evidence), doubts]
    return " ".join([each[0].upper() + each[1:] for each in sentences if each])


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
        return "no word of the tool tells what a call does, so this is a guess to be checked."
    at, says, first = deciding[0]
    text = f"{_WHERE[first]} {_quoted(at)}: {_DOES[says]}"
    second = next((each for each in deciding if each[2] is not first), None)
    return f"{text}; {_WHERE[second[2]]} {_quoted(second[0])}." if second else f"{text}."


def _limit(verdict: Verdict, evidence: Evidence) -> str:
    """The guard's words, and what they limit; a rule may also say so by itself."""
    guards = _guards(evidence)
    if not guards or Trait.GUARDED not in verdict.traits:
        return ""
    at = guards[0]
    return f"“{{{at}.guard.words}}” limits what it runs ({_quoted(at)}) to reading."


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
    said = [f"{text} ({_quoted(firsts[says])})" for says, text in _ADDS.items() if says in firsts]
    return " and ".join(said[:2]) + "." if said else ""


def _doubts(verdict: Verdict, *, described: bool) -> str:
    if not described:
        return "there is no description, which lowers the confidence."
    return "the wording leaves room for doubt." if verdict.confidence < _UNSURE else ""


def _quoted(at: int) -> str:
    return f"“{{{at}.words:.{LONGEST}}}”"


_UNSURE = 0.7
"""Below this confidence the reader is told so."""
