"""Pure: an MCPRoute taken apart, and the rules that it holds."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import yaml

from catalog.errors import InputError
from catalog.model.policy import Case, Rule
from catalog.taxonomy import Action
from publisher.formats.cel.language import STRING, unquoted
from publisher.formats.envoy.calls import cases_of, tools_of
from publisher.formats.envoy.selecting import NOTHING, named
from publisher.formats.yaml_nodes import items, member, plain
from publisher.formats.yaml_places import composed

KIND = "MCPRoute"
EVERY = "*"
"""The tools that a backend's selector does not name, where it may show them."""

_DIGEST = re.compile(rf"\s*# (?P<tool>{STRING}) (?P<digest>sha256\S+)\s*")

_RULE = {"action", "cel"}
"""What a rule of our form has; with more, it is about some calls alone."""

Servers = Mapping[str, tuple[Rule, ...]]
"""Rules by the name of their backend."""

Name = tuple[str, str]
"""Backend and tool."""


class Authorized(NamedTuple):
    """What rules say of calls: which tools they deny, and which calls of those pass."""

    denied: frozenset[Name]
    cases: Mapping[Name, Case]


def rules_of(text: str) -> Servers:
    """The rules of a route, by backend: names that its selectors list, and rules of our form.

    Raises InputError for what is no route.
    """
    spec = spec_of(text)
    lines = text.split("\n")
    authorized = _authorized(spec)
    return {name: _rules(name, node, lines, authorized) for name, node in backends_of(spec).items()}


def _authorized(spec: yaml.Node) -> Authorized:
    """What the rules say before the first that may allow what is not of our form."""
    denied: set[Name] = set()
    cases: dict[Name, Case] = {}
    for each in items(member(authorization_of(spec), "rules")):
        rule = plain(each)
        said = str(rule.get("cel")) if isinstance(rule, dict) and rule.keys() == _RULE else ""
        if said and rule["action"] == "Deny":
            denied.update(tools_of(said))
        elif said and rule["action"] == "Allow" and (found := list(cases_of(said))):
            cases.update({(server, tool): case for server, tool, case in found})
        elif not isinstance(rule, dict) or rule.get("action") != "Deny":
            break
    return Authorized(frozenset(denied), cases)


def _rules(
    server: str, backend: yaml.Node, lines: list[str], authorized: Authorized
) -> tuple[Rule, ...]:
    digests = _digests(lines[backend.start_mark.line : backend.end_mark.line])
    selector = plain(member(backend, "toolSelector"))
    found = {tool: _shown((server, tool), authorized) for tool in _selected(selector, "include")}
    if _open(selector):
        found[EVERY] = Rule(tool=EVERY, action=Action.ALLOW)
    for tool in _selected(selector, "exclude"):
        found[tool] = Rule(tool=tool, action=Action.HIDE)
    return tuple(
        found[tool].model_copy(update={"digest": digests.get(tool)}) for tool in sorted(found)
    )


def _shown(name: Name, authorized: Authorized) -> Rule:
    _, tool = name
    if name not in authorized.denied:
        return Rule(tool=tool, action=Action.ALLOW)
    case = authorized.cases.get(name)
    return Rule(tool=tool, action=Action.DENY, cases=(case,) if case else ())


def _selected(selector: object, key: str) -> Iterator[str]:
    """The names that a selector includes or excludes."""
    if isinstance(selector, dict):
        yield from map(str, selector.get(key) or ())
        for pattern in selector.get(f"{key}Regex") or ():
            yield from named(str(pattern))


def _open(selector: object) -> bool:
    """Whether a selector may show tools that it does not name."""
    if not isinstance(selector, dict):
        return False
    shown = [str(each) for each in selector.get("includeRegex") or ()]
    said = selector.get("include") or shown
    return not said or not all(each == NOTHING or named(each) for each in shown)


def _digests(lines: Iterable[str]) -> dict[str, str]:
    matches = filter(None, map(_DIGEST.fullmatch, lines))
    return {unquoted(each["tool"]): each["digest"] for each in matches}


def spec_of(text: str) -> yaml.Node:
    """The specification of the route that the text is. Raises InputError for any other text."""
    root = composed(text, KIND)
    spec = member(root, "spec")
    if plain(member(root, "kind")) != KIND or spec is None:
        raise InputError(f"no {KIND}: its kind is another, or it has no spec; name another file")
    return spec


def backends_of(spec: yaml.Node) -> dict[str, yaml.Node]:
    """The backends, by name."""
    found = [(plain(member(each, "name")), each) for each in items(member(spec, "backendRefs"))]
    return {name: each for name, each in found if isinstance(name, str)}


def authorization_of(spec: yaml.Node) -> yaml.Node | None:
    """The rules of the route, with what surrounds them; None for none."""
    return member(member(spec, "securityPolicy"), "authorization")


def selecting(spec: yaml.Node) -> dict[str, yaml.Node]:
    """The selectors of the backends that have one."""
    found = ((name, member(node, "toolSelector")) for name, node in backends_of(spec).items())
    return {name: node for name, node in found if node is not None}
