"""agentgateway: rules of `mcpAuthorization` in its configuration file.

Source: https://agentgateway.dev, `schema/config.json`, `schema/cel.json` and the code that
evaluates the rules, read at August 2026's state. A rule that is required has to be true of
every call, beside all rules of the user's: so ours close, and open nothing that the user
closed. What has no `mcp.tool`, a prompt or a resource, is none of our business. When the rules
are evaluated a call's arguments are not there, nothing is counted, and nobody asked; what may
not be called is not listed. The gateway is no package of a registry: CEL is evaluated by
cel-python 0.5.0 and by common-expression-language 0.10.0, of the gateway's own language.

There is one rule a server, a table of its tools, with their digests in comments of CEL; a
tool that it does not have is an error in CEL, which denies. Other targets' tools are the
user's. A merge puts the rules in wherever MCP targets are served, and leaves all else as it is.
"""

from collections.abc import Iterable, Iterator, Mapping

import yaml

from catalog.errors import InputError
from catalog.model.policy import Rule
from catalog.taxonomy import Action
from publisher.abilities import Abilities
from publisher.adapt import Stack
from publisher.formats.cel.tables import rules_of, table, tables_of
from publisher.formats.marked import GUIDE, HEADER, marked, replaced_blocks
from publisher.formats.spelling import joined, unicode
from publisher.formats.yaml_nodes import items, member
from publisher.formats.yaml_places import composed, first, indented, put

SUFFIX = ".yaml"
STACKS = True

ABILITIES = Abilities(
    actions=frozenset({Action.ALLOW, Action.HIDE}),
    spelled=joined,
)

COMMENT = "#"
KIND = "agentgateway configuration"
KNOWN = frozenset(
    "config binds frontendPolicies policies workloads services backends routeGroups gateways "
    "routes tcpRoutes llm mcp ui".split()
)
"""The keys that a configuration has at its top."""

POLICIES = ("policies", "mcpAuthorization", "rules")


def render(stack: Stack) -> str:
    """A configuration whose targets are still to be written."""
    return f"{GUIDE}mcp:\n{indented(_under(POLICIES, _rules(_of_stack(stack))), 2)}  targets: []\n"


def _under(keys: tuple[str, ...], lines: str) -> str:
    """The lines as what stands under these keys."""
    if not keys:
        return lines
    inner = _under(keys[1:], lines)
    return f"{keys[0]}:\n{indented(inner, 2) if keys[1:] else inner}"


def _rules(servers: Mapping[str, Iterable[Rule]]) -> str:
    """A rule for each server, marked."""
    rules = [
        f"- require: |-\n{indented(table(server, rules), 4)}"
        for server, rules in sorted(servers.items())
    ]
    return marked(COMMENT, "".join(rules))


def _of_stack(stack: Stack) -> dict[str, tuple[Rule, ...]]:
    """The rules of the servers whose names can be written."""
    return {server: policy.rules for server, policy in stack.items() if unicode(server)}


def read(text: str) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of a configuration, by target; "" for those that name none.

    Of a target only those that are required, alike, wherever MCP targets are served: what is
    not closed in one place is open.
    """
    root = _configuration(text)
    tables = [tables_of(_required([scope])) for scope in _scopes(root)]
    return {
        server: rules
        for server, rules in rules_of(_said(_scopes(root))).items()
        if not server or all(each.get(server) == rules for each in tables)
    }


def _expressions(rule: yaml.Node) -> Iterator[tuple[str, str]]:
    """What a rule does where its expression is true, and the expression."""
    if isinstance(rule, yaml.ScalarNode):
        yield "allow", rule.value
    for effect in ("allow", "deny", "require"):
        expression = member(rule, effect)
        if isinstance(expression, yaml.ScalarNode):
            yield effect, expression.value


def _configuration(text: str) -> yaml.MappingNode:
    root = composed(text, KIND)
    if not any(member(root, key) for key in KNOWN):
        raise InputError(f"no {KIND}: it has neither mcp nor binds; name another file")
    return root


def _scopes(root: yaml.Node) -> Iterator[yaml.Node]:
    """Where MCP targets are served: the `mcp` at the top, and routes to MCP backends."""
    simple = member(root, "mcp")
    if simple:
        yield simple
    listeners = (each for bind in items(member(root, "binds")) for each in _of(bind, "listeners"))
    routes = [each for listener in listeners for each in _of(listener, "routes")]
    for route in (*routes, *_of(root, "routes")):
        if any(member(backend, "mcp") for backend in _of(route, "backends")):
            yield route


def _of(node: yaml.Node, key: str) -> Iterator[yaml.Node]:
    return items(member(node, key))


def _found(node: yaml.Node | None, keys: tuple[str, ...]) -> yaml.Node | None:
    for key in keys:
        node = member(node, key)
    return node


def merge(theirs: str, stack: Stack) -> str:
    """The user's configuration with these rules wherever it serves MCP targets.

    What was ours of targets that the policies are not about stays, since nothing else closes
    them.

    Raises InputError for what is no such configuration, and for one that is not laid out in
    lines where the rules have to go.
    """
    if not theirs.strip():
        return render(stack)
    before = tables_of(_required(_scopes(_configuration(theirs))))
    lines = _rules({**before, **_of_stack(stack)})
    text = replaced_blocks(theirs, lines, COMMENT)
    scopes = list(_scopes(_configuration(text)))
    for scope in sorted(scopes, key=lambda each: -each.start_mark.line):
        text = _put(text, scope, lines)
    if not scopes:
        text = f"{text.rstrip()}\n" + render(stack).removeprefix(GUIDE)
    return text


def _required(scopes: Iterable[yaml.Node]) -> Iterator[tuple[str, str]]:
    for effect, expression in _said(scopes):
        if effect == "require":
            yield effect, expression


def _said(scopes: Iterable[yaml.Node]) -> Iterator[tuple[str, str]]:
    """What the rules do where their expressions are true, and the expressions."""
    for scope in scopes:
        for rule in items(_found(scope, POLICIES)):
            yield from _expressions(rule)


def _put(text: str, scope: yaml.Node, lines: str) -> str:
    """The text with our rules among those of the scope, where they are not there yet."""
    within = text.split("\n")[scope.start_mark.line : scope.end_mark.line + 1]
    if any(line.strip() == HEADER for line in within):
        return text
    node = scope
    for depth, key in enumerate(POLICIES):
        inner = member(node, key)
        if inner is None:
            return put(text, (first(node, text), _under(POLICIES[depth:], lines)))
        node = inner
    return put(text, (first(node, text), lines))
