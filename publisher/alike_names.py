"""Tools of one server whose names are easily taken for each other: each page says so. Pure."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from catalog.letters import skeleton
from catalog.model.page import Oddity
from publisher.excerpt import NAME, cut
from publisher.words.tool_page import ALIKE, WITH_LETTERS

NAMED = 3
"""Other tools that are named, and letters of a name that are told."""


def alike(names: Sequence[str]) -> tuple[tuple[Oddity, ...], ...]:
    """For each name what its page is to say: nothing, or that it looks like others."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    read = [skeleton(name) for name in names]
    for name, seen in dict(zip(names, read, strict=True)).items():
        groups[seen].append(name)
    return tuple(
        tuple(_told(name, groups[seen])) if seen and len(groups[seen]) > 1 else ()
        for name, seen in zip(names, read, strict=True)
    )


def _told(name: str, group: Sequence[str]) -> list[Oddity]:
    others = [_spelt(each) for each in group if each != name][:NAMED]
    says = ALIKE.format(name=_spelt(name), others=", ".join(others))
    return [Oddity(rule=None, says=says)]


def _spelt(name: str) -> str:
    """A quoted name, with the letters that an eye which reads Latin ones does not see."""
    foreign = dict.fromkeys(each for each in name if not each.isascii())
    told = [f"{each} U+{ord(each):04X}, {_script(each)}" for each in foreign][:NAMED]
    quoted = f"“{cut(name, NAME)}”"
    return WITH_LETTERS.format(name=quoted, letters="; ".join(told)) if told else quoted


def _script(letter: str) -> str:
    """The first word of its Unicode name; that of a letter is mostly its script."""
    return unicodedata.name(letter, "?").partition(" ")[0].capitalize()
