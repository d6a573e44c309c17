"""A guard counts in the clause or parameter that it limits, and nowhere else."""

import pytest

from catalog.model.tool import Context
from catalog.taxonomy import Category, Risk, Trait
from classifier.classify import classify
from classifier.guards import GUARDS
from classifier.rule import load_all
from tests.classifier.definitions import tool

SQL = {"sql": "The statement to run"}


@pytest.mark.parametrize(
    "description",
    [
        "Run a read-only SQL query.",
        "Executes a SELECT query against the database.",
        "Execute readonly SQL statements on the warehouse.",
    ],
)
def test_guards_its_clause(description: str) -> None:
    verdict = classify(tool("run_sql", description, SQL), Context())
    assert (verdict.category, verdict.risk) == (Category.READ, Risk.MEDIUM)
    assert Trait.GUARDED in verdict.traits


def test_guards_its_parameter() -> None:
    limited = {"sql": "The query (only SELECT statements are allowed)"}
    verdict = classify(tool("run_sql", "Run a SQL query.", limited), Context())
    assert (verdict.category, verdict.risk) == (Category.READ, Risk.MEDIUM)


@pytest.mark.parametrize(
    "description",
    [
        "Run a SQL query. This tool is read-only.",
        "This is a read-only tool. Run a SQL query.",
        "Run any SQL query, not only read-only ones.",
        "Run SQL. Some other tool runs a read-only SQL query.",
        "Runs a SELECT query, an INSERT or a DELETE as SQL.",
        "Run SQL without read-only restrictions.",
        "Execute SQL with readonly disabled.",
        "Execute SQL (bypasses read-only mode).",
    ],
)
def test_guards_nothing(description: str) -> None:
    verdict = classify(tool("run_sql", description, SQL), Context())
    assert verdict.category.rank >= Category.EXECUTE.rank
    assert verdict.risk is Risk.CRITICAL


@pytest.mark.parametrize(
    "parameters",
    [
        {"sql": "TRUNCATE and GRANT work; readonly is false"},
        {"sql": "SQL; read-only mode is off"},
        {"sql": "SQL, never readonly"},
        {"statement": "Any DROP TABLE in SQL works", "sql": "leave empty; read-only label"},
    ],
)
def test_guards_no_parameter(parameters: dict[str, str]) -> None:
    verdict = classify(tool("execute_sql", "Execute SQL.", parameters), Context())
    assert (verdict.category, verdict.risk) == (Category.EXECUTE, Risk.CRITICAL)


def test_a_guard_is_the_reason_that_is_given() -> None:
    verdict = classify(tool("run_sql", "Run a read-only SQL query.", SQL), Context())
    assert "“read-only” limits what it runs" in verdict.rationale


def test_a_rule_that_says_guarded_needs_no_guard() -> None:
    verdict = classify(tool("query", "执行只读SQL查询"), Context())
    assert verdict.rationale
    assert Trait.GUARDED in verdict.traits


def test_a_guarded_clause_leaves_another_verb_alone() -> None:
    verdict = classify(tool("x", "Run a read-only SQL query and delete the table."), Context())
    assert verdict.category is Category.DESTRUCTIVE


def test_a_guard_in_the_server_guards_nothing() -> None:
    context = Context(title="Read-only SQL", description="Runs read-only SQL queries.")
    assert classify(tool("run_sql", None, SQL), context).risk is Risk.CRITICAL


def test_guards_limit_rules_that_exist() -> None:
    known = {rule.id for rule in load_all()}
    assert all(guard.rules <= known for guard in GUARDS)
