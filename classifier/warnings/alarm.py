"""What a rule for warnings is, and their register.

An alarm says something about a text itself, never about what the tool does. Those that
patterns of words can say stand in rules/*.toml, functions in rules/*.py; being in the
folder is being registered. Each carries its proof: texts that it must hit and miss.
"""

import importlib
import pkgutil
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from catalog.errors import RuleError
from catalog.taxonomy import Level
from classifier.rule import Example
from classifier.warnings.group import group
from classifier.warnings.look import Seen
from classifier.warnings.pattern import Pattern
from classifier.warnings.texts import Text

WITHIN = 80
"""Characters within which the words of a pattern stand, where a rule does not say."""


May = Callable[[Seen], bool]
Look = Callable[[Text], Iterator[str]]


@dataclass(frozen=True, eq=False)
class Alarm:
    """`patterns` are looked for, or `look` yields quotes of a text.

    A function is woken by one of `wakes`: whole words, and expressions in the syntax of RE2 for
    all else. `may`, if it is there, tells then whether to look.
    """

    id: str
    level: Level
    why: str
    hits: tuple[Example, ...]
    misses: tuple[Example, ...]
    patterns: tuple[Pattern, ...] = ()
    wakes: frozenset[str] = frozenset()
    may: May | None = None
    look: Callable[[Text], Iterator[str]] | None = None

    def __post_init__(self) -> None:
        for part in ("why", "hits", "misses"):
            if not getattr(self, part):
                raise RuleError(f"warning {self.id}: has no {part}; every rule needs one")


ALARMS: dict[str, Alarm] = {}


def register(alarm: Alarm) -> None:
    """Add an alarm; a second one of the same id is refused."""
    if alarm.id in ALARMS:
        raise RuleError(f"warning {alarm.id}: is there twice; rename one of them")
    ALARMS[alarm.id] = alarm


def alarm(
    may: May | None = None,
    *,
    wakes: Iterable[str],
    hits: tuple[Example, ...],
    misses: tuple[Example, ...],
    level: Level = Level.SHOWN,
) -> Callable[[Look], Look]:
    """Register the function as an alarm: its name is the id, its docstring the why."""

    def register_it(look: Look) -> Look:
        why = " ".join((look.__doc__ or "").split())
        name = look.__name__.replace("_", "-")
        register(Alarm(name, level, why, hits, misses, wakes=frozenset(wakes), may=may, look=look))
        return look

    return register_it


@cache
def load_alarms() -> tuple[Alarm, ...]:
    """Every alarm of the folder, by id. Raises RuleError for one that is malformed."""
    folder = files("classifier.warnings.rules")
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".toml"):
            for each in read_alarms(entry.name, entry.read_text(encoding="utf-8")):
                register(each)
    package = importlib.import_module("classifier.warnings.rules")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"classifier.warnings.rules.{module.name}")
    return tuple(ALARMS[name] for name in sorted(ALARMS))


_KEYS = frozenset("level why hits misses patterns rows within across between before".split())


def read_alarms(name: str, text: str) -> Iterator[Alarm]:
    """The alarms of one TOML file. Raises RuleError, naming the file and the alarm."""
    try:
        tables: dict[str, dict[str, Any]] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: is not TOML: {error}") from error
    for alarm_id, table in tables.items():
        if unknown := set(table) - _KEYS:
            raise RuleError(f"{name}: warning {alarm_id}: unknown key {min(unknown)}")
        yield Alarm(
            id=alarm_id,
            level=Level(table.get("level", Level.SHOWN)),
            why=table.get("why", ""),
            hits=tuple(table.get("hits", ())),
            misses=tuple(table.get("misses", ())),
            patterns=tuple(_patterns(table)),
        )


def _patterns(table: dict[str, Any]) -> Iterator[Pattern]:
    """`patterns` have their groups in any order, `rows` in the order given."""
    for key in ("patterns", "rows"):
        for each in table.get(key, ()):
            yield Pattern(
                groups=tuple(map(group, each)),
                within=table.get("within", WITHIN),
                in_row=key == "rows",
                across=table.get("across", False),
                between=group(table.get("between", "")),
                before=group(table.get("before", "")),
            )
