"""`policy --explain`: how one tool's rule came about, and what each format makes of it."""

from collections.abc import Iterator, Sequence

from catalog.errors import NothingFound, UsageError
from catalog.model.policy import AdvisedCase, Policy, Ruling
from catalog.model.value import Value
from catalog.taxonomy import Category, Risk
from cli.console import Voice, emit
from cli.steps.policy_subjects import Judged, Subject
from publisher.adapt import adapt
from publisher.policy.advice import advise, kind_of
from publisher.policy.profile import Profile
from publisher.policy.recommend import counter_of
from publisher.target import find, names
from publisher.words.changes import ruled
from publisher.words.losses import told


class StepView(Value):
    """One step to the recommendation."""

    ruling: Ruling
    why: str


class TargetView(Value):
    """What one format makes of the rule; None where it cannot name the tool."""

    target: str
    ruling: Ruling | None
    losses: tuple[str, ...]


class Explained(Value):
    """One tool's rule, how it came about, and what becomes of it in each format."""

    server: str
    tool: str
    category: Category
    risk: Risk
    rationale: str
    steps: tuple[StepView, ...]
    ruling: Ruling
    reason: str
    cases: tuple[AdvisedCase, ...]
    targets: tuple[TargetView, ...]


def explain(subjects: Sequence[Subject], named: str, profile: Profile) -> Explained:
    """The story of the rule for `TOOL` or `SERVER/TOOL`. Raises NothingFound where there is none,
    UsageError where several servers have one."""
    subject, judged = _meant(subjects, named)
    tool = judged[0].name
    policy = subject.policy
    rule = next(each for each in policy.rules if each.tool == tool)
    alone = policy.model_copy(update={"rules": (rule,)})
    return Explained(
        server=subject.name,
        tool=tool,
        category=rule.category,
        risk=rule.risk,
        rationale=judged[1].rationale,
        steps=tuple(_steps(subject, judged, profile)),
        ruling=rule.alone,
        reason=rule.reason,
        cases=rule.cases,
        targets=tuple(_target(name, subject.name, alone) for name in names()),
    )


def show_explained(explained: Explained, voice: Voice, *, json: bool) -> None:
    """Print it, for a person or as JSON."""
    if json:
        emit(explained)
        return
    head = f"{explained.server}/{explained.tool}: {explained.category}, {explained.risk}"
    voice.text(head, style="bold")
    voice.text(explained.rationale, margin="  ")
    for number, step in enumerate(explained.steps, 1):
        voice.text(f"{number}. {ruled(step.ruling)}: {step.why}", margin="  ")
    for case in explained.cases:
        values = ", ".join(case.when.values)
        said = f"{case.when.parameter} = {values}: {ruled(case)}: {case.reason}"
        voice.text(said, margin="  ")
    voice.text(f"So: {ruled(explained.ruling)}. {explained.reason}", margin="  ")
    rows = [
        (each.target, ruled(each.ruling) or "not named", " ".join(each.losses))
        for each in explained.targets
    ]
    voice.table("In each format", ("target", "becomes", "because"), rows)


def _meant(subjects: Sequence[Subject], named: str) -> tuple[Subject, Judged]:
    found = [(subject, each) for subject in subjects for each in subject.judged]
    if not found:
        offered = [each.tool[:80] for subject in subjects for each in subject.rules]
        raise NothingFound(f"no tool {named[:80]!r}; there are {', '.join(offered[:5]) or 'none'}")
    if len({subject.name for subject, _ in found}) > 1:
        raise UsageError(f"several servers have {named[:80]!r}; name one as SERVER/TOOL")
    return found[0]


def _steps(subject: Subject, judged: Judged, profile: Profile) -> Iterator[StepView]:
    tool, verdict = judged
    if profile.decided(subject.name, tool.name):
        return
    kind = kind_of(verdict, unverified=subject.unverified)
    advice = advise(kind, profile, counter_of(tool.name))
    for step in (*advice.steps, *advice.floors):
        yield StepView(ruling=step.ruling, why=step.why)


def _target(name: str, server: str, policy: Policy) -> TargetView:
    stack, losses = adapt({server: policy}, find(name).abilities)
    rulings = [rule.alone for rule in stack[server].rules]
    return TargetView(target=name, ruling=next(iter(rulings), None), losses=told(losses))
