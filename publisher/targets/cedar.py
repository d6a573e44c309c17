"""Cedar: policies for whoever asks a Cedar engine before a tool is shown or called.

Source: https://docs.cedarpolicy.com, language version 4, read in November 2026; evaluated and
strictly validated by cedarpy 4.12.2. The caller asks whether a `Client` may
`Action::"call"` or `Action::"list"` a `Tool::"server/tool"`, a / or % of the server's name
written as in a URL. A call's context is

- `input`: those of its arguments that are strings;
- `calls`: how many calls of the tool were let through in this `minute`, `hour` and `day`;
- `approved`: whether a person has approved the call. What is refused only without it asks.

Cedar can say all that a policy does: what may be listed but not called is denied, what may
not be listed is hidden. A limit counts the calls of a tool; its counter's name is not kept.
Digests and reasons are annotations. A forbid stands beside each permit that has a condition,
so that a broad permit of the user's does not open what our policies close; tools that they
do not name are left to the user's. The schema stands in the document, as comment.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from catalog.model.policy import Rule, ToolRule
from catalog.taxonomy import Action
from publisher.abilities import Abilities
from publisher.adapt import Stack
from publisher.formats.cedar.language import COMMENT, STRING, policies, quoted, unquoted
from publisher.formats.cedar.reading import BROAD, EVERY, Seen, rule_of
from publisher.formats.cedar.schema import told
from publisher.formats.cedar.writing import ALWAYS, NEVER, condition, statement
from publisher.formats.marked import marked, replaced
from publisher.formats.spelling import unicode

SUFFIX = ".cedar"
STACKS = True

CALL, LIST = 'Action::"call"', 'Action::"list"'
_TOOL = re.compile(
    rf'principal(?P<some>[^,]*) , action(?P<action>| == Action :: "call"| == Action :: "list"'
    rf'| in \[ Action :: "call" , Action :: "list" \]) , '
    rf"resource == Tool :: (?P<tool>{STRING})",
    re.DOTALL,
)


def spelled(server: str, tool: str) -> str | None:
    """The id of the tool's entity."""
    if not unicode(server) or not unicode(tool):
        return None
    return f"{server.replace('%', '%25').replace('/', '%2F')}/{tool}"


ABILITIES = Abilities(
    actions=frozenset(Action),
    arguments=True,
    limits_by_argument=True,
    spelled=spelled,
    writes=unicode,
)


def render(stack: Stack) -> str:
    """The policies of these servers."""
    body = [told(stack)]
    for server, policy in stack.items():
        for rule in policy.rules:
            body += ["\n", *_policies(f"Tool::{quoted(spelled(server, rule.tool) or '')}", rule)]
    return marked(COMMENT, "".join(body))


def _policies(tool: str, rule: ToolRule) -> Iterator[str]:
    notes = {"digest": rule.digest, "reason": rule.reason}
    resource = f"resource == {tool}"
    passes = condition(rule)
    if rule.action is Action.HIDE:
        yield statement("forbid", f"principal, action, {resource}", ALWAYS, notes)
        return
    if passes == ALWAYS:
        scope = f"principal, action in [{CALL}, {LIST}], {resource}"
        yield statement("permit", scope, ALWAYS, notes)
        return
    yield statement("permit", f"principal, action == {LIST}, {resource}", ALWAYS, {})
    scope = f"principal, action == {CALL}, {resource}"
    if passes != NEVER:
        yield statement("permit", scope, passes, {})
    yield statement("forbid", scope, passes, notes, unless=True)


def read(text: str) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of a document: of policies about one tool each.

    What is permitted to some callers is read as permitted; what is forbidden to some, as not.
    Where others may be permitted, `*` stands for the tools that it does not name.
    """
    calls: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    closed: set[tuple[str, str]] = set()
    broad: list[Seen] = []
    for policy in policies(text):
        match = _TOOL.fullmatch(policy.scope)
        if match is None or (match["some"] and policy.effect == "forbid"):
            broad += [BROAD] if match is None and policy.effect == "permit" else []
            continue
        server, _, tool = unquoted(match["tool"]).partition("/")
        name = unquote(server), tool
        seen = calls[name]
        if '"call"' in match["action"] or not match["action"]:
            seen.append(Seen(policy.effect, policy.conditions, policy.annotations.get("digest")))
        if not match["action"] and (policy.effect, policy.conditions) == ("forbid", ""):
            closed.add(name)
    for server in {name for name, _ in calls} if broad else ():
        calls.setdefault((server, EVERY), [])
    servers: dict[str, list[Rule]] = defaultdict(list)
    for (server, tool), seen in sorted(calls.items()):
        rule = rule_of(tool, [*seen, *broad])
        hidden = {"action": Action.HIDE} if (server, tool) in closed else {}
        servers[server].append(rule.model_copy(update=hidden))
    return {server: tuple(rules) for server, rules in servers.items()}


def merge(theirs: str, stack: Stack) -> str:
    """The user's document with these policies for those that it had of ours.

    What the user forbids stays forbidden. Raises InputError for a text that is no Cedar.
    """
    read(theirs)
    return replaced(theirs, render(stack), COMMENT)
