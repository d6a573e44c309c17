"""What a policy is asked for: servers of the catalog, the tools of a file, or a client's servers."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from catalog.errors import NothingFound, StoreError, UsageError
from cli.console import Voice
from cli.steps.complaints import Complaints
from cli.steps.policy_subjects import Subject


class Source(NamedTuple):
    """One of these three."""

    servers: Sequence[str] = ()
    file: str | None = None
    stack: Path | None = None


def subjects(source: Source, catalog: str, complaints: Complaints, voice: Voice) -> tuple[Subject, ...]:
    """Whose policies are wanted. Raises UsageError where not exactly one source is named."""
    if sum(map(bool, source)) != 1:
        raise UsageError(
            "name servers of the catalog, or a file of tools with --file, "
            "or a client's configuration with --stack"
        )
    if source.file:
        from cli.steps.policy_subjects import of_file

        return of_file(source.file, complaints)
    if source.stack:
        return _of_client(source.stack, voice)
    return _of_catalog(catalog, source.servers, voice)


def _of_catalog(location: str, named: Sequence[str], voice: Voice) -> tuple[Subject, ...]:
    from cli.opening import opening
    from cli.steps.policy_subjects import of_catalog

    try:
        with opening(location, voice) as opened:
            return of_catalog(opened, named)
    except (NothingFound, StoreError) as error:
        files = [each for each in named if Path(each).is_file()]
        if not files:
            raise
        raise UsageError(f"{files[0]} is a file; a file is named with --file {files[0]}") from error
