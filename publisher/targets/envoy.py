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
from collections.abc import Mapping

import yaml

from catalog.errors import InputError
from catalog.model.policy import Rule, ToolRule
from catalog.taxonomy import Action
from publisher.abilities import Abilities, Lost
from publisher.adapt import Stack
from publisher.formats.envoy.calls import LONGEST, ruled
from publisher.formats.envoy.route import (
    KIND,
    Servers,
    authorization_of,
    backends_of,
    rules_of,
    selecting,
    spec_of,
)
from publisher.formats.envoy.writing import authorization, fitting, selector
from publisher.formats.marked import GUIDE, marked, replaced_blocks
from publisher.formats.spelling import quoted, unicode
from publisher.formats.yaml_nodes import member
from publisher.formats.yaml_places import first, indented, put

SUFFIX = ".yaml"
STACKS = True

COMMENT = "#"
NAME = 500
"""Characters of a tool's name, as it is written, that a rule may have."""

_BACKEND = re.compile(r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?", re.ASCII)


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
    servers = _servers(stack)
    backends = "".join(f"  {line}\n" for name in servers for line in _backend(name))
    return _filled(
        f"{GUIDE}apiVersion: aigateway.envoyproxy.io/v1beta1\nkind: {KIND}\n"
        "metadata:\n  name: toolrisk\nspec:\n  parentRefs:\n  - name: GATEWAY\n"
        "    kind: Gateway\n    group: gateway.networking.k8s.io\n"
        + (f"  backendRefs:\n{backends}" if backends else ""),
        servers,
    )


def _backend(name: str) -> tuple[str, ...]:
    return f"- name: {quoted(name)}", "  kind: Backend", "  group: gateway.envoyproxy.io"


def _servers(stack: Stack) -> dict[str, tuple[Rule, ...]]:
    """The rules of the servers whose names can be written."""
    return {name: policy.rules for name, policy in stack.items() if spelled(name, "")}


def _filled(text: str, servers: Servers) -> str:
    """The route with the selectors and rules of these servers."""
    spec = spec_of(text)
    fit = fitting(servers)
    additions = [
        (first(node, text), marked(COMMENT, selector(fit[name])))
        for name, node in backends_of(spec).items()
        if name in fit
    ]
    rules = ruled(fit)
    if rules:
        security = member(spec, "securityPolicy")
        lines = authorization(rules)
        if security is None:
            lines = f"securityPolicy:\n{indented(lines, 2)}"
        additions.append((first(security or spec, text), marked(COMMENT, lines)))
    return put(text, *additions)


def read(text: str) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of a route, by backend: names that its selectors list, and rules of our form."""
    return rules_of(text)


def merge(theirs: str, stack: Stack) -> str:
    """The user's route with these policies for its backends, and backends that it lacks.

    What was ours of other backends stays. Raises InputError for what is no route, for one that
    selects tools or authorizes calls by itself, and for one that is not laid out in lines.
    """
    if not theirs.strip():
        return render(stack)
    selected = selecting(spec_of(theirs))
    before = {name: rules for name, rules in rules_of(theirs).items() if name in selected}
    text = replaced_blocks(theirs, "", COMMENT)
    _refuse_own(spec_of(text))
    servers = _servers(stack)
    return _filled(_with_backends(text, servers), {**before, **servers})


def _with_backends(text: str, servers: Servers) -> str:
    """The route with those of these backends that it lacks."""
    spec = spec_of(text)
    lacking = [name for name in servers if name not in backends_of(spec)]
    if not lacking:
        return text
    refs = member(spec, "backendRefs")
    lines = "".join(f"{line}\n" for name in lacking for line in _backend(name))
    if refs is None:
        return put(text, (first(spec, text), f"backendRefs:\n{lines}"))
    return put(text, (first(refs, text), lines))


def _refuse_own(spec: yaml.Node) -> None:
    """Raises InputError where the user selects or authorizes."""
    for node in (*selecting(spec).values(), authorization_of(spec)):
        if node is not None:
            raise InputError(
                f"line {node.start_mark.line + 1}: the route selects tools or authorizes calls "
                "by itself; take that out, or write the policies to a route of their own"
            )
