"""A reading stays a reading where a later sentence only mentions a change in passing."""

import pytest

from catalog.model.tool import Context
from catalog.taxonomy import Category
from classifier.classify import classify
from tests.classifier.definitions import tool

READ = Category.READ


def category(name: str, description: str) -> Category:
    return classify(tool(name, description), Context()).category


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("get_columns", "Get the columns of a table. Accepts bare names or none at all."),
        ("describe_book", "Start here: the sheets of a book and what stands on them."),
        ("list_tags", "List the tags of a project. Tags can be used to sort its notes."),
        ("get_widget", "Get the selected widget. Connects to the debug port."),
        ("show_diff", "Shows differences between branches or commits"),
        ("find_rows", "Find rows that match. Call this before asking for one of them."),
        ("simulate_study", "Simulates a study that gathers, weighs and synthesizes what is known."),
        ("type", "Returns the type of the value stored at a key."),
        ("get_news", "Get the news. It makes a request to the /v1/news endpoint of the service."),
    ],
)
def test_stays_a_reading(name: str, description: str) -> None:
    assert category(name, description) is READ


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("get_link", "Get a link. It also creates one if there is none."),
        ("get_report", "Get a report. Creates it first. Updates the list of reports."),
        ("get_file", "Get a file. Deletes it afterwards."),
        ("get_page", "Get a page. Sends its text to every subscriber."),
        ("get_price", "Get the price. Pays the fee of the exchange."),
        ("get_page", "Gets a page and deletes it."),
        ("find_user", "Creates the user that is looked for."),
    ],
)
def test_is_raised(name: str, description: str) -> None:
    assert category(name, description) is not READ


def test_a_parameter_raises_a_reading() -> None:
    definition = tool("get_notes", "Get notes.", {"delete_all": {"type": "boolean"}})
    assert classify(definition, Context()).category is Category.DESTRUCTIVE


@pytest.mark.parametrize("name", ["delete_file", "create_note", "x", "run", "pay_bill"])
@pytest.mark.parametrize("said", ["Deletes a file.", "Creates a note.", "Runs a job."])
def test_readings_put_around_lower_nothing(name: str, said: str) -> None:
    before = classify(tool(name, said), Context())
    padding = "Gets a list of notes. Shows what is there. Returns it."
    for text in (f"{said} {padding}", f"{said} It gets, lists and shows.", f"{said}\n\n{padding}"):
        after = classify(tool(name, text), Context())
        assert after.category.rank >= before.category.rank
        assert after.risk.rank >= before.risk.rank
