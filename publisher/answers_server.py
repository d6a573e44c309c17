"""The questions that a server's reader has, answered from the lines of its tools."""

from collections import Counter
from collections.abc import Iterator, Sequence

from catalog.model.page import Answer, ToolLine
from catalog.model.server import Server
from catalog.taxonomy import Action, Category
from publisher.excerpt import NAME, cut
from publisher.words import server as words

NAMED = 3
"""Tools named in an answer before it says how many more."""


def server_answers(server: Server, lines: Sequence[ToolLine]) -> tuple[Answer, ...]:
    """How many tools; can it run, delete, pay; how to keep an agent within bounds."""
    title = cut(server.title, NAME)
    return (
        Answer(question=words.COUNT.format(server=title), answer=_count(lines)),
        *(_can(category, title, lines) for category in words.CAN if lines),
        Answer(
            question=words.PREVENT.format(server=title),
            answer=words.PREVENT_ANSWER.format(rules="; ".join(_rules(lines))),
        ),
    )


def _count(lines: Sequence[ToolLine]) -> str:
    if not lines:
        return words.COUNT_NONE
    counted = Counter(line.category for line in lines if not line.abstained)
    shares = [f"{counted[each]} {each}" for each in Category if counted[each]]
    unsure = sum(line.abstained for line in lines)
    if unsure:
        shares.append(words.COUNT_UNSURE.format(count=unsure))
    tools = words.plural(words.TOOLS, len(lines))
    return words.COUNT_ANSWER.format(tools=tools, shares=", ".join(shares))


def _can(category: Category, title: str, lines: Sequence[ToolLine]) -> Answer:
    able = [line for line in lines if line.category is category and not line.abstained]
    unsure = sum(line.abstained for line in lines)
    if able:
        answer = words.CAN_YES.format(names=_names(able), rules="; ".join(_rules(able)))
    else:
        answer = words.CAN_NO.format(category=category)
    if unsure and not able:
        answer += words.CAN_UNSURE.format(count=unsure)
    return Answer(question=words.CAN[category].format(server=title), answer=answer)


def _rules(lines: Sequence[ToolLine]) -> Iterator[str]:
    for action in Action:
        chosen = [line for line in lines if line.action is action]
        if chosen:
            yield words.RULES[action].format(names=_names(chosen))


def _names(lines: Sequence[ToolLine]) -> str:
    more = len(lines) - NAMED
    named = ", ".join(line.title for line in lines[:NAMED])
    return named + words.AND_MORE.format(more=more) if more > 0 else named
