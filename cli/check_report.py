"""A check's report in the form that was asked for."""

from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from catalog.errors import InputError, UsageError
from catalog.model.checked import Checked
from catalog.model.lock import Lock
from cli.check_json import check_json
from cli.check_options import FORMATS
from cli.check_text import show_check, summary
from cli.console import Voice, as_json
from cli.exit_codes import DONE, DONE_IN_PART, FAILED_AT, REFUSED
from cli.steps.lock import LockFile
from crawler.clients.project import folders
from publisher.gate.gate import Outcome, Terms, examine, outcome
from publisher.reports.report import Report
from publisher.whole import write_whole
from publisher.words.server import TOOLS, plural
from publisher.words.site import COUNT_SERVERS

ACCEPTED = ("{count} accepted risk", "{count} accepted risks")


def form_of(form: str, *, json: bool) -> str:
    """`--json` is short for `--format json`. Raises UsageError for both of two forms."""
    if json and form not in ("table", "json"):
        raise UsageError(f"--json and --format {form} are two forms; name one")
    return "json" if json else form


def others_of(pairs: Sequence[str]) -> list[tuple[str, Path]]:
    """The forms that are written besides, and where. Raises UsageError for what is no pair."""
    found = [each.partition("=") for each in pairs]
    for form, equals, file in found:
        if form not in FORMATS or not (equals and file):
            raise UsageError(f"--also takes NAME=FILE; the names are {', '.join(FORMATS)}")
    return [(form, Path(file)) for form, _, file in found]


def report_of(checked: Checked, terms: Terms, file: LockFile) -> Report:
    """All that there is to say of a check that is held to these terms."""
    matters = examine(checked, terms)
    lock = file.shown if file.lock else None
    root = folders(Path.cwd())[-1]
    return Report(checked, matters, outcome(matters, checked, terms), root, lock)


def tell(report: Report, form: str, output: Path | None, voice: Voice) -> None:
    """On stdout, or into a file."""
    if form == "table" and output is None:
        show_check(report, voice)
        return
    if output is None:
        voice.document(_document(report, form))
    else:
        write(report, form, output)
        voice.say(f"{output}: written: {summary(report)}")


def tell_agreed(file: LockFile, voice: Voice) -> None:
    """What the lock holds now that it was written."""
    lock = file.lock or Lock()
    tools = sum(len(each.tools) for each in lock.servers)
    held = f"{plural(COUNT_SERVERS, len(lock.servers))}, {plural(TOOLS, tools)}"
    voice.say(f"{file.shown}: written: {held}, {plural(ACCEPTED, len(lock.accepted))}.")


def write(report: Report, form: str, output: Path) -> None:
    """Into a file, whole. Raises InputError where that cannot be written."""
    text = _table(report) if form == "table" else _document(report, form)
    try:
        write_whole(output, text.encode())
    except OSError as error:
        raise InputError(f"cannot write {output}: {error.strerror}; name another") from error


def check_code(outcome: Outcome, *, agreed: bool = False) -> int:
    """The exit code of a check; of one that was `agreed` to, whether all of it was seen."""
    if outcome.refused and not agreed:
        return REFUSED
    if outcome.failed and not agreed:
        return FAILED_AT[outcome.failed]
    return DONE if outcome.whole else DONE_IN_PART


def _table(report: Report) -> str:
    """Its remarks, too: who reads the file has nothing else."""
    kept = StringIO()
    show_check(report, Voice(data=kept, remarks=kept))
    return kept.getvalue()


def _document(report: Report, form: str) -> str:
    if form == "json":
        return as_json(check_json(report))
    from publisher.reports import junit, markdown, sarif  # one of them, seldom

    renders = {"sarif": sarif.render, "markdown": markdown.render, "junit": junit.render}
    return renders[form](report)
