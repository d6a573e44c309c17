"""What `classify --batch` does with a catalog, on the user's terms."""

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

import anyio

from catalog.model.batch import Asked
from catalog.model.judgement import Judgement
from catalog.store import judgements as judgement_store
from catalog.store.catalog import Catalog
from classifier.judge.endpoint import Endpoint, new_client, only_model
from classifier.judge.environment import shown_address
from classifier.judge.prompt import load_prompt
from classifier.judge.question import Group, groups
from cli.steps.batch.collect import Gathered, collect
from cli.steps.batch.follow import Following, follow
from cli.steps.batch.kept import KeptBatches, alone
from cli.steps.batch.place import Provider
from cli.steps.batch.questions import Reading, Requests, Subject
from cli.steps.batch.submit import Submitted, submit
from cli.steps.reading_terms import ReadingTerms, When
from cli.steps.second_reader import waiting
from cli.steps.trials import try_model, was_tried


class Step(StrEnum):
    """What is done with batches."""

    SUBMIT = "submit"
    STATUS = "status"
    COLLECT = "collect"


def submit_batches(catalog: Catalog, terms: ReadingTerms) -> Submitted:
    """Hand over what a model should read and has not. Raises JudgeError."""
    with alone(catalog):
        return anyio.run(_submit, catalog, terms)


def follow_batches(catalog: Catalog) -> Following:
    """How far the batches under way are. Raises JudgeError."""
    with alone(catalog):
        return anyio.run(_follow, catalog)


def collect_batches(catalog: Catalog, terms: ReadingTerms) -> Gathered:
    """Keep what has come of them. Raises JudgeError."""
    with alone(catalog):
        return anyio.run(_collect, catalog, terms)


async def _submit(catalog: Catalog, terms: ReadingTerms) -> Submitted:
    async with new_client() as client:
        endpoint = Endpoint(client, terms.model or await only_model())
        await endpoint.probe()
        budget = terms.budget()
        tried = await try_model(endpoint, budget)
        requests = Requests(endpoint, budget)
        provider = _provider(endpoint)
        done = await submit(
            provider,
            KeptBatches(catalog),
            lambda under_way: requests.about(_unread(catalog, terms, endpoint.model, under_way)),
        )
        return done.model_copy(update={"left": requests.left, "trusted": tried.passed})


async def _follow(catalog: Catalog) -> Following:
    async with new_client() as client:
        return await follow(_provider(Endpoint(client, "")), KeptBatches(catalog))


async def _collect(catalog: Catalog, terms: ReadingTerms) -> Gathered:
    kept = KeptBatches(catalog)
    under_way = kept.under_way()
    async with new_client() as client:
        models = {each.model for each in under_way if each.endpoint == shown_address()}
        trusted = [each for each in models if await _trusted(Endpoint(client, each), terms)]
        wanted = {key for each in under_way for keys in each.asked.values() for key in keys}
        reading = Reading(_subjects(catalog, wanted), trusted)

        def keep(judgements: Sequence[Judgement]) -> None:
            judgement_store.keep_all(catalog, judgements)

        return await collect(_provider(Endpoint(client, "")), kept, reading.read, keep)


def _provider(endpoint: Endpoint) -> Provider:
    return Provider(endpoint.client, shown_address(), endpoint.model, load_prompt().version)


async def _trusted(endpoint: Endpoint, terms: ReadingTerms) -> bool:
    """Whether a model passes its trial, which it has had when the batch was submitted."""
    if not was_tried(endpoint.model):
        await endpoint.probe()
    return (await try_model(endpoint, terms.budget())).passed


def _unread(
    catalog: Catalog, terms: ReadingTerms, model: str, under_way: Collection[Asked]
) -> Iterator[Group]:
    asked = judgement_store.asked(catalog, model, load_prompt().version) | frozenset(under_way)
    sent: set[Asked] = set()
    for group in waiting(catalog, When.UNSURE if terms.when is When.NEVER else terms.when):
        fresh = [each for each in group if each.key not in asked and each.key not in sent]
        sent.update(each.key for each in fresh)
        yield from groups(fresh)


def _subjects(catalog: Catalog, wanted: Collection[Asked]) -> dict[Asked, Subject]:
    """The tools that were asked about, as far as they are still offered."""
    return {
        each.key: Subject(each.tool, each.context)
        for group in waiting(catalog, When.ALWAYS)
        for each in group
        if each.key in wanted
    }
