"""One step of a batch, taken and told."""

from catalog.errors import UsageError
from catalog.store.catalog import Catalog
from cli.batch_text import told_following, told_gathered, told_submitted
from cli.console import Voice, emit
from cli.exit_codes import DONE, DONE_IN_PART
from cli.steps.batch.command import Step, collect_batches, follow_batches, submit_batches
from cli.steps.reading_terms import ReadingTerms, When


def take_step(
    step: str, catalog: Catalog, terms: ReadingTerms, voice: Voice, *, as_json: bool
) -> int:
    """Take the step; its exit code: in part where something failed, or is still to come.

    Raises JudgeError, and UsageError where the user wants no model.
    """
    if terms.asked_for and terms.when is When.NEVER:
        raise UsageError(f"--judge never asks no model; --batch {step} is of a model's answers")
    match Step(step):
        case Step.SUBMIT:
            return _submit(catalog, terms, voice, as_json=as_json)
        case Step.STATUS:
            return _follow(catalog, voice, as_json=as_json)
        case Step.COLLECT:
            return _collect(catalog, terms, voice, as_json=as_json)


def _submit(catalog: Catalog, terms: ReadingTerms, voice: Voice, *, as_json: bool) -> int:
    submitted = submit_batches(catalog, terms)
    if as_json:
        emit(submitted)
    else:
        told_submitted(submitted, voice)
    return DONE


def _follow(catalog: Catalog, voice: Voice, *, as_json: bool) -> int:
    following = follow_batches(catalog)
    if as_json:
        emit(following)
    else:
        told_following(following, voice)
    return DONE_IN_PART if following.failed else DONE


def _collect(catalog: Catalog, terms: ReadingTerms, voice: Voice, *, as_json: bool) -> int:
    """Keep what has come, and tell what the verdicts are now that it counts."""
    from cli.reading_text import told_classified
    from cli.steps.classify import classify_tools

    gathered = collect_batches(catalog, terms)
    if not as_json:
        told_gathered(gathered, voice)
    if gathered.answered:
        asked_already = terms._replace(when=When.NEVER)
        verdicts = classify_tools(catalog, asked_already, voice)
        gathered = gathered.model_copy(update={"verdicts": verdicts})
        if not as_json:
            told_classified(verdicts, voice)
    if as_json:
        emit(gathered)
    return DONE if gathered.whole else DONE_IN_PART
