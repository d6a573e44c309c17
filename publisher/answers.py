"""The six questions that a tool's reader has, answered from its verdict and its rule.

Each document in an answer is written by the same target as the recommended one, so that
no answer can speak of a format that the rule is not in.
"""

from catalog.model.classification import Classification
from catalog.model.page import Answer
from catalog.model.policy import Limit, Policy, ToolRule
from catalog.model.server import Server
from catalog.model.tool import Tool
from catalog.taxonomy import CATEGORY_MEANING, RISK_MEANING, Action
from publisher.excerpt import LINE, NAME, cut, first_sentence
from publisher.policy.advice import EXECUTIONS_A_MINUTE, a_minute
from publisher.policy.recommend import counter_of
from publisher.target import recommended
from publisher.words import tool as words

READS_A_MINUTE = 60
"""Shown to who wants a cap on a Read tool; PolicyLayer's server pages suggest it."""

BLOCKED = {
    Action.ALLOW: words.BLOCK_INSTEAD,
    Action.LIMIT: words.BLOCK_INSTEAD,
    Action.ASK: words.BLOCK_ASKED,
    Action.DENY: words.BLOCK_DENIED,
}
"""How to block a tool, by what the recommended rule does with all of its calls."""

SOURCES = 10
"""Registries named on a page."""


def answers(
    server: Server, tool: Tool, verdict: Classification, rule: ToolRule
) -> tuple[Answer, ...]:
    """What it does, how to enforce, its risk, how to cap it, how to block it, whose it is."""
    name, home = cut(tool.name, NAME), cut(server.title, NAME)
    return (
        Answer(question=words.WHAT.format(tool=name), answer=_what(tool, verdict)),
        Answer(
            question=words.ENFORCE.format(tool=name),
            answer=words.ENFORCE_ANSWER.format(server=home),
        ),
        Answer(question=words.RISK.format(tool=name), answer=_risk(verdict)),
        _capped(words.LIMIT.format(tool=name), rule),
        _blocked(words.BLOCK.format(tool=name), rule),
        Answer(question=words.PROVIDER.format(tool=name), answer=_provider(server, home)),
    )


def sources(server: Server) -> tuple[str, ...]:
    """Where the server was found: registry and version, each once, the first SOURCES."""
    found = (f"{each.source} {each.version}".strip() for each in server.listings)
    return tuple(cut(each, LINE) for each in dict.fromkeys(found))[:SOURCES]


def document(rule: ToolRule, server: str) -> str:
    """The policy document with this rule alone."""
    return recommended(Policy(server=server, rules=(rule,))).text


def _what(tool: Tool, verdict: Classification) -> str:
    said = first_sentence(tool.description) or words.WHAT_NOTHING
    said += "" if said.endswith((".", "!", "?", "…")) else "."
    if verdict.abstained:
        return said + words.WHAT_ABSTAINED.format(category=verdict.category)
    return said + words.WHAT_CATEGORY.format(
        a_category=words.A_CATEGORY[verdict.category], meaning=CATEGORY_MEANING[verdict.category]
    )


def _risk(verdict: Classification) -> str:
    risk = verdict.risk.capitalize()
    if verdict.abstained:
        return words.RISK_ABSTAINED.format(risk=verdict.risk)
    said = words.RISK_ANSWER.format(risk=risk, meaning=RISK_MEANING[verdict.risk])
    same = verdict.risk is verdict.baseline
    usual = words.RISK_SAME if same else words.RISK_OTHER
    return said + usual.format(category=verdict.category, baseline=verdict.baseline)


def _capped(question: str, rule: ToolRule) -> Answer:
    if rule.limit is not None and not rule.cases:
        answer = words.LIMIT_DONE.format(**rule.limit.model_dump(exclude={"scope", "counter"}))
        return Answer(question=question, answer=answer)
    allowed = rule.action is Action.ALLOW
    limit = a_minute(counter_of(rule.tool), READS_A_MINUTE if allowed else EXECUTIONS_A_MINUTE)
    said = words.LIMIT_ADD if allowed else words.LIMIT_INSTEAD
    if rule.cases:
        said = words.LIMIT_BY_ARGUMENT
    return Answer(
        question=question,
        answer=said.format(max=limit.max, window=limit.window),
        policy=_instead(rule, Action.LIMIT, limit),
    )


def _blocked(question: str, rule: ToolRule) -> Answer:
    if rule.action is Action.HIDE:
        return Answer(question=question, answer=words.BLOCK_DONE)
    answer = words.BLOCK_BY_ARGUMENT if rule.cases else BLOCKED[rule.action]
    return Answer(question=question, answer=answer, policy=_instead(rule, Action.HIDE))


def _instead(rule: ToolRule, action: Action, limit: Limit | None = None) -> str:
    changed = {"action": action, "limit": limit, "cases": ()}
    other = ToolRule.model_validate({**rule.model_dump(), **changed})
    return document(other, "")


def _provider(server: Server, home: str) -> str:
    found = ", ".join(sources(server))
    said = words.PROVIDER_FOUND if found else words.PROVIDER_ANSWER
    return said.format(server=home, id=cut(server.id, NAME), sources=found)
