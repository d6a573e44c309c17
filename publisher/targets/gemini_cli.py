"""Gemini CLI: a policy file, in TOML, for ~/.gemini/policies or an administrator's folder.

Held against the real engine, 0.61.0 (npm @google/gemini-cli-core); documented at
https://geminicli.com/docs/reference/policy-engine. The rule of the highest priority that is
for a call decides; of those with the same, the first. A tool that is denied whatever its
arguments are is taken off the list that the model sees: `denyMessage`, which the model reads
when a call is denied, tells here what is denied from what is hidden. A rule can look at
arguments (see `formats.gemini.patterns`). It cannot count calls.

Each of our rules has the highest priority, and a [[rule]] line whose comment is JSON: the tool
and the digest of its definition. They stand between two comments, before the user's own.
Whatever else a server has is denied. A server whose name makes that impossible (see
`formats.gemini.names`) is closed by a last rule that denies the tools of *every* server
without rules here; its message says what to do. One rule that the loader refuses makes it drop
the whole file, so that only what it is known to take is written.
"""

from collections.abc import Iterable, Mapping

from catalog.errors import InputError
from catalog.model.policy import Rule
from catalog.taxonomy import Action
from publisher.abilities import Abilities
from publisher.adapt import Stack
from publisher.formats.bounds import bounded
from publisher.formats.gemini import names
from publisher.formats.gemini.blocks import Block, blocks, joined, last, parsed
from publisher.formats.gemini.floor import at_least
from publisher.formats.gemini.patterns import writable
from publisher.formats.gemini.reading import rules_of
from publisher.formats.gemini.rules import KIND, Entries, entries, noted
from publisher.formats.marked import marked, parts
from publisher.formats.toml_text import read_toml

SUFFIX = ".toml"
STACKS = True
COMMENT = "#"


def spelled(server: str, tool: str) -> str | None:
    """Servers are told apart even where tools of theirs have the same name."""
    return (
        None if names.written(server, tool) is None else f"{server}\0{names.called(server, tool)}"
    )


ABILITIES = Abilities(
    actions=frozenset({Action.ALLOW, Action.ASK, Action.DENY, Action.HIDE}),
    arguments=True,
    writes=writable,
    spelled=spelled,
    remarks=("Gemini CLI takes tools off its list that are denied whatever their arguments are.",),
)


def render(stack: Stack) -> str:
    """The document of these policies alone."""
    return _document(blocks(stack))


def _document(found: Iterable[Block]) -> str:
    return marked(COMMENT, f"\n{joined(found)}")


def read(text: str) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of a document; of what cannot be told, the laxest that it may be."""
    ours, theirs = _cut(text)
    notes = [noted(line) for line in ours.splitlines() if line.startswith("[[rule]]")]
    found = (*entries(read_toml(ours, KIND), notes), *entries(read_toml(theirs, KIND)))
    return rules_of(Entries.of(found))


def _cut(text: str) -> tuple[str, str]:
    """What is ours, and the rest. Raises InputError where we stand in several places."""
    found = parts(bounded(text, KIND), COMMENT)
    own = [each.text for each in found if each.ours]
    if len(own) > 1:
        raise InputError(f"no {KIND}: what toolrisk made stands there twice; keep one part")
    return "".join(own), "".join(each.text for each in found if not each.ours)


def merge(theirs: str, stack: Stack) -> str:
    """Our rules before all of theirs, each as strict as any of theirs that may be for its tool."""
    before, rest = _cut(theirs)
    own = Entries.of(entries(read_toml(rest, KIND)))
    narrowed = {
        server: policy.model_copy(
            update={
                "rules": tuple(
                    at_least(rule, _strictest(own, server, rule.tool)) for rule in policy.rules
                )
            }
        )
        for server, policy in stack.items()
    }
    kept = [
        each for each in parsed(before, KIND) if not each.last and not each.servers & set(stack)
    ]
    new = list(blocks(narrowed))
    unclosed = frozenset[str]().union(
        *(each.servers for each in new if each.last),
        *(each.servers - set(stack) for each in parsed(before, KIND) if each.last),
    )
    closing = [last(unclosed)] if unclosed else []
    made = _document([*(each for each in new if not each.last), *kept, *closing])
    merged = f"{made}\n{rest.lstrip()}" if rest.strip() else made
    return _whole(merged, made, rest)


def _strictest(own: Entries, server: str, tool: str) -> Action:
    """The strictest that a rule of the user's may do to the tool; a condition may always hold."""
    found = (each.action for each in own.covering(server, names.called(server, tool)))
    return max(found, key=lambda each: each.rank, default=Action.ALLOW)


def _whole(merged: str, made: str, rest: str) -> str:
    """The document, which has to have our rules and theirs, and nothing else."""
    ours, theirs = read_toml(made, KIND), read_toml(rest, KIND)
    rules = [*ours.get("rule", []), *theirs.get("rule", [])]
    try:
        whole = read_toml(merged, KIND)
    except InputError:
        whole = {}
    if whole != {**theirs, "rule": rules}:
        raise InputError(
            f"no {KIND}: it has keys before its first table; write rules as [[rule]] tables"
        )
    return merged
