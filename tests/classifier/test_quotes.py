"""What is quoted is what makes a rule hold: the noun that matters, or the verb with its object."""

import pytest

from catalog.model.tool import Context
from catalog.taxonomy import Effect, Trait
from classifier.classify import classify
from classifier.rule import Says
from tests.classifier.definitions import tool


@pytest.mark.parametrize(
    ("name", "description", "says", "quote"),
    [
        ("git_log", "Shows the commit logs", Trait.PRIVATE, "commit logs"),
        ("list_secrets", None, Effect.SECRETS, "secrets"),
        ("get_pull_request", None, Effect.INGESTS, "pull_request"),
        (
            "x",
            "Evaluate a JavaScript expression.",
            Effect.EXECUTES,
            "Evaluate a JavaScript expression",
        ),
        ("x", "Runs one or more of the very long scripts.", Effect.EXECUTES, "Runs"),
        ("secret_read", None, Effect.SECRETS, "secret"),
        ("x", "获取网页的内容", Effect.INGESTS, "网页"),
    ],
)
def test_quotes(name: str, description: str | None, says: Says, quote: str) -> None:
    verdict = classify(tool(name, description), Context())
    assert quote in {each.quote for each in verdict.findings if each.says is says}


def test_the_surest_words_are_named() -> None:
    parameters = {"filename": "Where to save", "function": "() => { /* JavaScript code */ }"}
    verdict = classify(tool("browser_evaluate", "Evaluate JavaScript", parameters), Context())
    assert "“function”" in verdict.rationale
