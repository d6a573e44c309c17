"""A PolicyLayer document as its gateway reads it, and the rules that it holds."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from catalog.errors import InputError
from catalog.model.policy import Case, Limit, Rule, Ruling, Window
from catalog.taxonomy import Action
from publisher.formats.conditions import condition
from publisher.formats.held import EVERY
from publisher.formats.json_text import read_json
from publisher.formats.members import mistake

KIND = "PolicyLayer policy"


class _Part(BaseModel):
    """Part of a document; what else it says is its own affair."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow")


class Quota(_Part):
    counter: str
    window: str
    max: int


class Predicate(_Part):
    conditions: list[dict[str, Any]]


class Entry(_Part):
    require: list[Predicate] = []
    deny_if: list[Predicate] = []
    limits: list[Quota] = []


class AllTools(_Part):
    limits: list[Quota] = []


class Document(_Part):
    version: Literal["1"]
    default: Literal["allow", "deny"]
    hide: list[str] = []
    all_tools: AllTools = AllTools()
    tools: dict[str, Entry] = {}


def parse(text: str) -> dict[str, Any]:
    """The document, checked. Raises InputError for what is none."""
    document = read_json(text, KIND)
    _typed(document)
    return document


def rules(document: dict[str, Any]) -> tuple[Rule, ...]:
    """The rules that a checked document holds, sorted by tool."""
    return tuple(sorted(_rules(_typed(document)), key=lambda each: each.tool))


def _typed(document: dict[str, Any]) -> Document:
    try:
        return Document.model_validate(document)
    except ValidationError as error:
        raise InputError(f"no {KIND}: {mistake(error)}") from None


def _rules(document: Document) -> Iterator[Rule]:
    hidden = set(document.hide)
    if document.default == "allow" and EVERY not in hidden | set(document.tools):
        yield Rule(tool=EVERY, action=Action.ALLOW)
    for tool in hidden:
        yield Rule(tool=tool, action=Action.HIDE)
    for tool, entry in document.tools.items():
        if EVERY in hidden and tool not in hidden:
            yield Rule(tool=tool, action=Action.HIDE)
        elif tool not in hidden:
            yield _rule(tool, entry, document.all_tools.limits)


def _rule(tool: str, entry: Entry, of_all: Iterable[Quota]) -> Rule:
    passing = _passing((*entry.limits, *of_all))
    if any(not each.conditions for each in entry.deny_if):
        return Rule(tool=tool, action=Action.DENY)
    cases = [when for each in entry.require if (when := condition(each.conditions))]
    if cases and passing.action is not Action.DENY:
        case = Case(when=cases[-1], action=passing.action, limit=passing.limit)
        return Rule(tool=tool, action=Action.DENY, cases=(case,))
    return Rule(tool=tool, action=passing.action, limit=passing.limit)


def _passing(quotas: Iterable[Quota]) -> Ruling:
    """What becomes of the calls that no condition denies: the strictest of the limits holds."""
    known = [each for each in quotas if each.window in get_args(Window)]
    if any(each.max < 1 for each in known):
        return Ruling(action=Action.DENY)
    limits = [
        Limit.model_validate(each.model_dump(include={"counter", "window", "max"}))
        for each in known
    ]
    if not limits:
        return Ruling(action=Action.ALLOW)
    return Ruling(action=Action.LIMIT, limit=min(limits, key=lambda each: each.a_minute))
