"""Where names have values: a frame of the source, entered."""

from dataclasses import dataclass, field

from crawler.introspection.source.frames import Frame
from crawler.introspection.source.values import Value


@dataclass(slots=True, eq=False)
class Scope:
    """A frame with what is bound in it from outside: parameters, a loop's item, `this`.

    `unit` is the file. `memo` holds the names that were looked up.
    """

    frame: Frame
    parent: "Scope | None"
    unit: str
    bound: dict[str, Value] = field(default_factory=dict)
    memo: dict[str, Value] = field(default_factory=dict)
