"""What a second reading would take, counted before anything is sent."""

from collections.abc import Iterable

from catalog.model.value import Value
from catalog.store import judgements as judgement_store
from catalog.store import snapshots as snapshot_store
from catalog.store.catalog import Catalog
from classifier.judge.budget import Price, Tokens, most_tokens, usual_tokens
from classifier.judge.prompt import load_prompt
from classifier.judge.question import Group, groups, messages, new_mark
from classifier.judge.trial import load_trial
from cli.steps.reading_terms import ReadingTerms, When
from cli.steps.second_reader import waiting


class Forecast(Value):
    """How many `of` all tools would be read, with the tokens that it takes, the trial of the
    model included, and what they cost at the user's price."""

    tools: int
    of: int
    sent_tokens: int
    answered_tokens: int
    most_tokens: int
    cost: float | None = None
    most_cost: float | None = None


def foresee(catalog: Catalog, terms: ReadingTerms) -> Forecast:
    """What reading the catalog's tools would take; without a model named, all are unread."""
    when = When.UNSURE if terms.when is When.NEVER else terms.when
    model = terms.model or ""
    asked = judgement_store.asked(catalog, model, load_prompt().version) if model else frozenset()
    tools = sum(len(each.tools) for each in snapshot_store.every_latest(catalog))
    unread = ([each for each in group if each.key not in asked] for group in waiting(catalog, when))
    return forecast((part for group in unread for part in groups(group)), tools, terms.price)


def forecast(parts: Iterable[Group], of: int, price: Price | None) -> Forecast:
    """What these questions, and the trial before them, would take."""
    usual = most = Tokens()
    count = 0
    for part in parts:
        usual, most = usual.plus(_usual(part)), most.plus(_most(part))
        count += len(part)
    for part in groups(load_trial().questions) if count else ():
        usual, most = usual.plus(_usual(part)), most.plus(_most(part))
    return Forecast(
        tools=count, of=of, sent_tokens=usual.sent, answered_tokens=usual.answered,
        most_tokens=most.total, cost=price.of(usual) if price else None,
        most_cost=price.of(most) if price else None,
    )  # fmt: skip


def _usual(group: Group) -> Tokens:
    return usual_tokens(messages(group, new_mark()), len(group))


def _most(group: Group) -> Tokens:
    return most_tokens(messages(group, new_mark()), len(group))
