"""The policy that the catalog keeps for a server, whole or for one of its tools."""

from collections.abc import Sequence

from catalog.errors import NothingFound
from catalog.model.policy import Policy
from catalog.store import policies as policy_store
from catalog.store.catalog import Catalog
from cli.steps.find import find, find_tool


def policies_of(catalog: Catalog, named: Sequence[str]) -> dict[str, Policy]:
    """By server, the rules of all that is named; raises NothingFound as `policy_of` does."""
    found: dict[str, Policy] = {}
    for each in named:
        server, policy = policy_of(catalog, each)
        rules = {rule.tool: rule for rule in (*found.get(server, policy).rules, *policy.rules)}
        ordered = tuple(rules[tool] for tool in sorted(rules))
        found[server] = policy.model_copy(update={"rules": ordered})
    return found


def policy_of(catalog: Catalog, named: str) -> tuple[str, Policy]:
    """The name and policy of `SERVER`, or of `SERVER/TOOL` with that tool's rule alone.

    Raises NothingFound where there is no such server or tool, or no policy yet.
    """
    server, tool = find(catalog, named)
    policy = policy_store.find(catalog, server.id)
    if policy is None:
        raise NothingFound(f"{server.slug} has no policy yet; run `toolrisk classify` first")
    if tool is None:
        return server.slug, policy
    names = {each.tool.name for each in find_tool(catalog, server, tool)}
    rules = tuple(rule for rule in policy.rules if rule.tool in names)
    if not rules:
        raise NothingFound(f"{server.slug}/{tool[:80]} has no rule yet; run `toolrisk classify`")
    return server.slug, policy.model_copy(update={"rules": rules})
