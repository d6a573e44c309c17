"""What a person reads of a second reading: how many tools, at what price, and what is left."""

from typing import TYPE_CHECKING

from cli.console import Voice, complain
from cli.decision_text import say_asked_again
from cli.steps.outcome import Classified, SecondReading
from publisher.words.server import TOOLS, plural

if TYPE_CHECKING:
    from cli.steps.forecast import Forecast


def told_classified(report: Classified, voice: Voice) -> None:
    """The verdicts of a pass, and what the rules alone leave unsure."""
    voice.say(
        f"{report.classified} new verdicts, {report.unchanged} unchanged, "
        f"{report.unsure} of all unsure."
    )
    told_judging(report, voice)


def told_judging(report: Classified, voice: Voice) -> None:
    """What is left unsure, what a model said, and of what a person is asked again."""
    told_unsure(report, voice)
    say_asked_again(report.asked_again, voice)
    if report.second_reading:
        told_reading(report.second_reading, voice)


def told_unsure(report: Classified, voice: Voice) -> None:
    """Which tools nobody is sure of, and who could be asked."""
    if not report.unsure:
        return
    more = f" and {report.unsure - len(report.unsure_tools):,} more"
    named = ", ".join(report.unsure_tools) + (
        more if report.unsure > len(report.unsure_tools) else ""
    )
    asked = report.second_reading is not None
    cure = "" if asked else "; a model reads what the rules are unsure of with --judge unsure"
    voice.say(f"{plural(TOOLS, report.unsure)} left unsure: {named}{cure}")


def told_reading(reading: SecondReading, voice: Voice) -> None:
    """What a model was asked and said, what it took, and what is left."""
    if reading.tried:
        voice.say(_read(reading))
    if reading.tried and not reading.trusted:
        voice.say(
            f"It got {reading.right} of {reading.tried} control questions right, which is too few: "
            "what it says is shown beside the verdicts, and decides none."
        )
    if reading.over_budget:
        voice.say(f"The budget is spent: {plural(TOOLS, reading.left)} left to be read.")
    if reading.failure:
        missed = reading.failed + (0 if reading.over_budget else reading.left)
        rest = f"; the rules' verdict stands for {plural(TOOLS, missed)} of its" if missed else ""
        line = f"{reading.failure}{rest}"
        complain([line]) if reading.failed else voice.say(f"No second reading: {line}")


def _read(reading: SecondReading) -> str:
    cost = f", {reading.cost:.4f} at your price" if reading.cost is not None else ""
    return (
        f"The model {reading.model} read {plural(TOOLS, reading.judged)} and abstained on "
        f"{reading.abstained}: {reading.sent_tokens:,} tokens sent, "
        f"{reading.answered_tokens:,} answered{cost}."
    )


def told_forecast(forecast: "Forecast", voice: Voice) -> None:
    """What a second reading would take, before anything is sent."""
    cost = (
        f"; some {forecast.cost:.2f} at your price, {forecast.most_cost:.2f} at most"
        if forecast.cost is not None and forecast.most_cost is not None
        else "; what that costs is told with --price SENT,ANSWERED"
    )
    voice.say(
        f"{plural(TOOLS, forecast.tools)} of {forecast.of:,} would be read: some "
        f"{forecast.sent_tokens:,} tokens sent and {forecast.answered_tokens:,} answered{cost}. "
        "Nothing was sent."
    )
