"""Policies for the tools of a file, one for each server that it names."""

from catalog.model.policy import Policy, ToolRule
from cli.steps.complaints import Complaints
from cli.steps.ruled_file import judge
from publisher.policy import policy_of, recommend_rule


def policies_of_file(name: str, complaints: Complaints) -> dict[str, Policy]:
    """By the server's title; "" for the tools of a plain list, which names none.

    Adds a complaint for each bad entry. Raises NothingFound where no tool is left.
    """
    found: dict[str, list[ToolRule]] = {}
    for judged in judge(name, complaints):
        rule = recommend_rule(judged.tool, judged.verdict)
        found.setdefault(judged.entry.server, []).append(rule)
    return {server: policy_of(server, rules) for server, rules in found.items()}
