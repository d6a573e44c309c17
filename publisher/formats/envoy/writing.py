"""Pure: rules → the selectors and the authorization of a route, within its bounds."""

from collections.abc import Iterable

from catalog.model.policy import Rule
from catalog.taxonomy import Action
from publisher.formats.envoy.calls import ruled
from publisher.formats.envoy.route import Servers
from publisher.formats.envoy.selecting import LISTED, patterns
from publisher.formats.spelling import quoted

RULES = 32
"""How many rules a route takes; the last allows what none denies."""


def fitting(servers: Servers) -> Servers:
    """The rules, with those hidden that a route has no room for."""
    fit = dict(sorted(servers.items()))
    if len(ruled(fit)) >= RULES:
        fit = {name: tuple(map(_hidden, rules)) for name, rules in fit.items()}
    while len(ruled(fit)) >= RULES:
        longest = max(fit, key=lambda name: sum(bool(each.cases) for each in fit[name]))
        fit[longest] = _halved(fit[longest])
    return fit


def _hidden(rule: Rule) -> Rule:
    return rule if rule.cases or rule.action is Action.ALLOW else _shut(rule)


def _shut(rule: Rule) -> Rule:
    return Rule(tool=rule.tool, action=Action.HIDE, digest=rule.digest)


def _halved(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules, with every other one hidden of those that look at arguments."""
    looking = [each.tool for each in rules if each.cases]
    shut = set(looking[::2])
    return tuple(_shut(each) if each.tool in shut else each for each in rules)


def selector(rules: Iterable[Rule]) -> str:
    """The selector of one backend, with the digests as comments."""
    kept = list(rules)
    shown = [each.tool for each in kept if each.action is not Action.HIDE]
    hidden = [each.tool for each in kept if each.action is Action.HIDE]
    return (
        "".join(f"# {quoted(each.tool)} {each.digest}\n" for each in kept if each.digest)
        + f"toolSelector:\n{_names('include', shown)}"
        + (_names("exclude", hidden) if hidden else "")
    )


def _names(key: str, tools: list[str]) -> str:
    listed = 0 < len(tools) <= LISTED
    entries = tools if listed else patterns(tools)
    lines = "".join(f"  - {quoted(each)}\n" for each in entries)
    return f"  {key}{'' if listed else 'Regex'}:\n{lines}"


def authorization(rules: Iterable[tuple[str, str]]) -> str:
    """Rules of these actions and conditions; what none of them is about is allowed."""
    lines = "".join(f"  - action: {action}\n    cel: {quoted(cel)}\n" for action, cel in rules)
    return f"authorization:\n  defaultAction: Deny\n  rules:\n{lines}  - action: Allow\n"
