"""What `policy` says: documents with what was lost, and what changed or is no longer right."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import typer

from catalog.model.value import Value
from cli.console import Voice, emit
from cli.exit_codes import DONE, REFUSED
from cli.steps.policy_documents import Document, write
from publisher.policy.comparison import Change, Turn
from publisher.words.changes import finding, sentence
from publisher.words.server import plural

RULES = ("1 rule", "{count} rules")
KEPT = "{file} keeps {rules} of its own beside these; --diff {file} tells which."
SAME = "Nothing changes."
RIGHT = "{file} is right for what is known to be offered now, by the profile {profile}."
WRONG = (
    "{file} is no longer right, by the profile {profile}: {findings}; make it anew with -o {file}"
)
FINDINGS = ("1 finding", "{count} findings")
TURNED = "Against what {file} said before: {turns}."


class Changes(Value):
    """What `policy --diff --json` and `--verify --json` print; `right`: nothing is outdated."""

    right: bool
    changes: tuple[Change, ...]


def put(documents: Iterable[Document], voice: Voice) -> None:
    """Write each, and tell what its format could not say; all are made before one is written."""
    for document in list(documents):
        if document.place is None:
            typer.echo(document.export.text, nl=False)
        write(document)
        for loss in document.export.losses:
            voice.say(f"{document.about}: {loss}" if document.about else loss)
        if document.turned:
            turns = Counter(each.turn for each in document.turned)
            told = ", ".join(f"{turns[each]} {each}" for each in Turn if turns[each])
            voice.say(TURNED.format(file=document.place, turns=told))
        if document.kept:
            voice.say(KEPT.format(file=document.place, rules=plural(RULES, document.kept)))


def show_changes(
    changes: Sequence[Change], voice: Voice, *, verified: Path | None, profile: str, json: bool
) -> int:
    """Print them, against a file that is `verified` or only compared; the exit code."""
    outdated = [each for each in changes if each.outdated]
    if json:
        emit(Changes(right=not outdated, changes=tuple(changes)))
    else:
        for each in sorted(changes, key=lambda each: not each.outdated) if verified else changes:
            voice.text(finding(each) if verified else sentence(each))
    if verified is None:
        if not changes:
            voice.say(SAME)
        return DONE
    said = WRONG if outdated else RIGHT
    findings = plural(FINDINGS, len(outdated))
    voice.say(said.format(file=verified, findings=findings, profile=profile))
    return REFUSED if outdated else DONE
