"""Policies → the documents of a target: on stdout, in files, or merged into the user's own."""

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from catalog.errors import InputError, UsageError
from catalog.model.policy import Policy, Rule
from publisher.adapt import adapt
from publisher.addresses import safe_slug
from publisher.policy.comparison import Change, compare
from publisher.target import Export, Target, export
from publisher.whole import write_whole

BYTES = 4 << 20
"""A policy file beyond this is none that we would change."""


class Document(NamedTuple):
    """One document with where it goes; None is stdout. `about` is the one server it is about."""

    place: Path | None
    about: str
    export: Export
    turned: tuple[Change, ...] = ()
    """What of an existing file's rules is changed by the writing."""
    kept: int = 0
    """Rules of the user's own in it, that stand beside what is recommended, or against it."""


def documents(
    policies: Mapping[str, Policy], target: Target, output: Path | None
) -> Iterator[Document]:
    """Each document, made before any is written; an existing file is merged into.

    Raises UsageError where several documents want a folder, InputError for a file that is
    none of the target's.
    """
    stacks = [policies] if target.stacks else [{name: policy} for name, policy in policies.items()]
    if len(stacks) > 1 and output is None:
        raise UsageError(
            f"the policies of {len(stacks)} servers are as many documents; "
            "name a folder for them with -o DIR"
        )
    for stack in stacks:
        about = next(iter(stack)) if len(stack) == 1 else ""
        place = output and _place(output, about or target.name, target, len(stacks))
        yield _document(place, about, stack, target)


def _document(
    place: Path | None, about: str, stack: Mapping[str, Policy], target: Target
) -> Document:
    there = theirs(place) if place else None
    try:
        made = export(target, stack, there)
    except InputError as error:
        raise InputError(f"{place}: {error}") from error
    if there is None:
        return Document(place, about, made)
    after = target.read(made.text)
    turned = compare(target.read(there), after, target.abilities.unnamed)
    return Document(place, about, made, turned, len(against(after, stack, target)))


def against(
    found: Mapping[str, Sequence[Rule]], policies: Mapping[str, Policy], target: Target
) -> tuple[Change, ...]:
    """What changes when these rules of a document give way to what is recommended.

    Of the servers that the policies are about; a document that names none is about the one.
    """
    stack = adapt(policies, target.abilities).stack
    new = {name: policy.rules for name, policy in stack.items()}
    alone = next(iter(found.values()), ())
    old = {name: found.get(name, ()) if target.stacks else alone for name in policies}
    return compare(old, new, target.abilities.unnamed)


def write(document: Document) -> None:
    """Put it where it goes, whole; a link stays one. Raises InputError where it cannot be."""
    if document.place is None:
        return
    try:
        place = document.place.resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists() and not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, "it is read-only", str(document.place))
        write_whole(place, document.export.text.encode())
    except OSError as error:
        where = error.filename or document.place
        raise InputError(f"cannot write {where}: {error.strerror}; name another with -o") from error


def theirs(place: Path) -> str | None:
    """The text that stands there already; None where nothing does.

    Raises InputError for what cannot be read as one.
    """
    try:
        with place.open("rb") as opened:
            data = opened.read(BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(f"cannot read {place}: {error.strerror}; name another with -o") from error
    if len(data) > BYTES:
        raise InputError(f"{place}: is larger than {BYTES:,} bytes; name another with -o")
    try:
        return data.decode() if data.strip() else None
    except UnicodeDecodeError as error:
        raise InputError(f"{place}: is not UTF-8; name another with -o") from error


def _place(output: Path, name: str, target: Target, count: int) -> Path:
    if count > 1 or os.path.isdir(output):  # noqa: PTH112, Path's fails on what is too long
        return output / f"{safe_slug(name)}{target.suffix}"
    return output
