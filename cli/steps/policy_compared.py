"""A policy file against what is recommended now."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from catalog.errors import InputError, NothingFound, UsageError
from catalog.model.policy import Policy, Rule
from cli.steps.policy_documents import theirs
from cli.steps.policy_subjects import Subject
from publisher.adapt import adapt
from publisher.comparison import Change, Rules, compare
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
    old = _rules(file, policies, target)
    stack = adapt(policies, target.abilities).stack
    new = {name: policy.rules for name, policy in stack.items()}
    return compare(old, new, target.abilities.unnamed)


def _rules(file: Path, policies: Mapping[str, Policy], target: Target) -> Rules:
    text = theirs(file)
    if text is None:
        raise NothingFound(f"{file} is no policy file: there is nothing; name another")
    try:
        found = target.read(text)
    except InputError as error:
        raise InputError(f"{file}: {error}") from error
    if not target.stacks:
        return _alone(found, policies)
    return {name: found.get(name, ()) for name in policies}


def _alone(found: Mapping[str, tuple[Rule, ...]], policies: Mapping[str, Policy]) -> Rules:
    if len(policies) > 1:
        raise UsageError("a document of this target is about one server; name that one alone")
    (name,) = policies
    (rules,) = found.values() or ((),)
    return {name: rules}
