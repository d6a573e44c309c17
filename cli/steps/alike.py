"""What a person may have meant whose words are nobody's exact name. Pure."""

import difflib
import re
from collections.abc import Sequence

from catalog.store.servers import Naming

AT_MOST = 5
"""Names offered."""

READ = 200
"""Code points of a person's words that are looked at: likeness takes quadratic time."""


def same(text: str, known: Sequence[Naming]) -> Naming | None:
    """The server of that slug or id, else title, whatever the case; None where several are."""
    wanted = text.casefold()
    named = [each for each in known if wanted in (each.slug.casefold(), each.id.casefold())]
    found = named or [each for each in known if each.title.casefold() == wanted]
    return found[0] if len(found) == 1 else None


def servers_alike(text: str, known: Sequence[Naming]) -> tuple[str, ...]:
    """Slugs of servers that are called much like `text`, or like what stands before its `/`."""
    spelled = [
        *((each.slug, each.slug) for each in known),
        *((each.title, each.slug) for each in known),
        *((each.id, each.slug) for each in known),
    ]
    return alike(text, spelled) or alike(text.partition("/")[0], spelled)


def alike(text: str, spelled: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What is spelled nearly like `text`, best first; then what has all of its words."""
    wanted = text[:READ].casefold()
    folded = [(spelling.casefold(), meant) for spelling, meant in spelled]
    meanings = dict(folded)
    close = [meanings[each] for each in difflib.get_close_matches(wanted, meanings, AT_MOST)]
    words = re.findall(r"[^\W_]+", wanted)
    holding = [meant for it, meant in folded if words and all(word in it for word in words)]
    return tuple(dict.fromkeys((*close, *holding)))[:AT_MOST]


def did_you_mean(names: Sequence[str], otherwise: str) -> str:
    """The second half of a complaint: the names that are alike, or what to do instead."""
    return f"did you mean {' or '.join(names)}?" if names else otherwise
