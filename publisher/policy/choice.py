"""Pure: the argument whose value tells what a call of a tool does, where one surely does.

A condition looks at an outermost argument. Where the choice stands further inside, in two
places or beside another that may be the one that the server goes by, a call can name a mild
value in the place that is looked at and do what another one says. Nor does the value tell
what becomes of a call where the tool is graver than each of its actions: what makes it so may
be done by any of them.
"""

import re

from catalog.model.classification import Classification
from catalog.model.tool import Tool
from catalog.taxonomy import Decider
from classifier.match import meaning_of
from classifier.reading import MOST, ROOT, Parameter, read_parameters

_OUTERMOST = re.compile(rf"{ROOT}(?:/(?:anyOf|oneOf|allOf)/[0-9]+)*/properties")


def chooser(tool: Tool, verdict: Classification) -> str | None:
    """The parameter; None where no value of one argument settles it.

    Nor where somebody else than the rules decided: what they know of the actions is theirs.
    """
    named = {each.parameter for each in verdict.actions}
    if len(named) != 1 or verdict.decided_by is not Decider.RULES:
        return None
    if verdict.category not in {each.category for each in verdict.actions}:
        return None
    parameters = read_parameters(tool.input_schema)
    choosing = [each for each in parameters if each.name in named or _acts(each)]
    sure = len(parameters) < MOST and all(_only(each, named) for each in choosing)
    return named.pop() if sure else None


def _acts(parameter: Parameter) -> bool:
    meaning = meaning_of(parameter.name)
    return meaning is not None and meaning.acts


def _only(parameter: Parameter, named: set[str]) -> bool:
    return parameter.name in named and _OUTERMOST.fullmatch(parameter.beside) is not None
