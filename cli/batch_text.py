"""What a person reads of batches."""

from collections.abc import Mapping

from cli.console import Voice, complain
from cli.steps.batch.collect import Gathered
from cli.steps.batch.follow import Following, Progress
from cli.steps.batch.submit import Submitted
from publisher.words.server import TOOLS, plural

UNTRUSTED = (
    "The model failed its control questions: what it says is shown beside the verdicts, and "
    "decides none."
)


def told_submitted(report: Submitted, voice: Voice) -> None:
    """What was handed over, and what is left."""
    if report.batches:
        named = ", ".join(report.batches)
        asked = plural(TOOLS, report.tools)
        voice.say(f"{asked} in {report.requests:,} requests handed over as {named}.")
        voice.say("The answers come within a day: toolrisk classify --batch collect")
        if not report.trusted:
            voice.say(UNTRUSTED)
    else:
        voice.say("Nothing was handed over: no tool is left to be asked about.")
    if report.waiting:
        voice.say(f"{plural(TOOLS, report.waiting)} in batches that were under way before.")
    if report.left:
        voice.say(f"The budget is spent: {plural(TOOLS, report.left)} left to be asked about.")


def told_following(report: Following, voice: Voice) -> None:
    """How far each batch is."""
    for each in report.batches:
        voice.say(_line(each))
    if not report.batches:
        voice.say("No batch is under way at this endpoint.")
    _told_elsewhere(report.elsewhere, voice)
    if report.lost:
        voice.say("A batch was not sent when a run ended early: toolrisk classify --batch submit")
    complain([each.failure for each in report.batches if each.failure])


def told_gathered(report: Gathered, voice: Voice) -> None:
    """What came of the batches, and what is still to come."""
    for each in (*report.ended, *report.waiting):
        voice.say(_line(each))
    if not (report.ended or report.waiting):
        voice.say("No batch is under way at this endpoint.")
    if report.ended:
        said = f"{plural(TOOLS, report.answered)} answered, {report.abstained:,} abstained on"
        voice.say(f"{said}{_counted('requests to be sent again', report.unanswered)}.")
    if report.strays:
        voice.say(f"Of the provider's files left out{_counted('lines', report.strays)}.")
    _told_elsewhere(report.elsewhere, voice)
    complain([each.failure for each in (*report.ended, *report.waiting) if each.failure])


def _line(batch: Progress) -> str:
    until = f", until {batch.expires_at:%Y-%m-%d %H:%M} UTC" if batch.expires_at else ""
    failed = f", {batch.failed:,} failed" if batch.failed else ""
    errors = "".join(f"; {each}" for each in batch.errors)
    done = f"{batch.completed:,} of {batch.requests:,} done"
    return f"{batch.id}: {batch.status}, {done}{failed}{until}{errors}"


def _counted(what: str, reasons: Mapping[str, int]) -> str:
    if not reasons:
        return ""
    told = ", ".join(f"{count:,} {reason}" for reason, count in reasons.items())
    return f"; {sum(reasons.values()):,} {what}: {told}"


def _told_elsewhere(count: int, voice: Voice) -> None:
    if count:
        voice.say(f"{count} under way at other endpoints: name theirs with OPENAI_BASE_URL.")
