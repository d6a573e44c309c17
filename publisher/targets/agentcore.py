"""AWS AgentCore: the Cedar policies of a gateway's policy engine.

Source: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/policy-schema-constraints.html
and policy-scope.html, read in November 2026. A tool is the action `Target___tool` (three
underscores; a target's name has none), the resource is the gateway, and the context has the
arguments alone: no counts, so that a limit becomes a denial, as does what a person has to
approve. Action names are no patterns, and what no policy permits is denied. The service
cannot be had without an account: cedarpy 4.12.2 evaluates the text and validates it against
a schema of the documented shape.

The service lists only tools that some policy might permit. So what is denied is also hidden,
and an annotation tells the two apart; digest and reason are annotations, too. The resource
has to be the gateway's own ARN: the documents have `GATEWAY` in its place, and a merge takes
over the ARN of the document that it is merged into.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from catalog.model.policy import Rule, ToolRule
from catalog.taxonomy import Action
from publisher.abilities import Abilities
from publisher.adapt import Stack
from publisher.formats.cedar.language import COMMENT, STRING, policies, quoted, unquoted
from publisher.formats.cedar.reading import BROAD, EVERY, Seen, rule_of
from publisher.formats.cedar.writing import ALWAYS, NEVER, condition, statement
from publisher.formats.marked import marked, replaced
from publisher.formats.spelling import unicode

SUFFIX = ".cedar"
STACKS = True

GATEWAY = "arn:aws:bedrock-agentcore:REGION:ACCOUNT:gateway/GATEWAY"
_TARGET = re.compile(r"[0-9a-zA-Z](?:-?[0-9a-zA-Z]){0,99}", re.ASCII)
_SCOPE = re.compile(
    r"principal(?P<some> == [^,]*)?(?: is AgentCore :: \w+)? , "
    rf"action == AgentCore :: Action :: (?P<action>{STRING}) , "
    rf"resource(?: is AgentCore :: Gateway| == AgentCore :: Gateway :: (?P<gateway>{STRING}))",
    re.DOTALL,
)


def spelled(server: str, tool: str) -> str | None:
    """The id of the action; None for what is no name of a target."""
    return f"{server}___{tool}" if _TARGET.fullmatch(server) and unicode(tool) else None


ABILITIES = Abilities(
    actions=frozenset({Action.ALLOW, Action.DENY, Action.HIDE}),
    arguments=True,
    spelled=spelled,
    writes=unicode,
    remarks=(
        f"Write the ARN of your gateway in the place of {GATEWAY}.",
        "AgentCore lists only tools that may be called: what is denied is hidden, too.",
    ),
)


def render(stack: Stack) -> str:
    """The policies of these targets, for the gateway whose ARN is still to be written."""
    return _document(stack, GATEWAY)


def _document(stack: Stack, gateway: str) -> str:
    parts = [
        "".join(_policies(quoted(f"{server}___{rule.tool}"), rule, quoted(gateway)))
        for server, policy in stack.items()
        for rule in policy.rules
    ]
    return marked(COMMENT, "\n".join(parts))


def _policies(action: str, rule: ToolRule, gateway: str) -> Iterator[str]:
    notes = {"action": rule.action.value, "digest": rule.digest, "reason": rule.reason}
    scope = (
        f"principal, action == AgentCore::Action::{action}, "
        f"resource == AgentCore::Gateway::{gateway}"
    )
    passes = condition(rule)
    if passes == ALWAYS:
        yield statement("permit", scope, passes, notes)
        return
    if passes != NEVER:
        yield statement("permit", scope, passes, {})
    yield statement("forbid", scope, passes, notes, unless=True)


def read(text: str) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of a document, by target: of policies about one tool each.

    Where others may be permitted, `*` stands for the tools that it does not name.
    """
    broad: list[Seen] = []
    calls: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    hidden: set[tuple[str, str]] = set()
    for policy in policies(text):
        match = _SCOPE.fullmatch(policy.scope)
        if match is None or (match["some"] and policy.effect == "forbid"):
            broad += [BROAD] if match is None and policy.effect == "permit" else []
            continue
        server, _, tool = unquoted(match["action"]).partition("___")
        notes = policy.annotations
        calls[server, tool].append(Seen(policy.effect, policy.conditions, notes.get("digest")))
        if notes.get("action") == Action.HIDE:
            hidden.add((server, tool))
    for server in {name for name, _ in calls} if broad else ():
        calls.setdefault((server, EVERY), [])
    servers: dict[str, list[Rule]] = defaultdict(list)
    for name, seen in sorted(calls.items()):
        rule = rule_of(name[1], [*seen, *broad])
        hides = name in hidden and rule.action is Action.DENY and not rule.cases
        servers[name[0]].append(rule.model_copy(update={"action": Action.HIDE} if hides else {}))
    return {server: tuple(rules) for server, rules in servers.items()}


def merge(theirs: str, stack: Stack) -> str:
    """The user's document with these policies, for their gateway, for those that were ours.

    What the user forbids stays forbidden. Raises InputError for a text that is no Cedar.
    """
    found = (_SCOPE.fullmatch(policy.scope) for policy in policies(theirs))
    gateways = [unquoted(each["gateway"]) for each in found if each and each["gateway"]]
    named = [each for each in gateways if each != GATEWAY]
    return replaced(theirs, _document(stack, named[0] if named else GATEWAY), COMMENT)
