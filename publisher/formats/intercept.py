"""An Intercept document as its engine reads it, and the rules that it holds."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from catalog.errors import InputError
from catalog.model.policy import Case, Limit, Rule, Ruling, Window
from catalog.taxonomy import Action
from publisher.formats.conditions import condition
from publisher.formats.held import EVERY
from publisher.formats.members import mistake
from publisher.formats.yaml_nodes import find, plain
from publisher.formats.yaml_page import Page, last_line
from publisher.formats.yaml_text import signature

KIND = "Intercept policy"

_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
_RATE = re.compile(r"([1-9][0-9]{0,9})/(minute|hour|day)")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class State(_Part):
    counter: str
    window: str


class Written(_Part):
    """One rule of a tool."""

    name: str | None = None
    action: Literal["evaluate", "deny"] = "evaluate"
    rate_limit: str | None = None
    conditions: list[dict[str, Any]] | None = None
    state: State | None = None


class Entry(_Part):
    rules: list[Written] | None = None


class Document(_Part):
    version: Literal["1"]
    default: Literal["allow", "deny"] = "allow"
    hide: list[str] | None = None
    tools: dict[str, Entry | None] | None = None


class Parsed(NamedTuple):
    """A document, with the digests that stand behind what is ours."""

    document: Document
    hidden: dict[str, str | None]
    named: dict[str, str | None]


def parse(text: str) -> Parsed:
    """The document, checked. Raises InputError for what is none."""
    page = Page(text, KIND)
    try:
        document = Document.model_validate(plain(page.root))
    except ValidationError as error:
        raise InputError(f"no {KIND}: {mistake(error)}") from None
    hide, tools = find(page.root, "hide"), find(page.root, "tools")
    hidden = {each.value: signature(page.lines[each.start_mark.line]) for each in _items(hide)}
    named = {key.value: _digest(page, key, value) for key, value in _items(tools)}
    return Parsed(document, hidden, named)


def _items(found: tuple[yaml.Node, yaml.Node] | None) -> Sequence[Any]:
    return found[1].value if found and isinstance(found[1], yaml.CollectionNode) else ()


def _digest(page: Page, key: yaml.Node, value: yaml.Node) -> str | None:
    """Of the entry, or of our first rule among those of the user's."""
    lines = page.lines[key.start_mark.line : last_line(value) + 1]
    return next(filter(None, map(signature, lines)), None)


def counted_windows(entry: yaml.Node) -> frozenset[str]:
    """The windows in which the rules of a user's entry count calls by `rate_limit`."""
    made = Entry.model_validate(plain(entry) or {})
    found = (_RATE.fullmatch(each.rate_limit or "") for each in made.rules or ())
    return frozenset(each[2] for each in found if each)


def rules(parsed: Parsed) -> tuple[Rule, ...]:
    """The rules that a document holds, sorted by tool."""
    return tuple(sorted(_rules(parsed), key=lambda each: each.tool))


def _rules(parsed: Parsed) -> Iterator[Rule]:
    tools = {tool: entry or Entry() for tool, entry in (parsed.document.tools or {}).items()}
    of_all = (tools.pop(EVERY, None) or Entry()).rules or []
    for tool, digest in parsed.hidden.items():
        yield Rule(tool=tool, action=Action.HIDE, digest=digest)
    if parsed.document.default == "allow" and EVERY not in parsed.hidden:
        yield _rule(EVERY, of_all, None)
    for tool, entry in tools.items():
        if EVERY in parsed.hidden and tool not in parsed.hidden:
            yield Rule(tool=tool, action=Action.HIDE, digest=parsed.named[tool])
        elif tool not in parsed.hidden:
            yield _rule(tool, [*(entry.rules or ()), *of_all], parsed.named[tool])


def _rule(tool: str, written: Sequence[Written], digest: str | None) -> Rule:
    if any(each.action == "deny" for each in written):
        return Rule(tool=tool, action=Action.DENY, digest=digest)
    limits = [limit for each in written if (limit := _limit(tool, each))]
    limit = min(limits, key=lambda each: each.a_minute, default=None)
    passing = Ruling(action=Action.LIMIT if limit else Action.ALLOW, limit=limit)
    cases = [when for each in written if (when := condition(each.conditions or ()))]
    if cases:
        case = Case(when=cases[-1], action=passing.action, limit=limit)
        return Rule(tool=tool, action=Action.DENY, cases=(case,), digest=digest)
    return Rule(tool=tool, action=passing.action, limit=limit, digest=digest)


def _limit(tool: str, written: Written) -> Limit | None:
    """What a rule lets through in a window."""
    if found := _RATE.fullmatch(written.rate_limit or ""):
        return _counted(tool, found[1], found[2])
    if written.state is None or written.state.window not in get_args(Window):
        return None
    most = (str(each.get("value")) for each in written.conditions or () if _counts(each))
    found = next(filter(None, map(_NUMBER.fullmatch, most)), None)
    return _counted(tool, found[0], written.state.window) if found else None


def _counts(condition: dict[str, Any]) -> bool:
    return condition.get("op") == "lte" and str(condition.get("path")).startswith("state.")


def _counted(tool: str, most: str, window: str) -> Limit:
    return Limit.model_validate({"counter": f"{tool}_rate", "window": window, "max": int(most)})
