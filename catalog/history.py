"""Pure: two tool lists of one server → what came, went and changed."""

from collections.abc import Iterator, Sequence

from catalog.model.history import Event, Offer


def events(before: Sequence[Offer], after: Sequence[Offer]) -> tuple[Event, ...]:
    """What happened, by name. A tool is known by its name alone.

    Where a name is given several times, equal definitions belong together, and the others
    in their order.
    """
    names = sorted({each.tool.name for each in (*before, *after)})
    return tuple(
        event
        for name in names
        for event in _of_name(
            [each for each in before if each.tool.name == name],
            [each for each in after if each.tool.name == name],
        )
    )


def _of_name(before: list[Offer], after: list[Offer]) -> Iterator[Event]:
    """What happened to the definitions of one name."""
    for old in tuple(before):
        same = next((each for each in after if each.tool.digest == old.tool.digest), None)
        if same is not None:
            before.remove(old)
            after.remove(same)
    shared = min(len(before), len(after))
    for old, new in zip(before[:shared], after[:shared], strict=True):
        yield Event(
            kind="changed", name=old.tool.name, before=old, after=new, fields=_fields(old, new)
        )
    for gone in before[shared:]:
        yield Event(kind="removed", name=gone.tool.name, before=gone, after=None)
    for new in after[shared:]:
        yield Event(kind="added", name=new.tool.name, before=None, after=new)


def _fields(old: Offer, new: Offer) -> tuple[str, ...]:
    """The members of the two definitions that are not alike."""
    was, now = old.tool.definition, new.tool.definition
    missing = object()
    return tuple(
        sorted(key for key in {*was, *now} if was.get(key, missing) != now.get(key, missing))
    )
