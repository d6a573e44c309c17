"""Pure: what the namespace of an official name vouches for.

The official registry gives `io.github.owner/*` to whom GitHub knows as `owner`, and
`com.example/*` to whom the domain example.com belongs. What lies there is the name's own;
all else that a listing names is a claim.
https://github.com/modelcontextprotocol/registry/blob/main/docs/modelcontextprotocol-io/authentication.mdx
"""

import re

FORGE_NAMESPACE = re.compile(r"(?:io|com)\.(github|gitlab)\.([^/]+)")

SHARED_DOMAINS = frozenset(
    "app.netlify app.vercel com.herokuapp com.web dev.deno dev.fly dev.pages dev.workers "
    "io.fly net.azurewebsites".split()
)
"""Domains below which everyone has one, written as namespaces are."""

_SUFFIXES = frozenset("ac co com edu gov net org".split())
"""Second labels of domains such as example.co.uk."""


def namespace(name: str) -> str:
    """What stands before the name's slash, in lower case."""
    return name.partition("/")[0].casefold()


def forge_owner(name: str) -> str | None:
    """`github.com/owner` for `io.github.owner/…`; None for the namespace of a domain."""
    found = FORGE_NAMESPACE.fullmatch(namespace(name))
    return f"{found[1]}.com/{found[2]}" if found else None


def domain(name: str) -> str | None:
    """`example.com` for `com.example/…`; None for the namespace of a forge's user."""
    space = namespace(name)
    if "." not in space or FORGE_NAMESPACE.fullmatch(space):
        return None
    return ".".join(reversed(space.split(".")))


def label(name: str) -> str:
    """The word that a publisher goes by: the forge's user, or the domain's own label."""
    space = namespace(name)
    found = FORGE_NAMESPACE.fullmatch(space)
    if found:
        return found[2]
    labels = space.split(".")
    shared = ".".join(labels[:2]) in SHARED_DOMAINS or "".join(labels[1:2]) in _SUFFIXES
    at = 2 if shared and len(labels) > 2 else 1  # noqa: PLR2004 - the label below the shared two
    return labels[min(at, len(labels) - 1)]


def owns_repository(name: str, repository: str) -> bool:
    """Whether a repository `github.com/owner/…` is the namespace's own."""
    owner = forge_owner(name)
    return owner is not None and repository.startswith(f"{owner}/")


def owns_address(name: str, address: str) -> bool:
    """Whether a remote lies on the namespace's domain, or below it."""
    own = domain(name)
    host = address.partition("/")[0].partition(":")[0]
    return own is not None and (host == own or host.endswith(f".{own}"))


def owns_package(name: str, coordinate: str) -> bool:
    """Whether a package bears the publisher's word where its registry gives it to one alone."""
    owner = label(name)
    forge = forge_owner(name) or ""
    if coordinate.startswith("oci:ghcr.io/"):
        return forge.startswith("github.com/") and coordinate.startswith(f"oci:ghcr.io/{owner}/")
    if coordinate.startswith("go:"):
        return bool(forge) and coordinate.startswith(f"go:{forge}/")
    return coordinate.startswith(f"npm:@{owner}/")


def kin(one: str, other: str) -> bool:
    """Whether two names are, by their namespaces, of one publisher."""
    return namespace(one) == namespace(other) or label(one) == label(other)
