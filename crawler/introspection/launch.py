"""Pure: what a listing says of starting its server → a Launch, or why there is none."""

import re
from collections.abc import Mapping, Set
from datetime import datetime

from catalog.model.listing import Listing, Package
from catalog.model.snapshot import Skipped
from catalog.model.value import Value
from catalog.reading import digest_of
from catalog.taxonomy import Reason
from crawler.introspection.inputs import command_line, environment

NODE_CURE = "install Node.js with npm (apt install nodejs npm), then introspect again"

_NAMES = {
    "npm": re.compile(r"(?:@[A-Za-z0-9~][\w.~-]*/)?[A-Za-z0-9~][\w.~-]*", re.ASCII),
    "pypi": re.compile(r"[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?", re.ASCII),
}
"""Names that the clients read as a name: never as an option, a path, a URL or an alias."""

_VERSIONS = {
    "npm": re.compile(r"\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?", re.ASCII),
    "pypi": re.compile(r"v?\d[\w.!+-]*", re.ASCII),
}
"""Exact versions only: no range, no wildcard, no tag such as `latest`."""

_IMPASSABLE = re.compile("[\0\ud800-\udfff]")
"""What no argument or variable of a program can hold."""


class Launch(Value):
    """One package to install and start, complete; `released` is when the listing appeared."""

    registry: str
    identifier: str
    version: str
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = {}
    released: datetime | None = None

    @property
    def digest(self) -> str:
        """Changes whenever something else would be started."""
        return digest_of(self.model_dump(mode="json", exclude={"released"}))


def plan(listing: Listing, runtimes: Set[str]) -> Launch | Skipped:
    """The first package that can be started with these runtimes, else why none can be.

    `runtimes` are the package registries whose programs this machine can run.
    """
    planned = [_plan(package, listing, runtimes) for package in listing.packages]
    launches = (each for each in planned if isinstance(each, Launch))
    skips = (each for each in planned if isinstance(each, Skipped))
    curable_first = sorted(skips, key=lambda each: each.reason is not Reason.RUNTIME_MISSING)
    return next(launches, None) or next(iter(curable_first), None) or _no_package(listing)


def launch_digest(listing: Listing, planned: Launch | Skipped) -> str:
    """The identity of what was to be started, also where nothing could be."""
    if isinstance(planned, Launch):
        return planned.digest
    offered = listing.model_dump(mode="json", include={"packages", "remotes"})
    return digest_of({"reason": planned.reason.value} | offered)


def _plan(package: Package, listing: Listing, runtimes: Set[str]) -> Launch | Skipped:
    refusal = _refusal(package)
    if refusal is not None:
        return Skipped(reason=Reason.UNSUPPORTED, detail=refusal)
    if package.registry not in runtimes:
        return Skipped(
            reason=Reason.RUNTIME_MISSING,
            detail=f"{package.identifier} is a {package.registry} package: {NODE_CURE}",
        )
    return Launch(
        registry=package.registry,
        identifier=package.identifier,
        version=package.version or "",
        arguments=command_line(package.arguments),
        environment=environment(package.environment),
        released=listing.published_at,
    )


def _refusal(package: Package) -> str | None:
    """Why the package cannot be started on any machine, if so."""
    kind = package.registry
    if kind not in _NAMES:
        return f"{kind} packages are not supported yet, only npm and pypi"
    if package.transport != "stdio":
        return f"{kind} packages that speak {package.transport} are not supported yet, only stdio"
    if not _NAMES[kind].fullmatch(package.identifier):
        return f"not a name of a {kind} package: {package.identifier[:80]!r}"
    if not _VERSIONS[kind].fullmatch(package.version or ""):
        return f"{package.identifier} names no exact version: {(package.version or '')[:80]!r}"
    given = environment(package.environment)
    words = [*command_line(package.arguments), *given, *given.values()]
    if any(map(_IMPASSABLE.search, words)) or any("=" in name or not name for name in given):
        return f"{package.identifier} wants an argument or variable that no program can be given"
    return None


def _no_package(listing: Listing) -> Skipped:
    transports = sorted({each.transport for each in listing.remotes})
    offer = f"only remotes ({', '.join(transports)})" if transports else "no package"
    return Skipped(
        reason=Reason.UNSUPPORTED,
        detail=f"the listing offers {offer}; only npm and pypi packages can be started yet",
    )
