"""What the pages of reference say, as data: the patterns, the rules, the method."""

from typing import Literal

from catalog.model.value import Value
from classifier.figures import Figures
from classifier.rule_book import Guarding, Told
from classifier.rule_scores import RuleScore
from publisher.browse.values import RankedTool
from publisher.threats.pattern import Pattern


class PatternLine(Value):
    """A documented pattern in the list of all, with how much offers access of its kind."""

    pattern: Pattern
    address: str
    tools: int
    servers: int


class PatternsPage(Value):
    """All documented patterns; `tools` and `servers` are all that were looked at."""

    kind: Literal["patterns"] = "patterns"
    schema_version: Literal[1] = 1
    address: str = "patterns/index.html"
    tools: int
    servers: int
    patterns: tuple[PatternLine, ...]


class PatternPage(Value):
    """One pattern, and who offers access of the kind that it abuses: never who is vulnerable.

    `tools` of `all_tools` on `servers` of those that were looked at; on others the source
    names `unverified` tools. `host` is where its source is read. `access` has the kinds in
    words, `searches` what finds such tools. The gravest are each of another server.
    """

    kind: Literal["pattern"] = "pattern"
    schema_version: Literal[1] = 1
    address: str
    pattern: Pattern
    host: str
    access: tuple[str, ...]
    searches: tuple[str, ...]
    tools: int
    all_tools: int
    servers: int
    all_servers: int
    unverified: int
    gravest: tuple[RankedTool, ...]


class RuleLine(Value):
    """A rule in the list of all, with what it matched."""

    id: str
    warns: bool
    says: tuple[str, ...]
    address: str
    tools: int
    servers: int


class RulesPage(Value):
    """Every rule of the classifier; `tools` are all that were looked at."""

    kind: Literal["rules"] = "rules"
    schema_version: Literal[1] = 1
    address: str = "rules/index.html"
    version: str
    tools: int
    rules: tuple[RuleLine, ...]
    guards: tuple[Guarding, ...]


class RulePage(Value):
    """One rule, and what it matched: `tools` of `all_tools` that were looked at.

    `measured` is how often it was right on labelled tools, where these rules were measured.
    """

    kind: Literal["rule"] = "rule"
    schema_version: Literal[1] = 1
    address: str
    rule: Told
    version: str
    tools: int
    all_tools: int
    servers: int
    unverified: int
    measured: RuleScore | None
    examples: tuple[RankedTool, ...]


class MethodologyPage(Value):
    """How verdicts come about, and how good they were when they were measured.

    `version` is that of the rules; `figures` may be of another one.
    """

    kind: Literal["methodology"] = "methodology"
    schema_version: Literal[1] = 1
    address: str = "methodology.html"
    toolrisk: str
    version: str
    rules: int
    warnings: int
    patterns: int
    figures: Figures
