"""Policies for the tools of a file, one for each server that it names."""

from catalog.model.classification import Classification
from catalog.model.policy import Policy
from catalog.model.tool import Tool
from cli.steps.classify_file import judge
from publisher.policy import recommend


def policies_of_file(name: str, complaints: list[str]) -> dict[str, Policy]:
    """By the server's title; "" for the tools of a plain list, which names none.

    Adds a complaint for each bad entry. Raises NothingFound where no tool is left.
    """
    found: dict[str, list[tuple[Tool, Classification]]] = {}
    for judged in judge(name, complaints):
        found.setdefault(judged.entry.server, []).append((judged.tool, judged.verdict))
    return {server: recommend(server, tools) for server, tools in found.items()}
