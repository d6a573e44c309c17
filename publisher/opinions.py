"""Who decided a verdict, and what the others say, in words. Pure."""

from collections.abc import Iterator

from catalog.model.classification import Classification, Opinion
from catalog.taxonomy import Decider
from publisher.excerpt import NAME, cut
from publisher.words import tool as words


def decided(verdict: Classification) -> str:
    """Who decided, followed by what the others say, if there are any."""
    return "; ".join((_by(verdict), *others(verdict)))


def others(verdict: Classification) -> Iterator[str]:
    """What those say who did not decide."""
    for each in verdict.opinions:
        if each.by is not verdict.decided_by:
            yield _filled(words.OPINION[each.by], each, said=_said(each))


def _by(verdict: Classification) -> str:
    model = next((each for each in verdict.opinions if each.by is Decider.MODEL), None)
    if verdict.decided_by is Decider.MODEL and model and model.model is not None:
        return _filled(words.DECIDED_MODEL, model)
    return words.DECIDED[verdict.decided_by]


def _said(opinion: Opinion) -> str:
    unsure = words.OPINION_UNSURE if opinion.by is Decider.RULES else words.OPINION_UNSURE_ONE
    said = unsure if opinion.abstained else words.OPINION_SAID
    return said.format(category=opinion.category, risk=opinion.risk)


def _filled(sentence: str, opinion: Opinion, **said: str) -> str:
    """The sentence with the model's name, which its user has given."""
    name, prompt = (cut(each or "", NAME) for each in (opinion.model, opinion.prompt))
    return sentence.format(model=name, prompt=prompt, **said)
