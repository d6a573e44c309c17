"""How good the rules were when they were last measured: figures.json, which `make figures` writes.

The labelled sets are no part of the package, so that it can only tell what was measured.
"""

from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from catalog.model.value import Value
from classifier.evaluation import Measures


class Figures(Value):
    """Measures of the rules of a `version` on `labels`, taken on the day `measured`.

    `first_verb` are the same of a word list that looks at the first verb of a name: what
    the rules are compared with. Only its verdicts on categories mean anything.
    """

    labels: str
    measured: str
    version: str
    rules: Measures
    first_verb: Measures


@cache
def figures() -> Figures:
    """What the package was shipped with."""
    return TypeAdapter(Figures).validate_json(
        files("classifier").joinpath("figures.json").read_bytes()
    )
