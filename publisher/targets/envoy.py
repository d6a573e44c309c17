"""Envoy AI Gateway: the tools and calls that an MCPRoute lets through.

Source: https://aigateway.envoyproxy.io, `api/v1beta1/mcp_route.go` and the proxy's code, read
at August 2026's state. Each backend has a selector of the tools that exist: what it excludes is
hidden. Rules look at a call's arguments in CEL and deny without hiding, though the list leaves
out what no call may do. It counts nothing and asks nobody. The gateway is no package of a
registry: CEL is evaluated by cel-python 0.5.0 (as cel-go does it) and by
common-expression-language 0.10.0, patterns by google-re2.

A route has at most 32 rules of 4,096 characters, some 500 tools with rules for arguments and
some 2,000 that are denied: what does not fit is excluded, so denied and hidden, too. A selector
has at most 32 names, and patterns beyond. A backend's name is a name in Kubernetes, and a route
has at most 256 of them. Digests stand in comments. A merge puts the selectors and rules into
the user's route, and leaves all else as it is; it refuses one that selects or authorizes by
itself, since of two selectors the gateway takes one, and of rules the first that matches.
"""

import re
from collections.abc import Iterable, Mapping

import yaml

from catalog.errors import InputError
from catalog.model.policy import Rule, ToolRule
from catalog.taxonomy import Action
from publisher.adapt import Abilities, Lost, Stack
from publisher.cel.calls import LONGEST, cases_of, ruled, tools_of
from publisher.cel.language import STRING, quoted, unquoted
from publisher.cel.places import composed, first, indented, items, member, plain, put
from publisher.cel.selecting import LISTED, named, patterns
from publisher.marked import MADE, marked, replaced_blocks
from publisher.spelling import unicode

SUFFIX = ".yaml"
STACKS = True

COMMENT = "#"
KIND = "MCPRoute"
RULES = 32
NAME = 500
"""Characters of a tool's name, as it is written, that a rule may have."""
HEAD = f"{COMMENT} {MADE} It writes the marked lines anew; all else is yours.\n"

_BACKEND = re.compile(r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?", re.ASCII)
_DIGEST = re.compile(rf"\s*# (?P<tool>{STRING}) (?P<digest>sha256\S+)\s*")

Servers = Mapping[str, tuple[Rule, ...]]


def spelled(server: str, tool: str) -> str | None:
    """The name; None for what is no name of a backend, or does not fit in a rule."""
    if not _BACKEND.fullmatch(server) or not unicode(tool) or len(quoted(tool)) > NAME:
        return None
    return f"{server}/{tool}"


def lacks(_server: str, rule: ToolRule) -> frozenset[Lost]:
    """Whether the values of its cases are too many for one rule."""
    texts = [value for each in rule.cases for value in (each.when.parameter, *each.when.values)]
    long = sum(len(quoted(each)) + 2 for each in texts) > LONGEST - 2 * NAME
    return frozenset({Lost.ARGUMENTS} if long else ())


ABILITIES = Abilities(
    actions=frozenset({Action.ALLOW, Action.DENY, Action.HIDE}),
    arguments=True,
    writes=unicode,
    spelled=spelled,
    lacks=lacks,
    remarks=("Write the name of your Gateway in the place of GATEWAY.",),
)


def render(stack: Stack) -> str:
    """A route whose gateway is still to be written."""
    servers = {server: policy.rules for server, policy in stack.items()}
    backends = "".join(f"  {line}\n" for name in servers for line in _backend(name))
    return _filled(
        f"{HEAD}apiVersion: aigateway.envoyproxy.io/v1beta1\nkind: MCPRoute\n"
        "metadata:\n  name: toolrisk\nspec:\n  parentRefs:\n  - name: GATEWAY\n"
        "    kind: Gateway\n    group: gateway.networking.k8s.io\n"
        f"  backendRefs:\n{backends}",
        servers,
    )


def _backend(name: str) -> tuple[str, ...]:
    return f"- name: {quoted(name)}", "  kind: Backend", "  group: gateway.envoyproxy.io"


def _filled(text: str, servers: Servers) -> str:
    """The route with the selectors and rules of these servers."""
    spec = _spec(text)
    fitting = _fitting(servers)
    additions = [
        (first(node, text), marked(COMMENT, _selector(fitting[name])))
        for name, node in _backends(spec).items()
        if name in fitting
    ]
    rules = ruled(fitting)
    if rules:
        security = member(spec, "securityPolicy")
        lines = _authorization(rules)
        if security is None:
            lines = f"securityPolicy:\n{indented(lines, 2)}"
        additions.append((first(security or spec, text), marked(COMMENT, lines)))
    return put(text, *additions)


def _fitting(servers: Servers) -> Servers:
    """The rules, with those hidden that a route has no room for."""
    fitting = dict(sorted(servers.items()))
    if len(ruled(fitting)) >= RULES:
        fitting = {name: tuple(map(_hidden, rules)) for name, rules in fitting.items()}
    while len(ruled(fitting)) >= RULES:
        longest = max(fitting, key=lambda name: sum(bool(each.cases) for each in fitting[name]))
        fitting[longest] = _halved(fitting[longest])
    return fitting


def _hidden(rule: Rule) -> Rule:
    return rule if rule.cases or rule.action is Action.ALLOW else _shut(rule)


def _shut(rule: Rule) -> Rule:
    return Rule(tool=rule.tool, action=Action.HIDE, digest=rule.digest)


def _halved(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules, with every other one hidden of those that look at arguments."""
    looking = [each.tool for each in rules if each.cases]
    shut = set(looking[::2])
    return tuple(_shut(each) if each.tool in shut else each for each in rules)


def _selector(rules: Iterable[Rule]) -> str:
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


def _authorization(rules: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f"  - action: {action}\n    cel: {quoted(cel)}\n" for action, cel in rules)
    return f"authorization:\n  defaultAction: Deny\n  rules:\n{lines}  - action: Allow\n"


def read(text: str) -> Servers:
    """The rules of a route, by backend: names that its selectors list, and rules of our form."""
    spec = _spec(text)
    lines = text.split("\n")
    rules = [plain(each) for each in items(_rules_of(spec))]
    conditions = [(each.get("action"), str(each.get("cel"))) for each in rules if _is(each)]
    cases = {
        (server, tool): case
        for action, cel in conditions
        if action == "Allow"
        for server, tool, case in cases_of(cel)
    }
    shut = {each for action, cel in conditions if action == "Deny" for each in tools_of(cel)}
    servers: dict[str, tuple[Rule, ...]] = {}
    for name, node in _backends(spec).items():
        digests = _digests(lines[node.start_mark.line : node.end_mark.line])
        shown, hidden = _selected(plain(member(node, "toolSelector")))
        found: dict[str, Rule] = {}
        for tool in shown:
            denies = (name, tool) in shut
            case = cases.get((name, tool)) if denies else None
            found[tool] = Rule(
                tool=tool,
                action=Action.DENY if denies else Action.ALLOW,
                cases=(case,) if case else (),
                digest=digests.get(tool),
            )
        for tool in hidden:
            found[tool] = Rule(tool=tool, action=Action.HIDE, digest=digests.get(tool))
        servers[name] = tuple(found[tool] for tool in sorted(found))
    return servers


def _is(value: object) -> bool:
    return isinstance(value, dict)


def _selected(selector: object) -> tuple[list[str], list[str]]:
    """The names that it includes and excludes."""
    if not isinstance(selector, dict):
        return [], []
    both = []
    for key in ("include", "exclude"):
        listed, by_pattern = (selector.get(each) or [] for each in (key, f"{key}Regex"))
        both.append(
            [*map(str, listed), *(name for each in by_pattern for name in named(str(each)))]
        )
    return both[0], both[1]


def _digests(lines: Iterable[str]) -> dict[str, str]:
    matches = filter(None, map(_DIGEST.fullmatch, lines))
    return {unquoted(each["tool"]): each["digest"] for each in matches}


def _spec(text: str) -> yaml.Node:
    root = composed(text, KIND)
    spec = member(root, "spec")
    if plain(member(root, "kind")) != KIND or spec is None:
        raise InputError(f"no {KIND}: its kind is another, or it has no spec; name another file")
    return spec


def _backends(spec: yaml.Node) -> dict[str, yaml.Node]:
    found = [(plain(member(each, "name")), each) for each in items(member(spec, "backendRefs"))]
    return {name: each for name, each in found if isinstance(name, str)}


def _rules_of(spec: yaml.Node) -> yaml.Node | None:
    return member(member(member(spec, "securityPolicy"), "authorization"), "rules")


def merge(theirs: str, stack: Stack) -> str:
    """The user's route with these policies for its backends, and backends that it lacks.

    What was ours of other backends stays. Raises InputError for what is no route, for one that
    selects tools or authorizes calls by itself, and for one that is not laid out in lines.
    """
    if not theirs.strip():
        return render(stack)
    selecting = {name for name, node in _backends(_spec(theirs)).items() if _selects(node)}
    before = {name: rules for name, rules in read(theirs).items() if name in selecting}
    text = replaced_blocks(theirs, "", COMMENT)
    spec = _spec(text)
    _own(spec)
    lacking = [name for name in stack if name not in _backends(spec)]
    if lacking:
        refs = member(spec, "backendRefs")
        lines = "".join(f"{line}\n" for name in lacking for line in _backend(name))
        place = first(spec if refs is None else refs, text)
        text = put(text, (place, f"backendRefs:\n{lines}" if refs is None else lines))
    servers = {**before, **{name: policy.rules for name, policy in stack.items()}}
    return _filled(text, servers)


def _selects(backend: yaml.Node) -> bool:
    return member(backend, "toolSelector") is not None


def _own(spec: yaml.Node) -> None:
    """Raises InputError where the user selects or authorizes."""
    nodes = [member(node, "toolSelector") for node in _backends(spec).values()]
    for node in (*nodes, member(member(spec, "securityPolicy"), "authorization")):
        if node is not None:
            raise InputError(
                f"line {node.start_mark.line + 1}: the route selects tools or authorizes calls "
                "by itself; take that out, or write the policies to a route of their own"
            )
