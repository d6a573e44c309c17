"""Pure: two tool lists of one server → what came, went and changed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalog.model.history import Change, Event, Offer
from catalog.reading import digest_of


def events(before: Sequence[Offer], after: Sequence[Offer]) -> tuple[Event, ...]:
    """What happened, by name. A tool is known by its name alone.

    Where a name is given several times, equal definitions belong together, and the others
    in their order.
    """
    names = sorted({each.tool.name for each in (*before, *after)})
    were, are = _by_name(before), _by_name(after)
    return tuple(
        event for name in names for event in _of_name(were.get(name, []), are.get(name, []))
    )


def _by_name(offers: Sequence[Offer]) -> dict[str, list[Offer]]:
    found: dict[str, list[Offer]] = {}
    for each in offers:
        found.setdefault(each.tool.name, []).append(each)
    return found


def _of_name(before: Sequence[Offer], after: Sequence[Offer]) -> Iterator[Event]:
    """What happened to the definitions of one name."""
    same = _digests(before) & _digests(after)
    gone, come = _without(before, same), _without(after, same)
    for old, new in zip(gone, come, strict=False):
        changed = tuple(changes(old.tool.definition, new.tool.definition))
        yield Event(kind="changed", name=old.tool.name, before=old, after=new, changes=changed)
    for old in gone[len(come) :]:
        yield Event(kind="removed", name=old.tool.name, before=old, after=None)
    for new in come[len(gone) :]:
        yield Event(kind="added", name=new.tool.name, before=None, after=new)


def _digests(offers: Sequence[Offer]) -> Counter[str]:
    return Counter(each.tool.digest for each in offers)


def _without(offers: Sequence[Offer], digests: Counter[str]) -> list[Offer]:
    """The offers in order, without the first of each digest as often as it is counted."""
    left, rest = Counter(digests), []
    for each in offers:
        if left[each.tool.digest]:
            left[each.tool.digest] -= 1
        else:
            rest.append(each)
    return rest


def changes(before: Any, after: Any, path: str = "") -> Iterator[Change]:
    """Where two JSON values differ, by path; lists of two lengths differ as a whole."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_members(before, after, path)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for at, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from changes(old, new, _below(path, str(at)))
    elif not _same(before, after):
        yield Change(path=path, kind="changed", before=before, after=after)


def _of_members(before: Mapping[str, Any], after: Mapping[str, Any], path: str) -> Iterator[Change]:
    for name in sorted({*before, *after}):
        inner = _below(path, name)
        if name not in before:
            yield Change(path=inner, kind="added", after=after[name])
        elif name not in after:
            yield Change(path=inner, kind="removed", before=before[name])
        else:
            yield from changes(before[name], after[name], inner)


def _same(before: Any, after: Any) -> bool:
    """Whether a digest takes the two for one; to Python, 1 and true are the same."""
    if isinstance(before, str) and isinstance(after, str):
        return before == after
    return digest_of(before) == digest_of(after)


def _below(path: str, step: str) -> str:
    """One step further down, written as in RFC 6901, section 3."""
    escaped = step.replace("~", "~0").replace("/", "~1")
    return f"{path}/{escaped}" if path else escaped
