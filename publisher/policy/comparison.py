"""Pure: two sets of rules → what one newly lets through or forbids. No engine is asked."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from catalog.model.policy import Rule, Ruling
from catalog.model.value import Value
from catalog.taxonomy import Action

Rules = Mapping[str, Sequence[Rule]]
"""By the server's name."""


class Turn(StrEnum):
    """Which way a rule changed, or what else became of it; what opens comes first."""

    ALLOWED = "newly allowed"
    LOOSER = "looser"
    REDEFINED = "made for another definition"
    NEW = "newly named"
    GONE = "no longer named"
    STRICTER = "stricter"
    FORBIDDEN = "newly forbidden"


class Change(Value):
    """What changed for a tool's calls: for all, or where `argument` has the `value`.

    None stands for calls of which a side has no rule.
    """

    server: str
    tool: str
    turn: Turn
    was: Ruling | None = None
    now: Ruling | None = None
    argument: str | None = None
    value: str | None = None

    @property
    def outdated(self) -> bool:
        """Whether the old side is no longer right, held against the new: it is laxer, made for
        another definition, or about other tools. That it is stricter is nobody's harm."""
        return None in (self.was, self.now) or self.turn not in (Turn.ALLOWED, Turn.LOOSER)


def compare(old: Rules, new: Rules, unnamed: Action) -> tuple[Change, ...]:
    """What differs, what opens first; `unnamed` is what both do with other tools."""
    order = list(Turn)
    changes = (change for server in {**old, **new} for change in _server(server, old, new, unnamed))
    return tuple(sorted(changes, key=lambda each: (order.index(each.turn), *_place(each))))


def _place(change: Change) -> tuple[str, str, str]:
    return change.server, change.tool, change.value or ""


def _server(server: str, old: Rules, new: Rules, unnamed: Action) -> Iterable[Change]:
    before = {each.tool: each for each in old.get(server, ())}
    after = {each.tool: each for each in new.get(server, ())}
    for tool in {**before, **after}:
        yield from _tool(server, before.get(tool), after.get(tool), unnamed)


def _tool(server: str, was: Rule | None, now: Rule | None, unnamed: Action) -> Iterable[Change]:
    rule = was or now
    if rule is None:
        return
    fallback = Ruling(action=unnamed)
    before, after = _own(was) or fallback, _own(now) or fallback
    turn = _turn(before, after) or (None if was and now else Turn.NEW if now else Turn.GONE)
    if turn:
        yield Change(server=server, tool=rule.tool, turn=turn, was=_own(was), now=_own(now))
    if was and now and was.digest and now.digest and was.digest != now.digest:
        yield Change(server=server, tool=rule.tool, turn=Turn.REDEFINED)
    if now:
        yield from _values(server, now.tool, was, now, before)


def _values(
    server: str, tool: str, was: Rule | None, now: Rule, before: Ruling
) -> Iterable[Change]:
    """Of the calls with each value that either side has a case for."""
    old, new, after = _by_value(was), _by_value(now), now.alone
    for argument, value in {**old, **new}:
        one, other = old.get((argument, value), before), new.get((argument, value), after)
        if turn := _turn(one, other):
            yield Change(
                server=server, tool=tool, turn=turn, was=one, now=other,
                argument=argument, value=value,
            )  # fmt: skip


def _own(rule: Rule | None) -> Ruling | None:
    return rule.alone if rule else None


def _by_value(rule: Rule | None) -> dict[tuple[str, str], Ruling]:
    return {
        (case.when.parameter, value): case.alone
        for case in (rule.cases if rule else ())
        for value in case.when.values
    }


def _turn(was: Ruling, now: Ruling) -> Turn | None:
    """None where the calls fare the same; whether a denied tool is seen makes no difference."""
    shut = Action.DENY.rank
    if min(was.action.rank, shut) == min(now.action.rank, shut) and _rate(was) == _rate(now):
        return None
    opens = now.strictness < was.strictness
    if was.limit and now.limit:  # a longer window lets more through at once
        opens = was.limit.within(now.limit)
    if was.action.rank >= shut and now.action.rank < Action.ASK.rank:
        return Turn.ALLOWED
    if now.action.rank >= shut:
        return Turn.FORBIDDEN
    return Turn.LOOSER if opens else Turn.STRICTER


def _rate(ruling: Ruling) -> object:
    return (ruling.limit.max, ruling.limit.window) if ruling.limit else None
