"""What two languages have in common: the expressions and frames that the evaluator knows.

Python's and JavaScript's trees are lowered to these, as far as they are needed. Whatever
has no place here becomes OPAQUE, whose value is unknown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.introspection.source.frames import Frame


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """A constant."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A variable; `this` is one, too."""

    id: str


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """`*x` or `...x` among the items of a list or the arguments of a call."""

    of: "Expression"


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A list, tuple or set."""

    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Mapped:
    """A dictionary or an object; an entry without a key is spread."""

    entries: tuple[tuple["Expression | None", "Expression"], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Parts that are added: texts, lists; `|` between types and dictionaries too."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """`of.name`."""

    of: "Expression"
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """`of[key]`; `rest` is all from that index on, or all but the keys named."""

    of: "Expression"
    key: "Expression"
    rest: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Either:
    """One of several, nobody knows which: `a if b else c`, `a || b`."""

    options: tuple["Expression", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A call, or an instance made with `new`; a named argument without a name is spread."""

    callee: "Expression"
    arguments: tuple["Expression", ...]
    named: tuple[tuple[str | None, "Expression"], ...] = ()
    line: int = 0

    @property
    def callee_name(self) -> str:
        """The variable that is called; "" where it is none."""
        return self.callee.id if isinstance(self.callee, Name) else ""


@dataclass(frozen=True, slots=True, eq=False)
class Each:
    """A comprehension: `element` for each round of the loops, under `key` in a dictionary."""

    loops: tuple["Frame", ...]
    element: "Expression"
    key: "Expression | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Imported:
    """What a module gives under a name; the whole module where there is none."""

    module: str
    name: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """One parameter; `kind` is plain, rest (`*args`), others (`**kwargs`)."""

    name: str
    default: "Expression | None" = None
    annotation: "Expression | None" = None
    kind: str = "plain"


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function, whose body is lowered when it is wanted.

    A `getter` is called by a mere look. A `selfish` one takes its object as first parameter.
    """

    name: str
    parameters: tuple[Parameter, ...]
    body: Callable[[], "Frame"]
    doc: str | None = None
    getter: bool = False
    static: bool = False
    selfish: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """An attribute of a class; `late` ones are set by its constructor."""

    name: str
    value: "Expression | None"
    annotation: "Expression | None" = None
    late: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Class:
    """A class, whose members are lowered when they are wanted; in an `open` one each sees all."""

    name: str
    bases: tuple["Expression", ...]
    members: Callable[[], Mapping[str, Field]]
    doc: str | None = None
    open: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Opaque:
    """What the evaluator does not know."""


@dataclass(slots=True, eq=False)
class Later:
    """An expression that is lowered when its value is wanted."""

    lower: Callable[[], "Expression"]


OPAQUE = Opaque()

Expression = (
    Literal | Name | Spread | Listed | Mapped | Joined | Member | Item | Either | Call
    | Each | Imported | Function | Class | Later | Opaque
)  # fmt: skip
