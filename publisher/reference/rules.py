"""Every rule of the classifier with what it matched. Pure, but for the register."""

from collections.abc import Iterator

from classifier.classify import VERSION
from classifier.figures import figures
from classifier.rule_book import Told, guards, rules, warnings
from classifier.rule_scores import RuleScore
from publisher.addresses import safe_slug
from publisher.browse.ranking import ranked
from publisher.browse.tally import Tallies
from publisher.browse.topics import EVERY, Topic
from publisher.reference.values import RuleLine, RulePage, RulesPage


def rules_page(tallies: Tallies) -> RulesPage:
    """All of them: what says an effect first, then the warnings."""
    return RulesPage(
        version=VERSION,
        tools=tallies.of(Topic("server", EVERY)).tools,
        rules=tuple(_line(each, tallies) for each in told()),
        guards=tuple(guards()),
    )


def rule_pages(tallies: Tallies) -> Iterator[RulePage]:
    """The page of each."""
    every = tallies.of(Topic("server", EVERY)).tools
    measured = _measured()
    for rule in told():
        tally = tallies.of(Topic("rule", rule.id))
        yield RulePage(
            address=rule_address(rule.id),
            rule=rule,
            version=VERSION,
            tools=tally.tools,
            all_tools=every,
            servers=tallies.seen(tally)[0],
            unverified=tally.unverified,
            measured=measured.get(rule.id),
            examples=tuple(map(ranked, tally.gravest)),
        )


def _measured() -> dict[str, RuleScore]:
    """What was measured of these very rules; figures of other ones tell nothing of them."""
    taken = figures()
    return {each.rule: each for each in taken.rules.rules} if taken.version == VERSION else {}


def rule_address(rule: str) -> str:
    """The address of a rule's page."""
    return f"rules/{safe_slug(rule)}.html"


def told() -> list[Told]:
    """Everything that has a page."""
    return [*rules(), *warnings()]


def _line(rule: Told, tallies: Tallies) -> RuleLine:
    tally = tallies.of(Topic("rule", rule.id))
    return RuleLine(
        id=rule.id,
        warns=rule.kind == "warning",
        says=rule.says,
        address=rule_address(rule.id),
        tools=tally.tools,
        servers=tallies.seen(tally)[0],
    )
