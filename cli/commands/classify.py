"""Classify the catalog's tools, or the tools of a file, and say why.

Where the rules are unsure, a model may read the tool too: any OpenAI-compatible endpoint, named
by OPENAI_BASE_URL and OPENAI_API_KEY. --dry-run tells what that would take, and sends nothing.
With --batch submit, questions are handed over all at once, to be answered within a day; --batch
status tells how far they are, and --batch collect keeps the answers that are there.

Example: toolrisk classify --file tools.json
"""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from catalog.errors import UsageError
from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE

if TYPE_CHECKING:
    from catalog.store.catalog import Catalog
    from cli.steps.reading_terms import ReadingTerms

SETTINGS = {"allow_extra_args": True}
"""Words that are too many come to the command, which says where a file's name belongs."""

Batch = Annotated[
    str | None,
    typer.Option(
        "--batch",
        metavar="STEP",
        callback=options.batch_step,
        help="Have a model read through the Batch API, within a day: submit, status, collect.",
    ),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help="Tell how much a model would be asked, and send nothing."),
]


def command(  # noqa: PLR0913 - Typer reads the options from the signature
    context: typer.Context,
    *,
    file: options.File = None,
    judge: options.Judge = None,
    model: options.Model = None,
    max_tokens: options.MaxTokens = None,
    max_cost: options.MaxCost = None,
    price: options.Price = None,
    batch: Batch = None,
    dry_run: DryRun = False,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    if context.args:
        raise UsageError(f"a file of tools is named with --file {context.args[0]}")
    from cli.steps.reading_terms import reading_terms

    voice = Voice(quiet=quiet)
    terms = reading_terms(judge, model, max_tokens, max_cost, price)
    if file is not None:
        from cli.steps.classify_file import classify_file  # spares the catalog's import

        if dry_run or batch:
            raise UsageError("--dry-run and --batch are of a catalog; a file is read as it comes")
        return classify_file(file, terms, voice, sys.stdout.buffer, as_json=json)
    from cli.opening import opening

    with opening(catalog, voice) as opened:
        if dry_run:
            return _foresee(opened, terms, voice, as_json=json)
        if batch:
            from cli.batch import take_step

            return take_step(batch, opened, terms, voice, as_json=json)
        from cli.reading_text import told_classified
        from cli.steps.classify import classify_tools

        report = classify_tools(opened, terms, voice)
    if json:
        emit(report)
    else:
        told_classified(report, voice)
    return report.exit_code


def _foresee(opened: "Catalog", terms: "ReadingTerms", voice: Voice, *, as_json: bool) -> int:
    from cli.reading_text import told_forecast
    from cli.steps.forecast import foresee

    found = foresee(opened, terms)
    if as_json:
        emit(found)
    else:
        told_forecast(found, voice)
    return DONE
