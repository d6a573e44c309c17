"""Tools that do alike are judged alike, whatever words they use."""

import pytest

from catalog.model.tool import Context
from catalog.taxonomy import Category, Risk
from classifier.classify import classify
from tests.classifier.definitions import tool

READ, WRITE, EXECUTE = Category.READ, Category.WRITE, Category.EXECUTE
FLAG = {"type": "boolean"}

Case = tuple[str, str | None, dict[str, object], Category, Risk]
CASES: list[Case] = [
    ("get-env", "Returns all environment variables.", {}, READ, Risk.HIGH),
    ("read_env", "Dump environment variables", {}, READ, Risk.HIGH),
    ("get_token", "Return the API token", {}, READ, Risk.HIGH),
    ("list_secrets", None, {}, READ, Risk.HIGH),
    ("get_token_price", None, {}, READ, Risk.LOW),
    ("get_issue", None, {}, READ, Risk.MEDIUM),
    ("get_pull_request", None, {}, READ, Risk.MEDIUM),
    ("git_log", "Shows the commit logs", {}, READ, Risk.MEDIUM),
    ("git_show", "Shows the contents of a commit", {}, READ, Risk.MEDIUM),
    ("open_pull_request", None, {}, WRITE, Risk.MEDIUM),
    ("page_oncall", None, {}, WRITE, Risk.HIGH),
    ("kubectl_apply", None, {}, EXECUTE, Risk.HIGH),
    ("rotate_keys", None, {}, WRITE, Risk.HIGH),
    ("srem", "Remove a value from a set.", {}, WRITE, Risk.MEDIUM),
    ("zrem", "Remove a member from a sorted set.", {}, WRITE, Risk.MEDIUM),
    ("lpop", "Remove and return the first element from a Redis list.", {}, WRITE, Risk.MEDIUM),
    ("hget", "Get the value of a field in a Redis hash.", {}, READ, Risk.MEDIUM),
    ("smembers", "Get all members of a Redis set.", {}, READ, Risk.MEDIUM),
    ("sort_range", "Sort a range's rows.", {}, WRITE, Risk.MEDIUM),
    ("sort_rows", "Sort rows in place.", {}, WRITE, Risk.MEDIUM),
    ("export_csv", "Export a range.", {"path": "", "overwrite": FLAG}, WRITE, Risk.MEDIUM),
    ("browser_navigate", "Go to a URL", {"url": ""}, EXECUTE, Risk.HIGH),
    ("browser_click", "Click on a web page", {"url": ""}, EXECUTE, Risk.HIGH),
    ("browser_type", "Type text into an element", {}, EXECUTE, Risk.HIGH),
    ("browser_drop", "Drop files onto an element", {}, EXECUTE, Risk.HIGH),
    ("browser_drag", "Perform drag and drop between elements", {}, EXECUTE, Risk.HIGH),
    ("write_query", "Execute an INSERT or DELETE query", {"sql": ""}, EXECUTE, Risk.CRITICAL),
    ("reindex", "Rebuild the local index.", {}, WRITE, Risk.MEDIUM),
    ("count_words", "Counts words.", {"file_path": ""}, READ, Risk.MEDIUM),
    ("create_payment_link", None, {}, WRITE, Risk.HIGH),
    ("expand_link", "Expand a short link into the full URL.", {}, READ, Risk.LOW),
]


@pytest.mark.parametrize(("name", "description", "parameters", "category", "risk"), CASES)
def test_comes_out(
    name: str,
    description: str | None,
    parameters: dict[str, object],
    category: Category,
    risk: Risk,
) -> None:
    verdict = classify(tool(name, description, parameters), Context())
    assert (verdict.category, verdict.risk) == (category, risk), verdict.rationale
