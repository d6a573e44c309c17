"""The documented patterns, each with the tools that offer access of its kind. Pure."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from catalog.taxonomy import CATEGORY_MEANING, EFFECT_MEANING, TRAIT_MEANING
from publisher.addresses import safe_slug
from publisher.browse.ranking import ranked
from publisher.browse.tally import Tallies
from publisher.browse.topics import EVERY, Topic
from publisher.reference.values import PatternLine, PatternPage, PatternsPage
from publisher.threats.pattern import Ability, Access, Pattern, ordered, patterns
from publisher.words import reference as words

MEANING: dict[Ability, str] = dict(
    [*EFFECT_MEANING.items(), *TRAIT_MEANING.items(), *CATEGORY_MEANING.items()]
)


def patterns_page(tallies: Tallies) -> PatternsPage:
    """All of them, in the order in which they are kept: by who documented them."""
    every = tallies.of(Topic("server", EVERY))
    return PatternsPage(
        tools=every.tools,
        servers=tallies.seen(every)[0],
        patterns=tuple(_line(each, tallies) for each in patterns().values()),
    )


def pattern_pages(tallies: Tallies) -> Iterator[PatternPage]:
    """The page of each."""
    every = tallies.of(Topic("server", EVERY))
    all_servers, _ = tallies.seen(every)
    for pattern in patterns().values():
        tally = tallies.of(Topic("pattern", pattern.id))
        yield PatternPage(
            address=pattern_address(pattern),
            pattern=pattern,
            host=urlsplit(pattern.url).hostname or "",
            access=tuple(map(_in_words, pattern.access)),
            searches=tuple(map(_search, pattern.access)),
            tools=tally.tools,
            all_tools=every.tools,
            servers=tallies.seen(tally)[0],
            all_servers=all_servers,
            unverified=tally.unverified,
            gravest=tuple(map(ranked, tally.gravest)),
        )


def pattern_address(pattern: Pattern) -> str:
    """The address of a pattern's page."""
    return f"patterns/{safe_slug(pattern.id.lower().replace(':', '-').replace('.', '-'))}.html"


def _line(pattern: Pattern, tallies: Tallies) -> PatternLine:
    tally = tallies.of(Topic("pattern", pattern.id))
    return PatternLine(
        pattern=pattern,
        address=pattern_address(pattern),
        tools=tally.tools,
        servers=tallies.seen(tally)[0],
    )


def _in_words(access: Access) -> str:
    meanings = words.AND_THAT.join(MEANING[each] for each in ordered(access))
    return words.ACCESS_BY.format(meanings=meanings)


def _search(access: Access) -> str:
    return " ".join(f"{type(each).__name__}:{each}".lower() for each in ordered(access))
