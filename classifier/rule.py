"""What a rule is, and the one register of rules.

A rule says one or more effects or traits of a tool. Word rules stand in rules/*.toml,
functions in rules/*.py; being in the folder is being registered. Each carries its proof:
texts that it must hit and texts that it must miss, or it is refused.
"""

import importlib
import pkgutil
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from catalog.errors import RuleError
from catalog.taxonomy import Category, Effect, Trait
from classifier.reading import Quote, Reading

Says = Effect | Trait
CATEGORY: dict[Says, Category] = {
    Effect.PAYS: Category.FINANCIAL,
    Effect.DELETES: Category.DESTRUCTIVE,
    Effect.EXECUTES: Category.EXECUTE,
    Effect.TRIGGERS: Category.EXECUTE,
    Effect.CREATES: Category.WRITE,
    Effect.UPDATES: Category.WRITE,
    Effect.OVERWRITES: Category.WRITE,
    Effect.SENDS: Category.WRITE,
    Effect.READS: Category.READ,
}
"""Effects that make a category; whatever else is said only colours one."""
Example = str | dict[str, Any]
"""A name (`delete_file`), a description (`Deletes a file.`), or a whole definition."""


class Words(NamedTuple):
    """What a word rule looks for; every word is lower case, in its base form.

    verbs       verbs at the head of a name, a title or a clause
    nouns       verbs that are as often nouns (`post`): in a name only in first or last place
    heads       nouns that say what a name without a verb returns (`order_history`)
    objects     one of these must be in the verb's direct object
    near        one of these must be in the verb's clause
    along       one of these must be in the verb's clause as well
    without     none of these may be in the verb's clause
    phrases     words in a row, anywhere in the fields of `where`
    parameters  names of parameters
    endings     last words of the names of parameters
    cjk         Chinese, Japanese and Korean verbs, which stand without spaces
    where       name, title, description, parameter, server
    """

    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    along: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    cjk: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset({"name", "title", "description"})


@dataclass(frozen=True, eq=False)
class Rule:
    """`check` is for what words cannot say; it runs where one of `wakes` names a parameter.

    Derived: of what it `says`, the gravest that makes a category (`tells`, of that `rank`,
    -1 for none), and what only colours one.
    """

    id: str
    says: tuple[Says, ...]
    confidence: float
    why: str
    hits: tuple[Example, ...]
    misses: tuple[Example, ...]
    words: Words = field(default=Words())
    check: Callable[[Reading], Iterator[Quote]] | None = None
    wakes: frozenset[str] = frozenset()

    tells: Says | None = field(init=False, default=None)
    colours: tuple[Says, ...] = field(init=False, default=())
    rank: int = field(init=False, default=-1)

    def __post_init__(self) -> None:
        telling = [says for says in self.says if says in CATEGORY]
        gravest = max(telling, key=lambda says: CATEGORY[says].rank, default=None)
        object.__setattr__(self, "tells", gravest)
        object.__setattr__(self, "rank", CATEGORY[gravest].rank if gravest else -1)
        object.__setattr__(
            self, "colours", tuple(each for each in self.says if each not in CATEGORY)
        )
        for part in ("says", "why", "hits", "misses"):
            if not getattr(self, part):
                raise RuleError(f"rule {self.id}: has no {part}; every rule needs one")
        if not 0 < self.confidence <= 1:
            raise RuleError(f"rule {self.id}: confidence {self.confidence} is not within 0 and 1")


RULES: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    """Add a rule; a second one of the same id is refused."""
    if rule.id in RULES:
        raise RuleError(f"rule {rule.id}: is there twice; rename one of them")
    RULES[rule.id] = rule


def rule(
    *says: Says,
    confidence: float,
    wakes: tuple[str, ...],
    hits: tuple[Example, ...],
    misses: tuple[Example, ...],
) -> Callable[[Callable[[Reading], Iterator[Quote]]], Callable[[Reading], Iterator[Quote]]]:
    """Register the function as a rule: its name is the id, its docstring the why."""

    def register_it(
        check: Callable[[Reading], Iterator[Quote]],
    ) -> Callable[[Reading], Iterator[Quote]]:
        name = check.__name__.replace("_", "-")
        why = " ".join((check.__doc__ or "").split())
        register(
            Rule(name, says, confidence, why, hits, misses, check=check, wakes=frozenset(wakes))
        )
        return check

    return register_it


@cache
def load_all() -> tuple[Rule, ...]:
    """Every rule of the folder, by id. Raises RuleError for one that is malformed."""
    folder = files("classifier.rules")
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".toml"):
            for each in read_rules(entry.name, entry.read_text(encoding="utf-8")):
                register(each)
    package = importlib.import_module("classifier.rules")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"classifier.rules.{module.name}")
    return tuple(RULES[name] for name in sorted(RULES))


def read_rules(name: str, text: str) -> Iterator[Rule]:
    """The rules of one TOML file. Raises RuleError, naming the file and the rule."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: is not TOML: {error}") from error
    for rule_id, table in tables.items():
        yield _word_rule(name, rule_id, table)


def _word_rule(file: str, rule_id: str, table: dict[str, Any]) -> Rule:
    unknown = set(table) - {*Words._fields, "says", "confidence", "why", "hits", "misses"}
    if unknown:
        raise RuleError(f"{file}: rule {rule_id}: unknown key {min(unknown)}")
    return Rule(
        id=rule_id,
        says=tuple(_says(file, rule_id, word) for word in table.get("says", ())),
        confidence=table.get("confidence", 0.0),
        why=table.get("why", ""),
        hits=tuple(table.get("hits", ())),
        misses=tuple(table.get("misses", ())),
        words=Words(**{key: frozenset(table[key]) for key in Words._fields if key in table}),
    )


def _says(file: str, rule_id: str, word: str) -> Says:
    for kind in (Effect, Trait):
        if word in set(kind):
            return kind(word)
    raise RuleError(f"{file}: rule {rule_id}: {word} is neither an effect nor a trait")
