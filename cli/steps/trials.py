"""How a model fared in its trial, kept for a month in the user's cache: a fact of the model
at its endpoint, not of a catalog. What is not there, or cannot be read, is tried again."""

import hashlib
import time
from pathlib import Path

import platformdirs
from pydantic import ValidationError

from catalog.errors import JudgeError
from catalog.model.judgement import Judgement
from catalog.model.value import Value
from classifier.judge.ask import Asking
from classifier.judge.budget import Budget
from classifier.judge.endpoint import Endpoint
from classifier.judge.environment import shown_address
from classifier.judge.prompt import load_prompt
from classifier.judge.question import groups
from classifier.judge.trial import Outcome, load_trial, outcome

KEPT_SECONDS = 30 * 24 * 3600
"""Under the same name another model may come to stand."""


class Tried(Value):
    """What is kept of a trial."""

    right: int
    asked: int
    passed: bool


async def try_model(endpoint: Endpoint, budget: Budget) -> Outcome:
    """How the model fares. Raises JudgeError where it does not answer, or the budget is too
    small to try it."""
    place = _place(endpoint.model)
    if known := _read(place):
        return known
    judged: list[Judgement] = []
    asking = Asking(endpoint, budget, judged.append)
    await asking.ask_all(groups(load_trial().questions))
    if asking.failed or asking.left:
        small = "the budget is too small to try the model; allow it more"
        raise JudgeError(asking.failure or small)
    found = outcome(judged)
    _write(place, Tried(right=found.right, asked=found.asked, passed=found.passed))
    return found


def was_tried(model: str) -> bool:
    """Whether it is known how the model fares, so that it need not be asked."""
    return _read(_place(model)) is not None


def _place(model: str) -> Path:
    trial = [each.tool.digest for each in load_trial().questions]
    said = "\n".join((shown_address(), model, load_prompt().version, *trial))
    name = hashlib.sha256(said.encode()).hexdigest()[:32]
    return platformdirs.user_cache_path("toolrisk") / "trials" / f"{name}.json"


def _read(place: Path) -> Outcome | None:
    try:
        if time.time() - place.stat().st_mtime > KEPT_SECONDS:
            return None
        return Outcome(*Tried.model_validate_json(place.read_text("utf-8")).model_dump().values())
    except (OSError, ValidationError, UnicodeDecodeError):
        return None


def _write(place: Path, tried: Tried) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(tried.model_dump_json(), "utf-8")
    except OSError:
        return  # tried again next time
