"""What changed between two policies, in words."""

from catalog.model.policy import Ruling
from catalog.taxonomy import Action
from publisher.excerpt import NAME, cut
from publisher.policy.comparison import Change, Turn

ACTION = {
    Action.ALLOW: "allowed",
    Action.LIMIT: "at most {max} a {window}",
    Action.ASK: "asked about",
    Action.DENY: "denied",
    Action.HIDE: "hidden and denied",
}
UNNAMED = "not named"
SAYS_NOTHING = "nothing"
NOT_OFFERED = "nothing, as it is not offered any more"
CHANGED = "{calls}: {turn}: was {was}, now {now}."
FOUND = "{calls}: the file says {was}; recommended is {now}."
STRICTER = "{calls}: the file says {was}, stricter than the recommended {now}: fine."
REDEFINED = "{calls}: its definition has changed since the rule was made."
WITH = "{name} with “{value}” as {argument}"


def sentence(change: Change) -> str:
    """`github/delete_repo: newly forbidden: was allowed, now denied.`"""
    if change.turn is Turn.REDEFINED:
        return REDEFINED.format(calls=_calls(change))
    was, now = ruled(change.was) or UNNAMED, ruled(change.now) or UNNAMED
    return CHANGED.format(calls=_calls(change), turn=change.turn, was=was, now=now)


def finding(change: Change) -> str:
    """`github/delete_repo: the file says allowed; recommended is denied.`"""
    if change.turn is Turn.REDEFINED:
        return REDEFINED.format(calls=_calls(change))
    was, now = ruled(change.was) or SAYS_NOTHING, ruled(change.now) or NOT_OFFERED
    return (FOUND if change.outdated else STRICTER).format(calls=_calls(change), was=was, now=now)


def _calls(change: Change) -> str:
    name = cut(f"{change.server}/{change.tool}", NAME)
    if change.argument is None:
        return name
    return WITH.format(name=name, value=cut(change.value or "", NAME), argument=change.argument)


def ruled(ruling: Ruling | None) -> str:
    """`at most 30 a minute`; empty where there is no rule."""
    if ruling is None:
        return ""
    limit = ruling.limit.model_dump() if ruling.limit else {}
    return ACTION[ruling.action].format(**limit)
