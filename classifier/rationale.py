"""A verdict in two or three plain sentences, from the words that it rests on.

First the deciding words and what they say, then what else makes a call better or worse,
then what lowers the confidence. The words are the tool's own, so siblings read differently.
"""

from catalog.model.tool import Tool
from catalog.taxonomy import Effect, Trait
from classifier.sighting import Match, Place
from classifier.rule import CATEGORY
from classifier.verdict import Verdict

LONGEST = 60
"""Code points of a quote that are shown."""

_DOES: dict[Effect | Trait | None, str] = {
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
_ADDS: dict[Effect | Trait, str] = {
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
    Place.ALSO: "further on the description says",
    Place.LATER: "further on the description mentions",
    Place.PHRASE: "the text has",
    Place.PARAMETER: "it takes",
    Place.CHOICE: "one of its actions is",
    Place.SERVER: "the server says",
}


def rationale(verdict: Verdict, matches: list[Match], tool: Tool) -> str:
    """Why the verdict is what it is."""
    sentences = [_decided(verdict, matches), _beside(verdict, matches), _doubts(verdict, tool)]
    return " ".join([each[0].upper() + each[1:] for each in sentences if each])


def _decided(verdict: Verdict, matches: list[Match]) -> str:
    """The words that decide, at most two places of them, and what they say."""
    first: Match | None = None
    text = "no word of the tool tells what a call does, so this is a guess to be checked"
    for match in () if verdict.abstained else matches:
        says = match[0].tells
        if says in verdict.effects and CATEGORY[says] is verdict.category:
            if first is None:
                first = match
                text = f"{_WHERE[match[1]]} {_quoted(match)}: {_DOES[says]}"
            elif match[2] != first[2]:
                return f"{text}; {_WHERE[match[1]]} {_quoted(match)}."
    return f"{text}."


def _beside(verdict: Verdict, matches: list[Match]) -> str:
    """What else counts, gravest first, each with its words, and what limits the call."""
    firsts: dict[Effect | Trait, Match] = {}
    for match in matches:
        for says in match[0].colours:
            if says in verdict.effects or says in verdict.traits:
                firsts.setdefault(says, match)
    said = [f"{text} ({_quoted(firsts[says])})" for says, text in _ADDS.items() if says in firsts][:2]
    guard = next((each.guard for each in matches if each.guard), None)
    if guard and Trait.GUARDED in verdict.traits:
        said.append(f"“{guard.text[guard.start : guard.end]}” limits it to reading")
    return " and ".join(said) + "." if said else ""


def _doubts(verdict: Verdict, tool: Tool) -> str:
    if not tool.description:
        return "there is no description, which lowers the confidence."
    return "the wording leaves room for doubt." if verdict.confidence < _UNSURE else ""


def _quoted(match: Match) -> str:
    quote = match.text[match.start : min(match.end, match.start + LONGEST)]
    return f"“{quote}”"


_UNSURE = 0.7
"""Below this confidence the reader is told so."""
