"""One verdict → what is recommended, step by step, each step with its reason. Pure.

The map from category to rule is the one that readers of PolicyLayer's catalogue know from
its tool pages (https://policylayer.com/tools/…, read in November 2026): Read free, Write
30 calls a minute, Execute 10 a minute, Destructive hidden, Financial denied until a
person approves. From there it is tightened where more is at stake than the category says.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from catalog.model.classification import ActionVerdict, Classification
from catalog.model.policy import Limit, Ruling
from catalog.taxonomy import BASELINE, Action, Category, Effect, Level, Risk, Trait
from publisher.policy.profile import Profile, Terms
from publisher.words import advice as words

WRITES_A_MINUTE = 30
EXECUTIONS_A_MINUTE = 10

LADDER = (
    Terms(action=Action.LIMIT, max=WRITES_A_MINUTE),
    Terms(action=Action.LIMIT, max=EXECUTIONS_A_MINUTE),
    Terms(action=Action.ASK),
    Terms(action=Action.DENY),
    Terms(action=Action.HIDE),
)
"""From allow upwards; a step leads to the first that is stricter."""


class Step(NamedTuple):
    """What is recommended from here on, and why, in a sentence."""

    ruling: Ruling
    why: str


class Advice(NamedTuple):
    """How a recommendation came about. `floors` are of doubts and high risks, and outdo `steps`."""

    steps: tuple[Step, ...]
    floors: tuple[Step, ...]

    @property
    def ruling(self) -> Ruling:
        """What is recommended in the end."""
        return (*self.steps, *self.floors)[-1].ruling

    @property
    def reason(self) -> str:
        """Why that is, in sentences."""
        risen = self.floors and self.floors[-1].ruling != self.steps[-1].ruling
        told = self.floors if risen else (*self.steps, *self.floors)
        return " ".join(step.why for step in told)


class Kind(NamedTuple):
    """What is known of some calls: of all of a tool's, or of those with a certain argument."""

    category: Category
    risk: Risk
    marks: frozenset[Effect | Trait]
    doubts: Mapping[str, str]
    """By the profile's word for it, what is doubtful, in a reader's words."""

    @property
    def baseline(self) -> Risk:
        return BASELINE[self.category]


def kind_of(verdict: Classification, *, unverified: bool) -> Kind:
    """The calls of a tool."""
    marks: frozenset[Effect | Trait] = frozenset((*verdict.effects, *verdict.traits))
    doubts = dict(_doubts(verdict, unverified=unverified))
    return Kind(verdict.category, verdict.risk, marks, doubts)


def kind_of_action(action: ActionVerdict, whole: Kind) -> Kind:
    """The tool's calls with one value of its action argument.

    Which of the tool's marks are theirs nobody knows: those that change anything may have all
    of them, and those that only read may still give secrets away.
    """
    reads = action.category is Category.READ
    marks = whole.marks & {Effect.SECRETS} if reads else whole.marks
    return Kind(action.category, action.risk, marks, whole.doubts)


def advise(kind: Kind, profile: Profile, counter: str) -> Advice:
    """The steps to what the profile recommends for these calls."""
    if "unsure" in kind.doubts:  # the category is a guess, which neither opens nor closes
        unsure = profile.at_least.get("unsure", Action.ASK)
        steps = [Step(Ruling(action=unsure), _said(words.FLOOR, unsure, words.UNSURE))]
    else:
        steps = [_of_category(kind, profile, counter)]
        steps += _tightened(steps[0].ruling, kind, profile, counter)
    return Advice(tuple(steps), tuple(_floors(steps[-1].ruling, kind, profile)))


def a_minute(counter: str, calls: int) -> Limit:
    """At most so many calls a minute."""
    return Limit(counter=counter, window="minute", max=calls)


def _of_category(kind: Kind, profile: Profile, counter: str) -> Step:
    ruling = profile.categories[kind.category].ruling(counter)
    why = words.CATEGORY[ruling.action].format(
        because=words.BECAUSE[kind.category], number=_number(ruling)
    )
    return Step(ruling, why[0].upper() + why[1:])


def _tightened(ruling: Ruling, kind: Kind, profile: Profile, counter: str) -> Iterator[Step]:
    """The steps up from what lets calls through; what is denied needs none."""
    reasons = dict(_reasons(kind, profile))
    because = " and ".join(reasons)
    for _ in range(max(reasons.values(), default=0)):
        if ruling.action.rank >= Action.DENY.rank:
            return
        rungs = (each.ruling(counter) for each in LADDER)
        ruling = next(each for each in rungs if each.strictness > ruling.strictness)
        why = words.TIGHTENED[ruling.action].format(because=because, number=_number(ruling))
        yield Step(ruling, why)


def _reasons(kind: Kind, profile: Profile) -> Iterator[tuple[str, int]]:
    """Why it is tightened, and by how many steps."""
    for mark, steps in profile.tighten.items():
        if mark == "above_baseline":
            if kind.risk.rank > kind.baseline.rank:
                yield words.ABOVE.format(risk=kind.risk, baseline=kind.baseline), steps
        elif mark in kind.marks:
            yield words.MARK.format(meaning=words.MEANING[mark]), steps


def _doubts(verdict: Classification, *, unverified: bool) -> Iterator[tuple[str, str]]:
    rules = dict.fromkeys(each.rule for each in verdict.warnings if each.level is Level.SHOWN)
    if verdict.abstained:
        yield "unsure", words.UNSURE
    if rules:
        yield "warned", words.WARNED.format(rules=", ".join(rules))
    if unverified:
        yield "unverified", words.UNVERIFIED


def _floors(ruling: Ruling, kind: Kind, profile: Profile) -> Iterator[Step]:
    """What the ruling rises to, each with its reason; a doubt is told also where it does not."""
    risk = {kind.risk.value: words.AT_RISK.format(risk=kind.risk)}
    for name, because in {**risk, **kind.doubts}.items():
        floor = next((action for key, action in profile.at_least.items() if key == name), None)
        if floor is not None and floor.rank > ruling.action.rank:
            ruling = Ruling(action=floor)
            yield Step(ruling, _said(words.FLOOR, floor, because))
        elif name == "unverified" and floor is not None:
            yield Step(ruling, f"{because[0].upper()}{because[1:]}.")


def _said(form: Mapping[Action, str], action: Action, because: str) -> str:
    return form[action].format(because=because)


def _number(ruling: Ruling) -> str:
    if ruling.limit is None:
        return ""
    roomy = ruling.limit.a_minute >= words.ROOM
    form = words.NUMBER_ROOM if roomy else words.NUMBER_SMALL
    return form.format(max=ruling.limit.max, window=ruling.limit.window)
