"""How verdicts come about, with the figures of this version."""

from importlib.metadata import version

from classifier.classify import VERSION
from classifier.figures import figures
from classifier.rule_book import rules, warnings
from publisher.reference.values import MethodologyPage
from publisher.threats.pattern import patterns


def methodology_page() -> MethodologyPage:
    """The same for every catalog."""
    return MethodologyPage(
        toolrisk=version("toolrisk"),
        version=VERSION,
        rules=sum(1 for _ in rules()),
        warnings=sum(1 for _ in warnings()),
        patterns=len(patterns()),
        figures=figures(),
    )
