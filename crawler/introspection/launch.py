"""Pure: what a listing says of starting its server → a Launch, or why there is none."""

import re
from collections.abc import Mapping, Set
from datetime import datetime
from platform import machine

from catalog.model.listing import Listing, Package
from catalog.model.snapshot import Skipped
from catalog.model.value import Value
from catalog.reading import digest_of
from catalog.taxonomy import Reason
from crawler.introspection.inputs import command_line, environment
from crawler.introspection.program import Program
from crawler.introspection.remote.endpoint import Endpoint, endpoint
from crawler.introspection.remote.url import parse

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

MCPB = "mcpb"
LATEST = "latest"
"""The version that a person may leave open; a registry's listing names an exact one."""

_SHA256 = re.compile(r"[0-9a-fA-F]{64}")

_OTHER_MACHINES = {"x86_64": "arm64|aarch64", "aarch64": "amd64|x86_64|x64|intel"}
_ELSEWHERE = re.compile(
    rf"(?:^|[^a-z])(?:darwin|macos|osx|win|windows|win32|win64"
    rf"|{_OTHER_MACHINES.get(machine(), 'universal2')})(?:[^a-z]|$)",
    re.IGNORECASE,
)
"""How a bundle's file is named that is for another system than this one."""

_IMPASSABLE = re.compile("[\0\ud800-\udfff]")
"""What no argument or variable of a program can hold."""


class Launch(Value):
    """One package to install and start, complete.

    `sha256` is of a bundle, whose identifier is its address; `released` is when the listing
    appeared; `program` is the one of the package's to start, where it is named.
    """

    registry: str
    identifier: str
    version: str
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = {}
    sha256: str | None = None
    released: datetime | None = None
    program: str | None = None

    @property
    def digest(self) -> str:
        """Changes whenever something else would be started."""
        given = self.model_dump(mode="json", exclude={"released"})
        later = {"sha256", "program"}  # than the first digests that are kept
        return digest_of({k: v for k, v in given.items() if k not in later or v is not None})


Plan = Launch | Endpoint
"""What can be asked for its tools."""


def plan(listing: Listing, runtimes: Set[str], *, floating: bool = False) -> Plan | Skipped:
    """The first package that can be started with these runtimes, or the first remote that can
    be asked, else why neither can.

    `runtimes` are the package registries whose programs this machine can run. What a person
    runs may be `floating`: without a version it is the newest one.
    """
    planned = [
        *(_plan(each, listing, runtimes, floating=floating) for each in listing.packages),
        *map(endpoint, listing.remotes),
    ]
    plans = (each for each in planned if not isinstance(each, Skipped))
    skips = (each for each in planned if isinstance(each, Skipped))
    curable_first = sorted(skips, key=lambda each: each.reason is not Reason.RUNTIME_MISSING)
    return next(plans, None) or next(iter(curable_first), None) or _nothing(listing)


def launch_digest(listing: Listing, planned: Plan | Program | Skipped) -> str:
    """The identity of what was to be started, also where nothing could be."""
    if not isinstance(planned, Skipped):
        return planned.digest
    offered = listing.model_dump(mode="json", include={"packages", "remotes"})
    return digest_of({"reason": planned.reason.value} | offered)


def _plan(
    package: Package, listing: Listing, runtimes: Set[str], *, floating: bool
) -> Launch | Skipped:
    refusal = _refusal(package, floating=floating)
    if refusal is not None:
        return Skipped(reason=Reason.UNSUPPORTED, detail=refusal)
    if package.registry not in (*runtimes, MCPB):
        return Skipped(
            reason=Reason.RUNTIME_MISSING,
            detail=f"{package.identifier} is a {package.registry} package: {NODE_CURE}",
        )
    return Launch(
        registry=package.registry,
        identifier=package.identifier,
        version=package.version or LATEST,
        arguments=command_line(package.arguments),
        environment=environment(package.environment),
        sha256=package.sha256 if package.registry == MCPB else None,
        released=listing.published_at,
        program=package.runtime_hint if floating else None,
    )


def _refusal(package: Package, *, floating: bool) -> str | None:
    """Why the package cannot be started on any machine, if so."""
    kind = package.registry
    if kind not in (*_NAMES, MCPB):
        return f"{kind} packages are not supported, only npm, pypi and mcpb"
    if package.transport != "stdio":
        return f"{kind} packages that speak {package.transport} are not supported, only stdio"
    if kind == MCPB:
        return _bundle_refusal(package) or unfit(package)
    return _name_refusal(package, floating=floating) or unfit(package)


def _name_refusal(package: Package, *, floating: bool) -> str | None:
    kind = package.registry
    if not _NAMES[kind].fullmatch(package.identifier):
        return f"not a name of a {kind} package: {package.identifier[:80]!r}"
    newest = floating and package.version is None
    if not (newest or _VERSIONS[kind].fullmatch(package.version or "")):
        return f"{package.identifier} names no exact version: {(package.version or '')[:80]!r}"
    return None


def _bundle_refusal(package: Package) -> str | None:
    try:
        address = parse(package.identifier)
    except ValueError as error:
        return str(error)
    if not _SHA256.fullmatch(package.sha256 or ""):
        return f"{address} is listed without its checksum"
    if _ELSEWHERE.search(address.target.rpartition("/")[2]):
        return f"{address} is for another kind of machine"
    return None


def unfit(package: Package) -> str | None:
    """Why it cannot be started with the words and variables that it wants, if so."""
    given = environment(package.environment)
    words = [package.identifier, *command_line(package.arguments), *given, *given.values()]
    if any(map(_IMPASSABLE.search, words)) or any("=" in name or not name for name in given):
        return f"{package.identifier} wants an argument or variable that no program can be given"
    return None


def _nothing(listing: Listing) -> Skipped:
    detail = f"the listing of {listing.name} offers neither a package nor a remote"
    return Skipped(reason=Reason.UNSUPPORTED, detail=detail)
