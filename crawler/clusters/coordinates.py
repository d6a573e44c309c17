"""Pure: packages, remote addresses and repositories, each written in one way only.

What stands for any server at all has no coordinate: a proxy, a gateway without the path
of a tenant, an address of this machine or of nobody's.
"""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from catalog.model.listing import Listing, Package, Repository

PROXIES = frozenset(
    """
    npm:@anaisbetts/mcp-installer npm:@modelcontextprotocol/inspector npm:@smithery/cli
    npm:mcp-proxy npm:mcp-remote npm:supergateway npm:@composio/mcp npm:mcp-remote-go
    pypi:fastmcp pypi:mcp pypi:mcp-cli pypi:mcp-proxy pypi:mcp-proxy-for-aws
    oci:docker.io/mcp/proxy oci:docker.io/supercorp/supergateway
    """.split()
)
"""Packages that stand between a client and any server at all, or that make or install
servers: sharing one proves nothing."""

GATEWAYS = ("server.smithery.ai", "mcp.composio.dev", "run.tools", "workers.dev", "gitmcp.io")
"""Hosts, with those below them, that serve many people's servers, told apart by their paths."""

NOBODYS = ("localhost", "example", "example.com", "example.net", "example.org", "test", "invalid")

HUBS = frozenset({"docker.io", "index.docker.io", "registry-1.docker.io", "hub.docker.com"})
"""Docker Hub's hosts, which an image without a host means too."""

FORGES = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org"})

_SSH = re.compile(r"^(?:ssh://)?git@([^:/]+)[:/]")
_TREE = re.compile(r"/(?:-/)?(?:tree|blob)/[^/]+(?=/|$)")
_PORTS = {"http": 80, "https": 443}
_TRANSPORTS = frozenset({"", "mcp", "sse", "http", "stream", "streamable-http"})
_LOCATED = re.compile(r"^(?:git\+|\.{0,2}/|file:|github:)|://")
_USERS = re.compile(
    r"^--?[^=]*$|[$<>{}\[\]]|^[~./]|^[A-Za-z]:[\\/]|path|your|example", re.IGNORECASE
)
_VERSIONED = re.compile(r"(?<=.)@[^@/]*$")
_IMAGE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9._-]+)*")
_PYTHON_NAME = re.compile(
    r"([A-Za-z0-9]+(?:[-_.]+[A-Za-z0-9]+)*)\s*(?:\[[^\]]*\])?\s*(?:[=<>!~;@].*)?"
)
"""A name, extras and a version, as a requirement has them.
https://packaging.python.org/en/latest/specifications/dependency-specifiers/"""


class Place(NamedTuple):
    """A folder of a repository, the whole of it where `folder` is empty."""

    repository: str
    folder: str

    def __str__(self) -> str:
        return f"{self.repository}#{self.folder}" if self.folder else self.repository


def coordinate(package: Package) -> str | None:
    """A package without its version, as its registry tells names apart.

    None for what is no package of a registry, and for proxies.
    """
    registry, name = package.registry.lower(), package.identifier.strip()
    if registry != "mcpb" and _LOCATED.search(name):
        return None
    if registry == "pypi":
        found = _PYTHON_NAME.fullmatch(name)
        name = re.sub(r"[-_.]+", "-", found[1]).lower() if found else ""
    elif registry in ("oci", "docker"):
        registry, name = "oci", _image(name)
    elif registry == "npm" and "/" in name and not name.startswith("@"):
        return None  # a repository on GitHub, in npm's short form
    elif registry in ("npm", "nuget", "go"):
        name = _VERSIONED.sub("", name).lower()
    elif registry == "cargo":
        name = _VERSIONED.sub("", name).lower().replace("_", "-")
    full = f"{registry}:{name}"
    return full if name and full not in PROXIES else None


def telling(package: Package) -> tuple[str, ...]:
    """Its fixed arguments, but for flags and for what each user puts in their place."""
    given = [each.value for each in package.arguments if each.value]
    return tuple(each for each in given if not _USERS.search(each))


def address(url: str) -> str | None:
    """A remote without scheme, query and the word for its transport; None for nobody's.

    `/sse` and `/mcp` below one address are two ways to one server.
    """
    parts = _split(url.strip())
    host = (parts.hostname or "").lower().rstrip(".") if parts else ""
    if not parts or not host or parts.scheme.lower() not in _PORTS or _is_nobodys(host):
        return None
    path = [each for each in parts.path.split("/") if each]
    while path and path[-1].lower() in _TRANSPORTS:
        path.pop()
    if not path and below(host, GATEWAYS):
        return None
    port = _port(parts)
    return "/".join((host if port is None else f"{host}:{port}", *map(unquote, path)))


def place(repository: Repository) -> Place | None:
    """Where the source lies; None where no known forge holds it. Forges ignore case."""
    url = repository.url.strip().removeprefix("git+")
    parts = _split(_SSH.sub(r"https://\1/", url))
    host = ((parts.hostname or "") if parts else "").lower().removeprefix("www.")
    if not parts or host not in FORGES:
        return None
    path, _, below_it = _TREE.sub("\0", parts.path, count=1).partition("\0")
    names = [each for each in path.lower().split("/") if each]
    names = names if host == "gitlab.com" else names[:2]
    if len(names) < 2:  # noqa: PLR2004 - an owner and a name
        return None
    names[-1] = names[-1].removesuffix(".git")
    folder = (repository.subfolder or below_it).strip("./ ")
    return Place("/".join((host, *names)), folder)


def below(host: str, domains: tuple[str, ...]) -> bool:
    """Whether the host is one of the domains or lies below one."""
    return any(host == each or host.endswith(f".{each}") for each in domains)


def addresses(listing: Listing) -> Iterator[str]:
    """Of its remotes, and of what its proxies are told to lead to."""
    urls = [each.url for each in listing.remotes]
    for package in listing.packages:
        given = [each.value or "" for each in package.arguments]
        told = [each for each in given if each.startswith(("http://", "https://"))]
        if told and coordinate(package) is None:
            urls += told
    yield from filter(None, map(address, urls))


def _image(reference: str) -> str:
    """An image without tag and digest; what names no host lies on Docker Hub."""
    untagged = re.sub(r":[^/:]*$", "", reference.partition("@")[0]).lower()
    host, slash, rest = untagged.partition("/")
    if slash and re.search(r"[.:]|^localhost$", host):
        if host not in HUBS:
            return untagged
        untagged = rest
    if not _IMAGE_NAME.fullmatch(untagged):
        return ""
    return f"docker.io/{untagged}" if "/" in untagged else f"docker.io/library/{untagged}"


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # a bracket that is left open
        return None


def _port(parts: SplitResult) -> int | None:
    """The port where it is not the scheme's own."""
    try:
        port = parts.port
    except ValueError:
        return 0
    return None if port == _PORTS[parts.scheme.lower()] else port


def _is_nobodys(host: str) -> bool:
    """An address that means another machine to each reader, or a `{variable}`."""
    if "{" in host or "$" in host or "<" in host or below(host, NOBODYS):
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host
