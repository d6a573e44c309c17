"""Envoy AI Gateway's route, its CEL in two engines and its patterns in RE2."""

from typing import Any

import pytest
import yaml

from catalog.errors import InputError
from catalog.model.policy import Policy, Rule, Ruling, ToolRule
from catalog.taxonomy import Action, Category, Risk
from publisher.adapt import Stack, adapt
from publisher.target import export, find
from publisher.targets.envoy import ABILITIES, merge, read, render
from tests.publisher.calls import CALLS, STACK, TOWN, Call, case, expected, rule
from tests.publisher.engines import CEL
from tests.publisher.envoy_proxy import Holds, authorizes, ruled, selects

TARGET = find("envoy")
DOCUMENT = export(TARGET, STACK).text
ADAPTED = adapt(STACK, ABILITIES).stack
NASTY = '") || true || ("\\\N{GRINNING FACE}\n    cel: "true" # ${x} {{x}} |a\0\N{LINE SEPARATOR}'
THEIRS = """\
apiVersion: aigateway.envoyproxy.io/v1beta1
kind: MCPRoute
metadata: {name: mine}
spec:
  parentRefs: [{name: front, kind: Gateway, group: gateway.networking.k8s.io}]
  securityPolicy:
    # Who may come in.
    oauth: {issuer: "https://login.example"}
  backendRefs:
    - name: harbour   # the harbour's
      kind: Backend
      group: gateway.envoyproxy.io
    - name: other
      kind: Backend
      group: gateway.envoyproxy.io
"""


def test_the_document_is_a_route_within_its_bounds() -> None:
    route = yaml.safe_load(DOCUMENT)
    assert (route["apiVersion"], route["kind"]) == (
        "aigateway.envoyproxy.io/v1beta1",
        "MCPRoute",
    )
    bounded(route["spec"])


def bounded(spec: dict[str, Any]) -> None:
    """What the resource's definition bounds; no registry has the definition itself."""
    assert spec["parentRefs"][0]["kind"] == "Gateway"
    assert 1 <= len(spec["backendRefs"]) <= 256
    for each in spec["backendRefs"]:
        selector = each["toolSelector"]
        assert all(1 <= len(some) <= 32 for some in selector.values())
        assert not {"include", "includeRegex"} <= set(selector)
        assert not {"exclude", "excludeRegex"} <= set(selector)
    rules = spec.get("securityPolicy", {}).get("authorization", {}).get("rules", [])
    assert len(rules) <= 32
    assert all(len(each.get("cel", "")) <= 4096 for each in rules)


@CEL
def test_every_call_of_the_table(holds: Holds) -> None:
    named = {(server, each.tool) for server, policy in ADAPTED.items() for each in policy.rules}
    for call in CALLS:
        should = expected(STACK, call, ABILITIES)
        if (call.server, call.tool) not in named:
            should = Ruling(action=Action.HIDE)
        assert ruled(holds, DOCUMENT, call) == should, call


@CEL
def test_a_tool_that_looks_at_arguments_is_listed_and_denied_without(holds: Holds) -> None:
    spec = yaml.safe_load(DOCUMENT)["spec"]
    manage = Call("harbour", "manage")
    assert authorizes(holds, spec, manage, None)
    assert not any(
        authorizes(holds, spec, manage, each)
        for each in ({}, {"name": "manage"}, {"arguments": None}, {"arguments": "list"})
    )


@CEL
def test_nothing_breaks_out_of_its_quotes(holds: Holds) -> None:
    mine = (
        rule(NASTY, Action.DENY, case(NASTY, Action.ALLOW, NASTY, NASTY)),
        rule(f"{NASTY}!", Action.HIDE),
        *(rule(f"{NASTY}{number}", Action.ALLOW) for number in range(40)),
    )
    stack: Stack = {"a": TOWN.model_copy(update={"rules": mine})}
    document = render(adapt(stack, ABILITIES).stack)
    assert document.isascii()
    calls = (
        Call("a", NASTY),
        Call("a", NASTY, {NASTY: NASTY}),
        Call("a", f"{NASTY}!"),
        Call("a", f"{NASTY}39"),
    )
    for call in calls:
        assert ruled(holds, document, call) == expected(stack, call, ABILITIES)
    assert ruled(holds, document, Call("a", f"{NASTY}40")).action is Action.HIDE


def test_a_server_without_tools_is_closed() -> None:
    closed = render({"a": TOWN.model_copy(update={"rules": ()})})
    selector = yaml.safe_load(closed)["spec"]["backendRefs"][0]["toolSelector"]
    assert not any(selects(selector, each) for each in ("", "a", "\0", "\N{GRINNING FACE}", "a\nb"))


@pytest.mark.parametrize("action", [Action.DENY, Action.ALLOW])
def test_what_does_not_fit_is_hidden(action: Action) -> None:
    cases = [case("", Action.ALLOW, "action", "list")] if action is Action.ALLOW else []
    tools = tuple(
        rule(f"a_tool_of_many_{number:05}", Action.DENY, *cases) for number in range(6000)
    )
    adapted = adapt({"a": TOWN.model_copy(update={"rules": tools})}, ABILITIES)
    document = render(adapted.stack)
    bounded(yaml.safe_load(document)["spec"])
    found = {each.tool: each for each in read(document)["a"]}
    assert len(found) == 6000
    assert {each.action for each in found.values()} <= {Action.DENY, Action.HIDE}
    assert any(each.action is Action.HIDE for each in found.values())
    assert any(each.cases for each in found.values()) is bool(cases)


@pytest.mark.parametrize("server", ["a/b", "A", "a_b", "", "-a", "a" * 64, "io.example/harbour"])
def test_what_is_no_name_of_a_backend_is_not_written(server: str) -> None:
    assert "cannot write these names" in export(TARGET, {server: TOWN}).losses[0]


@CEL
def test_the_users_route_is_kept_and_narrowed(holds: Holds) -> None:
    merged = merge(THEIRS, ADAPTED)
    kept = THEIRS.splitlines()
    assert all(line in merged.splitlines() for line in kept)
    assert merge(merged, ADAPTED) == merged
    spec = yaml.safe_load(merged)["spec"]
    assert [each["name"] for each in spec["backendRefs"]] == ["town-hall", "harbour", "other"]
    assert spec["securityPolicy"]["oauth"] == {"issuer": "https://login.example"}
    for call in CALLS:
        assert ruled(holds, merged, call) == ruled(holds, DOCUMENT, call)
    assert ruled(holds, merged, Call("other", "any")).action is Action.ALLOW
    assert merge(merged, {"town-hall": ADAPTED["town-hall"]}) == merged


def test_what_others_wrote_is_read_as_far_as_it_says() -> None:
    theirs = THEIRS.replace(
        "    - name: other\n",
        "    - name: other\n      toolSelector: {include: [b, a], excludeRegex: ['x.*']}\n",
    )
    rules = tuple(Rule(tool=tool, action=Action.ALLOW) for tool in ("a", "b"))
    assert read(theirs) == {"harbour": (), "other": rules}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("kind: Pod\nspec: {}\n", "kind is another"),
        ("kind: MCPRoute\n", "no spec"),
        ("kind: MCPRoute\nspec: {a: 1, a: 2}\n", "line 2: 'a' stands there twice"),
        ("[]\n", "no mapping"),
        (THEIRS.replace("kind: Backend", "toolSelector: {include: [a]}", 1), "line 11: the route"),
        (THEIRS.replace("oauth:", "authorization:"), "line 8: the route"),
        (THEIRS.replace("    - name: harbour", "    - {name: harbour}\n    - name: x"), "line 13"),
    ],
)
def test_another_route_is_refused(text: str, line: str) -> None:
    with pytest.raises(InputError, match=line) as error:
        merge(text, ADAPTED)
    assert "\n" not in str(error.value)


DENYING = "      - action: Deny\n"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (DENYING, f"      - action: Allow\n{DENYING}"),
        (DENYING, f'      - action: Allow\n        cel: "true"\n{DENYING}'),
        (DENYING, f"{DENYING}        source: {{}}\n"),
        ('cel: "(', 'cel: "false && ('),
    ],
)
def test_a_denial_that_does_not_hold_for_every_call_is_none(ours: str, theirs: str) -> None:
    denied = ToolRule(
        tool="t",
        action=Action.DENY,
        reason="r",
        category=Category.READ,
        risk=Risk.LOW,
        digest="sha256:0",
    )
    text = render({"s": Policy(server="s", rules=(denied,))})
    assert ours in text
    assert read(text)["s"] == (Rule(tool="t", action=Action.DENY, digest="sha256:0"),)
    (opened,) = read(text.replace(ours, theirs, 1))["s"]
    assert opened.action is Action.ALLOW


def test_a_selector_that_shows_more_than_it_names_is_read() -> None:
    text = render({"s": Policy(server="s", rules=())})
    assert read(text)["s"] == ()
    wide = text.replace("includeRegex:\n", "includeRegex:\n      - .*\n")
    assert read(wide)["s"] == (Rule(tool="*", action=Action.ALLOW),)
