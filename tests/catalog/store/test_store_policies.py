"""Policies: exact, written only when changed, and there for every definition of a name."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import StoreError
from catalog.model.policy import Policy, ToolRule
from catalog.store import policies, snapshots, verdicts
from catalog.store.catalog import Catalog
from catalog.taxonomy import Action
from tests.catalog.store.any_values import generated
from tests.catalog.store.store_values import NOON, keep_server, policy, rule, snapshot, tool
from tests.publisher.strategies import tool_rules

TOOLS = (tool("a"), tool("b"))


def keep(store: Catalog, server_id: str, kept: Policy, document: str = "{}") -> None:
    policies.keep(store, server_id, kept, document, {each.tool: "{}" for each in kept.rules}, NOON)


def rules(store: Catalog, server_id: str) -> list[ToolRule | None]:
    return [each.rule for each in verdicts.of_server(store, server_id)]


def exact(name: str, definition: int) -> st.SearchStrategy[ToolRule]:
    """Any rule for one of the tools, in which two surrogates that pair are one character."""

    def read(made: ToolRule) -> ToolRule:
        written = json.dumps(made.model_dump(mode="python") | {"digest": TOOLS[definition].digest})
        return ToolRule.model_validate(json.loads(written))

    return tool_rules(name).map(read)


@generated
@given(exact("b", 1), exact("a", 0), st.text())
def test_any_policy_comes_back_exact(
    fresh: Callable[[], Catalog], first: ToolRule, second: ToolRule, name: str
) -> None:
    store = fresh()
    server = keep_server(store, *TOOLS)
    made = (first, second)
    given = Policy(server=name, rules=made)
    keep(store, server.id, given, document=name)
    assert policies.find(store, server.id) == given
    assert policies.document(store, server.id) == name
    assert rules(store, server.id) == [made[1], made[0]]


def test_a_tool_that_lost_its_rule_has_none_until_it_gets_it_back(store: Catalog) -> None:
    server = keep_server(store, *TOOLS)
    both = policy(*(rule(each) for each in TOOLS))
    one = policy(rule(TOOLS[1], action=Action.DENY))
    for kept in (both, one):
        keep(store, server.id, kept)
        assert policies.find(store, server.id) == kept
    assert rules(store, server.id) == [None, one.rules[0]]
    keep(store, server.id, both)
    assert rules(store, server.id) == list(both.rules)


def test_a_changed_document_alone_is_written(store: Catalog) -> None:
    server = keep_server(store, *TOOLS)
    for document in ("old", "new"):
        keep(store, server.id, policy(rule(TOOLS[0])), document)
    assert policies.document(store, server.id) == "new"


def test_one_rule_of_a_name_holds_for_each_definition_of_it(store: Catalog) -> None:
    twice = (tool("a"), tool("a", description="Delete it all."))
    server = keep_server(store, twice[1])
    made = policy(rule(twice[1]))
    keep(store, server.id, made)
    snapshots.keep(store, snapshot(server.id, *twice))
    keep(store, server.id, made)
    assert rules(store, server.id) == [made.rules[0], made.rules[0]]
    assert policies.find(store, server.id) == made


def test_a_server_without_a_policy_has_none(store: Catalog) -> None:
    server = keep_server(store, *TOOLS)
    assert policies.find(store, server.id) is None
    assert policies.document(store, server.id) is None
    with pytest.raises(StoreError, match="nobody"):
        policies.find(store, "nobody")


def test_a_rule_for_an_unknown_definition_is_an_error(store: Catalog) -> None:
    server = keep_server(store, TOOLS[0])
    with pytest.raises(StoreError, match="keep its snapshot first"):
        keep(store, server.id, policy(rule(TOOLS[1])))
    assert policies.find(store, server.id) is None
