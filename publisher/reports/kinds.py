"""What each kind of finding means and what to do about it, for people and for code scanning.

`severity` is on the scale of CVSS, as code scanning reads it:
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
Threats are named by their ids in OWASP's MCP Top 10 (beta, April 2026), SAFE-MCP and MITRE
ATLAS 5.6: this is the kind of access, or of change, that they are about.
"""

from typing import NamedTuple

from catalog.model.matter import Kind, Matter
from catalog.taxonomy import RISK_MEANING, Risk


class Meaning(NamedTuple):
    """A kind in words. `key` is its name in reports."""

    key: str
    title: str
    help: str
    severity: float
    threats: tuple[str, ...] = ()


RUG_PULL = ("SAFE-T1201", "AML.T0109")
POISONING = ("MCP03:2025", "SAFE-T1001", "AML.T0110")

MEANINGS = {
    Kind.POISONED: Meaning(
        "poisoned",
        "The text speaks to the agent",
        "The texts of the tool, or of its server, steer the agent or hide something from its user. "
        "Do not use the server until somebody has read the quote; then accept it, or remove it.",
        8.8,
        POISONING,
    ),
    Kind.CHANGED: Meaning(
        "changed",
        "The definition is not the one that was agreed to",
        "The tool, or what its server is started from, is another than in toolrisk.lock. Read what "
        "changed, then agree with: toolrisk check --update",
        7.5,
        RUG_PULL,
    ),
    Kind.NEW: Meaning(
        "new",
        "Nobody has agreed to it",
        "The tool is not in toolrisk.lock. Look at what it can do, then agree with: "
        "toolrisk check --update",
        6.0,
        ("MCP09:2025",),
    ),
    Kind.RAISED: Meaning(
        "raised",
        "The risk is higher than it was",
        "What the tool can do is judged graver than in toolrisk.lock. Look at why, then agree "
        "with: toolrisk check --update",
        7.0,
        RUG_PULL,
    ),
    Kind.COMBINATION: Meaning(
        "combination",
        "Tools of several servers are worse together",
        "An agent that has all of these servers can be made to use one against the others. Give "
        "them to different agents, or deny one of the tools.",
        8.0,
        ("MCP06:2025", "AML.T0086"),
    ),
    Kind.NOT_ALLOWED: Meaning(
        "not-allowed",
        "The project's policy forbids it",
        "The policy denies or hides the tool, and the configuration offers it to the agent. Put "
        "the policy in place with: toolrisk policy",
        7.0,
    ),
    Kind.UNKNOWN: Meaning(
        "unknown",
        "What it can do is not known",
        "The server could not be asked for its tools, or not all that it said could be read. That "
        "does not make it safe.",
        5.0,
    ),
    Kind.GONE: Meaning(
        "gone", "It is there no more", "The lock names it; --update forgets it.", 0.0
    ),
}

SEVERITY = {Risk.LOW: 2.0, Risk.MEDIUM: 5.0, Risk.HIGH: 8.0, Risk.CRITICAL: 9.5}
OF_RISK = {
    risk: Meaning(
        f"risk-{risk}",
        f"The tool is of {risk} risk",
        f"It stands for this: {RISK_MEANING[risk]}. Hide or limit it with a policy, or accept it "
        "with: toolrisk check --accept SERVER/TOOL --why TEXT --until DATE",
        SEVERITY[risk],
    )
    for risk in Risk
}

ALL = (*MEANINGS.values(), *OF_RISK.values())


def meaning(matter: Matter) -> Meaning:
    """What this finding means."""
    return OF_RISK[matter.risk or Risk.LOW] if matter.kind is Kind.RISK else MEANINGS[matter.kind]
