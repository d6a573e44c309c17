"""A server's tools → their verdicts, each judged beside what the server says of itself."""

from collections.abc import Sequence
from typing import NamedTuple

from catalog.model.classification import Classification
from catalog.model.server import Server
from catalog.model.tool import Context, Tool, siblings
from classifier.classify import classify

Verdicts = Sequence[tuple[Tool, Classification]]


class Ruled(NamedTuple):
    """A tool, what it was judged beside, and what the rules say."""

    tool: Tool
    context: Context
    verdict: Classification


def rule_server(
    server: Server, tools: Sequence[Tool], instructions: str | None = None
) -> Sequence[Ruled]:
    """The rules' verdicts in the order of the tools; siblings tell of one that says nothing
    itself.

    `instructions` are what the server told the agent when it was introspected.
    """
    beside = Context(title=server.title, description=server.description, instructions=instructions)
    alone = beside.model_copy(update={"siblings": siblings(tool.name for tool in tools)})
    contexts = [beside if tool.description else alone for tool in tools]
    return [
        Ruled(tool, context, classify(tool, context))
        for tool, context in zip(tools, contexts, strict=True)
    ]


def judge_server(
    server: Server, tools: Sequence[Tool], instructions: str | None = None
) -> Verdicts:
    """The same, each tool with its verdict alone."""
    return [(each.tool, each.verdict) for each in rule_server(server, tools, instructions)]
