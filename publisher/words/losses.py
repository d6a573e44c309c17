"""What a policy format could not say, in sentences."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from catalog.taxonomy import Action
from publisher.abilities import Lost
from publisher.adapt import Loss
from publisher.excerpt import NAME, cut

NAMED = 3
"""Tools that a sentence names."""

BECAME = {
    Action.ALLOW: "let through",
    Action.LIMIT: "limited",
    Action.ASK: "put to a person",
    Action.DENY: "denied",
    Action.HIDE: "denied, and the tools are hidden",
}

SAID = {
    Lost.LIMIT: "This format cannot count the calls of some limited tools: they are {became}",
    Lost.ASK: "This format cannot ask a person: calls that one should approve are {became}",
    Lost.DENY: "This format cannot deny and show a tool: its calls are {became}",
    Lost.HIDE: "This format cannot hide tools: agents see them, and their calls are {became}",
    Lost.ARGUMENTS: "This format cannot look at some arguments: "
    "whatever they are, the calls of tools with rules for some of them are {became}",
    Lost.LIMIT_BY_ARGUMENT: "This format limits a tool, not calls with certain arguments: "
    "the strictest limit holds for all",
    Lost.LIMIT_BY_TOOL: "This format limits a server, not a tool: "
    "all calls of its tools count together, and the strictest limit holds for them",
    Lost.VALUE: "This format cannot write some arguments: calls that have them are {became}",
    Lost.NAME: "This format cannot write these names: their calls are {became}",
    Lost.NAMESAKE: "This format cannot tell these names apart: "
    "the strictest rule holds for all, so their calls are {became}",
}


def told(losses: Sequence[Loss]) -> tuple[str, ...]:
    """One sentence for each kind of loss, with how many tools it is about."""
    ordered = sorted(losses, key=_kind)
    return tuple(_sentence(*kind, list(each)) for kind, each in groupby(ordered, _kind))


def _kind(loss: Loss) -> tuple[Lost, Action]:
    return loss.lost, loss.became


def _sentence(lost: Lost, became: Action, losses: Sequence[Loss]) -> str:
    names = list(dict.fromkeys(cut(each.tool, NAME) for each in losses))
    return f"{SAID[lost].format(became=BECAME[became])} ({_list(names)})."


def _list(names: Iterable[str]) -> str:
    shown = list(names)
    more = len(shown) - NAMED
    return ", ".join(shown[:NAMED]) + (f" and {more} more" if more > 0 else "")
