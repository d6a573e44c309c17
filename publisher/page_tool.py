"""One tool, its verdict and its rule → what its page says. Pure."""

from collections.abc import Iterator

from catalog.model.classification import Classification, Finding
from catalog.model.page import Oddity, Quote, ToolLine, ToolPage
from catalog.model.policy import Policy, ToolRule
from catalog.model.server import Server
from catalog.model.tool import Tool
from catalog.taxonomy import (
    CATEGORY_MEANING,
    RISK_MEANING,
    Level,
)
from publisher.actions import SHOWN as ACTIONS
from publisher.actions import action_lines
from publisher.addresses import server_address
from publisher.answers import answers
from publisher.claims import claims
from publisher.excerpt import LINE, NAME, QUOTE, TEXT, cut, first_sentence
from publisher.history import UNKNOWN, History
from publisher.opinions import decided
from publisher.parameters import parameters
from publisher.passages import passages
from publisher.target import recommended
from publisher.threats.pattern import patterns_of
from publisher.warned import warned
from publisher.words import tool as words
from publisher.words.changes import ruled
from publisher.words.places import place

EVIDENCE = 30
"""Findings shown on a page."""

RATIONALE = 2_000
"""Code points of a rationale; it quotes strangers."""

WARNINGS = 20
"""Warnings shown on a page."""


def tool_page(
    server: Server,
    tool: Tool,
    verdict: Classification,
    rule: ToolRule,
    address: str,
    history: History = UNKNOWN,
    *,
    odd: tuple[Oddity, ...] = (),
    tokens: int = 0,
    unverified: bool = False,
) -> ToolPage:
    """What the page of `tool` says; `rule` is the one that its server's policy has for it.

    `odd` is what shows only beside the other tools of the server.
    """
    shown = parameters(tool, verdict.findings)
    document = recommended(Policy(server=server.id, rules=(rule,)))
    return ToolPage(
        address=address,
        tool=tool.name,
        title=cut(tool.name, NAME),
        label=cut(tool.title, NAME) if tool.title and tool.title != tool.name else None,
        server=server.id,
        server_title=cut(server.title, NAME),
        server_address=server_address(server.slug),
        summary=_summary(server, tool, verdict, unverified=unverified),
        lead=first_sentence(tool.description),
        passages=passages(server, tool, verdict.findings[:EVIDENCE]),
        category=verdict.category,
        meaning=CATEGORY_MEANING[verdict.category],
        baseline=verdict.baseline,
        risk=verdict.risk,
        risk_meaning=RISK_MEANING[verdict.risk],
        confidence=verdict.confidence,
        abstained=verdict.abstained,
        rationale=cut(verdict.rationale, RATIONALE),
        effects=verdict.effects,
        traits=verdict.traits,
        evidence=tuple(_quote(each) for each in verdict.findings[:EVIDENCE]),
        warnings=(*odd, *_warnings(tool, verdict))[:WARNINGS],
        actions=action_lines(verdict.actions, rule),
        parameters=shown.shown,
        claims=claims(tool, verdict),
        patterns=_patterns(verdict),
        notes=tuple(_notes(verdict, shown.more)),
        recommended=rule,
        action=rule.action,
        rule=_rule(tool, rule),
        reason=rule.reason,
        advice=_advice(tool, rule) + words.ELSE_DENIED,
        policy=document.text,
        losses=document.losses,
        questions=answers(server, tool, verdict, rule),
        decided_by=verdict.decided_by,
        decided=decided(verdict),
        version=verdict.version,
        judged_at=history.judged_at,
        digest=tool.digest,
        context=words.CONTEXT if tool.description else words.CONTEXT + words.CONTEXT_SIBLINGS,
        context_digest=verdict.context_digest,
        tokens=tokens,
        unverified=unverified,
        history=history.entries,
        older=history.older,
    )


def tool_line(page: ToolPage) -> ToolLine:
    """The tool in its server's list."""
    return ToolLine(
        title=page.title,
        address=page.address,
        category=page.category,
        risk=page.risk,
        abstained=page.abstained,
        action=page.action,
        rule=page.rule,
        summary=page.lead,
        tokens=page.tokens,
        unverified=page.unverified,
    )


def _summary(server: Server, tool: Tool, verdict: Classification, *, unverified: bool) -> str:
    said = words.TOOL_SUMMARY_ABSTAINED if verdict.abstained else words.TOOL_SUMMARY
    return (said + words.TOOL_SUMMARY_UNVERIFIED if unverified else said).format(
        tool=cut(tool.name, NAME),
        server=cut(server.title, NAME),
        a_category=words.A_CATEGORY[verdict.category],
        risk=verdict.risk,
    )


def _spaced(word: str) -> str:
    return word.replace("_", " ")


def _quote(finding: Finding) -> Quote:
    return Quote(
        says=_spaced(finding.says),
        place=cut(place(finding.field), LINE),
        field=cut(finding.field, TEXT),
        quote=cut(finding.quote, QUOTE),
        start=finding.start,
        end=finding.end,
        rule=finding.rule,
    )


def _warnings(tool: Tool, verdict: Classification) -> Iterator[Oddity]:
    for each in verdict.warnings:
        if each.level is Level.SHOWN:
            yield Oddity(rule=each.rule, says=warned(each))
    yield from (Oddity(rule=None, says=cut(each, TEXT)) for each in tool.warnings)


def _patterns(verdict: Classification) -> tuple[str, ...]:
    """Of an unclassified tool nothing is known that a pattern could abuse."""
    if verdict.abstained:
        return ()
    found = patterns_of(verdict.effects, verdict.traits, verdict.category)
    return tuple(each.id for each in found)


def _notes(verdict: Classification, more_parameters: int) -> Iterator[str]:
    if more_parameters:
        yield words.MORE_PARAMETERS.format(more=more_parameters)
    if len(verdict.findings) > EVIDENCE:
        yield words.MORE_EVIDENCE.format(more=len(verdict.findings) - EVIDENCE)
    if len(verdict.actions) > ACTIONS:
        yield words.MORE_ACTIONS.format(more=len(verdict.actions) - ACTIONS)


def _rule(tool: Tool, rule: ToolRule) -> str:
    label = _filled(words.RULE[rule.action], tool, rule)
    return words.RULE_BY_ARGUMENT.format(rule=label) if rule.cases else label


def _advice(tool: Tool, rule: ToolRule) -> str:
    if not rule.cases:
        return _filled(words.ADVICE[rule.action], tool, rule)
    cases = (
        words.CASE.format(values=cut(", ".join(case.when.values), LINE), ruled=ruled(case))
        for case in rule.cases
    )
    return words.ADVICE_BY_ARGUMENT.format(
        tool=cut(tool.name, NAME),
        parameter=cut(rule.cases[0].when.parameter, NAME),
        cases="; ".join(cases),
        otherwise=ruled(rule),
    )


def _filled(sentence: str, tool: Tool, rule: ToolRule) -> str:
    limit = rule.limit.model_dump() if rule.limit else {}
    return sentence.format(tool=cut(tool.name, NAME), **limit)
