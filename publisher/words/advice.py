"""Why a rule is recommended, in sentences; and why each number in it is what it is."""

from catalog.taxonomy import EFFECT_MEANING, TRAIT_MEANING, Action, Category, Effect, Trait

BECAUSE = {
    Category.READ: "it changes nothing",
    Category.WRITE: "it changes data",
    Category.EXECUTE: "what it does depends on its arguments or goes on beyond the call",
    Category.DESTRUCTIVE: "what it removes may be gone for good",
    Category.FINANCIAL: "it moves money or assets of value, or commits to it",
}

CATEGORY = {
    Action.ALLOW: "{because}, so its category asks for no limit.",
    Action.LIMIT: "{because}: {number}.",
    Action.ASK: "Requires human approval: {because}.",
    Action.DENY: "Requires human approval: {because}.",
    Action.HIDE: "{because}, so agents neither see it nor call it.",
}
TIGHTENED = {
    Action.LIMIT: "Tightened, because {because}: {number}.",
    Action.ASK: "Tightened: requires human approval, because {because}.",
    Action.DENY: "Tightened: denied until a person changes the rule, because {because}.",
    Action.HIDE: "Tightened: hidden from agents, because {because}.",
}
FLOOR = {
    Action.ASK: "Requires human approval: {because}.",
    Action.DENY: "Denied until a person changes the rule: {because}.",
    Action.HIDE: "Hidden from agents: {because}.",
}

ROOM = 30
"""Calls a minute from which on a limit leaves room for work."""
NUMBER_ROOM = (
    "{max} calls a {window} leave room for work and stop an agent that is caught in a loop"
)
NUMBER_SMALL = "{max} calls a {window} keep a runaway agent small"

ABOVE = "its risk is {risk}, above the {baseline} that is usual for its category"
MEANING: dict[Effect | Trait, str] = dict([*EFFECT_MEANING.items(), *TRAIT_MEANING.items()])
MARK = "it {meaning}"

UNSURE = "its definition does not tell what a call can do"
WARNED = "its text carries a warning ({rules})"
UNVERIFIED = (
    "it was read from the source of the server's package; nobody has seen the server offer it"
)
AT_RISK = "its risk is {risk}"
OTHERS = "Denied but for some values of “{parameter}”: {because}."
DECIDED = "Decided by hand: {why}"
