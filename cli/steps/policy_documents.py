"""Policies → the documents of a target: on stdout, in files, or merged into the user's own."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from catalog.errors import InputError, UsageError
from catalog.model.policy import Policy
from publisher.addresses import safe_slug
from publisher.target import Export, Target, export
from publisher.whole import write_whole

BYTES = 4 << 20
"""A policy file beyond this is none that we would change."""


class Document(NamedTuple):
    """One document with where it goes; None is stdout. `about` is the one server it is about."""

    place: Path | None
    about: str
    export: Export


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
        yield Document(place, about, export(target, stack, theirs(place) if place else None))


def write(document: Document) -> None:
    """Put it where it goes, whole. Raises InputError where that cannot be written."""
    if document.place is None:
        return
    try:
        document.place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(document.place, document.export.text.encode())
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
        raise InputError(f"cannot read {place}: {error.strerror}") from error
    if len(data) > BYTES:
        raise InputError(f"{place}: is larger than {BYTES:,} bytes; name another with -o")
    try:
        return data.decode() if data.strip() else None
    except UnicodeDecodeError as error:
        raise InputError(f"{place}: is not UTF-8; name another with -o") from error


def _place(output: Path, name: str, target: Target, count: int) -> Path:
    if count > 1 or output.is_dir():
        return output / f"{safe_slug(name)}{target.suffix}"
    return output
