"""Decide what a tool is: kept with who and why, above rules and models, until it changes.

It is for this server's tool alone, and holds while the definition stays as it is; deciding
again takes its place. Without a tool: all decisions, and which are asked for again.

Example: toolrisk verdict redis-mcp-redis/get --category Read --why "read it"
"""

from typing import Annotated

import typer

from catalog.errors import UsageError
from catalog.taxonomy import Category, Risk
from cli import options
from cli.console import Voice, emit
from cli.decided_view import decided_view, show_decided
from cli.decision_text import show_decisions
from cli.decision_view import decision_list
from cli.exit_codes import DONE
from cli.opening import opening
from cli.steps.verdict import Word, decide

Named = Annotated[str | None, typer.Argument(metavar="SERVER/TOOL", hidden=True)]
Said = Annotated[
    str | None,
    typer.Option("--category", metavar="NAME", help=f"One of: {', '.join(Category)}."),
]
Graded = Annotated[
    str | None,
    typer.Option(
        "--risk",
        metavar="RISK",
        help=f"{', '.join(Risk)}; else as assessed, or as is usual for another category.",
    ),
]


def command(
    named: Named = None,
    *,
    category: Said = None,
    risk: Graded = None,
    why: options.Why = None,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    if named is None:
        return _list(catalog, voice, said=(category, risk, why), json=json)
    word = _word(category, risk, why)
    with opening(catalog, voice) as opened:
        outcomes = decide(opened, named, word)
    for each in map(decided_view, outcomes):
        emit(each) if json else show_decided(each, voice)
    by, at = outcomes[0].override.who, outcomes[0].override.at
    voice.say(f"Kept: by {by}, {at:%Y-%m-%d %H:%M} UTC; pages follow with toolrisk publish.")
    return DONE


def _list(catalog: str, voice: Voice, *, said: tuple[str | None, ...], json: bool) -> int:
    if any(said):
        raise UsageError("name the tool that this is said of: toolrisk verdict SERVER/TOOL")
    with opening(catalog, voice) as opened:
        found = decision_list(opened)
    emit(found) if json else show_decisions(found, voice)
    return DONE


def _word(category: str | None, risk: str | None, why: str | None) -> Word:
    """What the person says. Raises UsageError where a word is missing, or is none of ours."""
    if category is None:
        raise UsageError(f"say what the tool is: --category, one of {', '.join(Category)}")
    kinds = {each.casefold(): each for each in Category}
    risks = {each.casefold(): each for each in Risk}
    if category.casefold() not in kinds:
        raise UsageError(f"no category {category[:40]!r}; there are: {', '.join(Category)}")
    if risk is not None and risk.casefold() not in risks:
        raise UsageError(f"no risk {risk[:40]!r}; there are: {', '.join(Risk)}")
    graded = None if risk is None else risks[risk.casefold()]
    return Word(kinds[category.casefold()], graded, options.reason(why))
