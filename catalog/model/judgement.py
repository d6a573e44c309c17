"""What a model says of a tool, kept so that nobody asks it twice."""

from datetime import datetime

from catalog.model.value import Value
from catalog.taxonomy import Category, Effect, Risk


class Fragment(Value):
    """A stretch of a definition or of its server's words, as an answer names it by number.

    `field`, `start` and `end` are as a Finding has them.
    """

    field: str
    quote: str
    start: int
    end: int


class Answer(Value):
    """A valid answer; `fragments` are the words that it rests on."""

    category: Category
    effects: tuple[Effect, ...]
    risk: Risk
    confidence: float
    rationale: str
    fragments: tuple[Fragment, ...]


class Judgement(Value):
    """What one model, asked in the words of one prompt, said of a definition in a context.

    `answer` is None where it gave none that is valid, and `reason` says why; else `reason` is
    empty. `prompt` is the prompt's version, such as `judge-1`. `whole` tells that the model was
    shown all of the tool, `trusted` that it had passed its trial: else it decides nothing.
    """

    tool_digest: str
    context_digest: str
    model: str
    prompt: str
    answer: Answer | None
    reason: str = ""
    whole: bool = True
    trusted: bool = True
    at: datetime
