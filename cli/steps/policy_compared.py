"""A policy file against what is recommended now."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from catalog.errors import InputError, NothingFound, UsageError
from catalog.model.policy import Policy
from cli.steps.policy_documents import against, theirs
from cli.steps.policy_subjects import Subject
from publisher.policy.comparison import Change
from publisher.target import Target


def differences(
    file: Path, subjects: Sequence[Subject], policies: Mapping[str, Policy], target: Target
) -> tuple[Change, ...]:
    """What changes when the file gives way to what is recommended, of these servers alone.

    Raises NothingFound where the file is not there, InputError where it is none of the
    target's, UsageError where it is about one server and several are asked for.
    """
    if parts := [each.name for each in subjects if not each.whole]:
        raise UsageError(f"a file is held against all tools of a server; name {parts[0]} alone")
    if not target.stacks and len(policies) > 1:
        raise UsageError("a document of this target is about one server; name that one alone")
    text = theirs(file)
    if text is None:
        raise NothingFound(f"{file} is no policy file: there is nothing; name another")
    try:
        found = target.read(text)
    except InputError as error:
        raise InputError(f"{file}: {error}") from error
    return against(found, policies, target)
