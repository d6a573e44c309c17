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

_DOES = {
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
    sentences = [_decided(verdict, matches), *_beside(verdict, matches), *_doubts(verdict, tool)]
    return " ".join([each[0].upper() + each[1:] for each in sentences])


def _decided(verdict: Verdict, matches: list[Match]) -> str:
    """The words that decide, at most two places of them, and what they say."""
    deciding = [
        (match, says)
        for match in matches
        for says in match.rule.says
        if CATEGORY.get(says) is verdict.category and says in verdict.effects
    ]
    if verdict.abstained or not deciding:
        return "no word of the tool tells what a call does, so this is a guess to be checked."
    first, says = deciding[0]
    text = f"{_WHERE[first.place]} {_quoted(first)}: {_DOES[says]}"
    second = next((each for each, _ in deciding if each.field != first.field), None)
    return f"{text}; {_WHERE[second.place]} {_quoted(second)}." if second else f"{text}."


def _beside(verdict: Verdict, matches: list[Match]) -> list[str]:
    """What else counts, each with its words; what only repeats the category is left out."""
    said = [
        f"{_ADDS[says]} ({_quoted(match)})"
        for match in _first_of_each(verdict, matches)
        for says in match.rule.says
        if says in _ADDS
    ][:2]
    guard = next((match.guard for match in matches if match.guard), None)
    if guard and Trait.GUARDED in verdict.traits:
        limit = guard.text[guard.start : guard.end]
        said.append(f"“{limit}” limits it to reading")
    return [" and ".join(said) + "."] if said else []


def _first_of_each(verdict: Verdict, matches: list[Match]) -> list[Match]:
    """The first match of each effect and trait that only colours the verdict, gravest first."""
    firsts: dict[Effect | Trait, Match] = {}
    for match in matches:
        for says in match.rule.says:
            if says in _ADDS and (says in verdict.effects or says in verdict.traits):
                firsts.setdefault(says, match)
    return list(dict.fromkeys(firsts[says] for says in _ADDS if says in firsts))


def _doubts(verdict: Verdict, tool: Tool) -> list[str]:
    if not tool.description:
        return ["There is no description, which lowers the confidence."]
    if verdict.confidence < _UNSURE:
        return ["The wording leaves room for doubt."]
    return []


def _quoted(match: Match) -> str:
    quote = match.text[match.start : min(match.end, match.start + LONGEST)]
    return f"“{quote}”"


_UNSURE = 0.7
"""Below this confidence the reader is told so."""
