"""The worked examples of the taxonomy, and the four tools that the project set out from."""

from typing import Any

import pytest

from catalog.model.tool import Context
from catalog.taxonomy import Category, Effect, Risk, Trait
from classifier.classify import classify
from tests.classifier.definitions import tool

READ, WRITE = Category.READ, Category.WRITE
EXECUTE, DESTRUCTIVE, FINANCIAL = Category.EXECUTE, Category.DESTRUCTIVE, Category.FINANCIAL

WORKED: list[tuple[str, dict[str, Any], Category, Risk]] = [
    ("GitHub", {"name": "get_me"}, READ, Risk.LOW),
    ("GitHub", {"name": "get_me", "description": "Gets who is logged in."}, READ, Risk.LOW),
    (
        "GitHub",
        {
            "name": "list_issues",
            "description": "List issues in a GitHub repository.",
            "parameters": {"owner": "Owner", "repo": "Name", "state": {"enum": ["OPEN", "CLOSED"]}},
        },
        READ,
        Risk.MEDIUM,
    ),
    (
        "Fetch",
        {
            "name": "fetch",
            "description": "Fetches a URL from the internet and extracts its contents as markdown.",
            "parameters": {"url": "URL to fetch", "max_length": {"type": "integer"}},
        },
        READ,
        Risk.MEDIUM,
    ),
    ("Fetch", {"name": "fetch", "parameters": {"url": ""}}, READ, Risk.MEDIUM),
    (
        "Filesystem",
        {
            "name": "write_file",
            "description": "Create a new file or completely overwrite an existing file.",
            "parameters": {"path": "", "content": ""},
        },
        WRITE,
        Risk.MEDIUM,
    ),
    (
        "GitHub",
        {"name": "create_issue", "description": "Create a new issue in a repository."},
        WRITE,
        Risk.MEDIUM,
    ),
    (
        "GitHub",
        {
            "name": "push_files",
            "description": "Push multiple files to a repository in a single commit",
            "parameters": {"owner": "", "repo": "", "branch": "", "files": {"type": "array"}},
        },
        WRITE,
        Risk.HIGH,
    ),
    (
        "GitHub",
        {
            "name": "delete_file",
            "description": "Delete a file from a repository",
            "parameters": {"path": "", "branch": "Branch to delete from", "message": "Commit"},
        },
        DESTRUCTIVE,
        Risk.HIGH,
    ),
    (
        "Slack",
        {"name": "post_message", "description": "Post a message to a channel."},
        WRITE,
        Risk.HIGH,
    ),
    ("Slack", {"name": "slack_post_message"}, WRITE, Risk.HIGH),
    (
        "PostgreSQL",
        {
            "name": "query",
            "description": "Run a read-only SQL query",
            "parameters": {"sql": {"type": "string"}},
        },
        READ,
        Risk.MEDIUM,
    ),
    (
        "Database",
        {
            "name": "execute_sql",
            "description": "Executes SQL in the database.",
            "parameters": {"query": "The SQL query to execute"},
        },
        EXECUTE,
        Risk.CRITICAL,
    ),
    ("Database", {"name": "execute_sql"}, EXECUTE, Risk.CRITICAL),
    (
        "Stripe",
        {
            "name": "create_refund",
            "description": "Refunds a payment, in full or in part.",
            "parameters": {"payment_intent": "", "amount": {"type": "integer"}},
        },
        FINANCIAL,
        Risk.CRITICAL,
    ),
    (
        "Kubernetes",
        {
            "name": "pods_exec",
            "description": "Execute a command in a pod, in the namespace given",
            "parameters": {"name": "", "namespace": "", "command": {"type": "array"}},
        },
        EXECUTE,
        Risk.CRITICAL,
    ),
    ("Kubernetes", {"name": "pods_exec"}, EXECUTE, Risk.CRITICAL),
    (
        "Images",
        {"name": "generate_image", "description": "Draw an image from a prompt."},
        WRITE,
        Risk.MEDIUM,
    ),
    (
        "Storage",
        {"name": "delete_bucket", "description": "Delete a bucket and all objects in it."},
        DESTRUCTIVE,
        Risk.CRITICAL,
    ),
    ("Storage", {"name": "delete_bucket"}, DESTRUCTIVE, Risk.CRITICAL),
    (
        "Memory",
        {
            "name": "create_entities",
            "description": "Create multiple new entities in the knowledge graph",
            "parameters": {"entities": {"type": "array"}},
        },
        WRITE,
        Risk.MEDIUM,
    ),
]

SEEDS: list[tuple[str, dict[str, Any], Category, Risk]] = [
    ("GPT Image MCP Server", {"name": "generate_image"}, WRITE, Risk.MEDIUM),
    ("Micu Image MCP", {"name": "image_generate"}, WRITE, Risk.MEDIUM),
    (
        "ImageGen MCP Server",
        {
            "name": "image.generate.replicate",
            "description": "Make an image with a model on Replicate. Needs a token of its own.",
        },
        EXECUTE,
        Risk.HIGH,
    ),
    (
        "Mmx",
        {
            "name": "mmx_image_generate",
            "description": "Makes images. Without a path they are saved in a default folder.",
        },
        WRITE,
        Risk.MEDIUM,
    ),
]


@pytest.mark.parametrize(("server", "given", "category", "risk"), WORKED + SEEDS)
def test_comes_out(server: str, given: dict[str, Any], category: Category, risk: Risk) -> None:
    verdict = classify(tool(**given), Context(title=server))
    assert (verdict.category, verdict.risk) == (category, risk), verdict.rationale


def test_select_only_reads_and_is_guarded() -> None:
    verdict = classify(tool("query", "Run a read-only SQL query", {"sql": "The query"}), Context())
    assert verdict.effects == (Effect.READS,)
    assert Trait.GUARDED in verdict.traits
    assert "read-only" in verdict.rationale


def test_no_word_that_tells_abstains_and_is_at_least_medium() -> None:
    verdict = classify(tool("zorp", "Zorp."), Context(title="Zorps"))
    assert verdict.abstained
    assert verdict.risk is Risk.MEDIUM
    assert verdict.confidence < 0.5
