"""Pure: the command that a client starts → the package or address behind it.

Package runners and proxies are seen through: what counts is the server that they start.
What no runner starts is a command of the user's own.
"""

import re
import shlex
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import PurePath, PureWindowsPath

from catalog.model.listing import Input, Package, Remote
from crawler.clients.veil import Veil

Inputs = tuple[Input, ...]

COMMAND = "command"
"""The registry of what is no package: a program of this machine."""

_NPM = {("npx",), ("bunx",), ("pnpx",), ("pnpm", "dlx"), ("yarn", "dlx"), ("npm", "exec"),
        ("npm", "x"), ("bun", "x")}  # fmt: skip
_PYPI = {("uvx",), ("uv", "tool", "run"), ("pipx", "run")}
_RUNNERS = {**dict.fromkeys(_NPM, "npm"), **dict.fromkeys(_PYPI, "pypi")}

_PACKAGE_FLAGS = {"npm": {"-p", "--package"}, "pypi": {"--from", "--spec"}}
"""Flags that name the package, where its program is called otherwise."""

_VALUE_FLAGS = {
    "npm": {"--registry", "--cache", "--prefix", "-w", "--workspace", "--userconfig"},
    "pypi": {"--with", "--python", "-p", "--index", "--index-url", "--default-index",
             "--extra-index-url", "--directory", "--cache-dir", "--with-requirements",
             "--constraints", "-c", "--env-file", "--pip-args", "-i"},
    "oci": {"-e", "--env", "-v", "--volume", "--mount", "--name", "--network", "-p", "--publish",
            "-u", "--user", "-w", "--workdir", "--entrypoint", "--env-file", "--platform", "-l",
            "--label", "-m", "--memory", "--cpus", "--add-host", "-h", "--hostname", "--pull"},
}  # fmt: skip
"""Flags of the runner whose value is the next word."""

_PROXIES = {"mcp-remote", "supergateway", "mcp-proxy", "@smithery/cli"}
"""Packages that only pass on to the address that follows them."""


def started(command: Sequence[str], variables: Mapping[str, str], veil: Veil) -> Package | Remote:
    """What this command, given these variables, starts. Raises ValueError for nothing."""
    inputs = veil.named(variables)
    words = _without_shell(_words(command))
    if not words or not words[0].strip():
        raise ValueError("names no command")
    for length in (3, 2, 1):
        registry = _RUNNERS.get((_program(words[0]), *words[1:length]))
        if registry:
            return _run(registry, words[length:], inputs, veil) or _own(words, inputs, veil)
    if _program(words[0]) in ("docker", "podman") and words[1:2] == ["run"]:
        return _run("oci", words[2:], inputs, veil) or _own(words, inputs, veil)
    return _own(words, inputs, veil)


def _words(command: Sequence[str]) -> list[str]:
    """A whole line in place of the program's name is taken apart as a shell does."""
    first, *rest = command or [""]
    name, *more = first.split(maxsplit=1) or [""]
    if not more or ((" -" not in first) and ("/" in name or "\\" in name)):
        return [*command]
    try:
        return [*shlex.split(first), *rest]
    except ValueError:
        raise ValueError("names a command with an open quote") from None


def _program(word: str) -> str:
    """A program without its folder and the endings of Windows."""
    name = PureWindowsPath(word).name if "\\" in word else PurePath(word).name
    return re.sub(r"\.(?:exe|cmd|bat|ps1)$", "", name, flags=re.IGNORECASE).lower()


def _without_shell(words: list[str]) -> list[str]:
    """The command behind `cmd /c`, and behind `env NAME=value` or `NAME=value` alone."""
    while words and (
        _program(words[0]) in ("cmd", "env")
        or words[0].lower() in ("/c", "/k")
        or re.match(r"[A-Za-z_]\w*=", words[0])
    ):
        words = words[1:]
    return words


def _run(registry: str, words: list[str], inputs: Inputs, veil: Veil) -> Package | Remote | None:
    """What a runner starts; None where that cannot be told."""
    named, rest = _past_flags(registry, words)
    spec = named or (rest[0] if rest else None)
    if spec is None:
        return None
    after = rest[1:]
    if registry == "npm" and split("npm", spec)[0] in _PROXIES:
        return _passed_on(after, veil)
    identifier, version = split(registry, veil.spec(spec))
    return Package(
        registry=registry,
        identifier=identifier,
        version=version,
        runtime_hint=rest[0] if named and rest else None,
        arguments=tuple(veil.arguments(after)),
        environment=inputs,
    )


def _past_flags(registry: str, words: list[str]) -> tuple[str | None, list[str]]:
    """The package that a flag names, and the words from the first that is no flag."""
    named = None
    while words and words[0].startswith("-"):
        flag, joined, value = words[0].partition("=")
        takes = flag in _PACKAGE_FLAGS.get(registry, ()) or flag in _VALUE_FLAGS[registry]
        if takes and not joined:
            value = words[1] if len(words) > 1 else ""
        if flag in _PACKAGE_FLAGS.get(registry, ()):
            named = named or value
        words = words[2 if takes and not joined else 1 :]
        if flag == "--":
            break
    return named, words


def split(registry: str, spec: str) -> tuple[str, str | None]:
    """A package's name and version as its runner reads them; a tag such as latest is none."""
    if registry == "oci":
        return spec, None
    if registry == "pypi":
        found = re.fullmatch(r"([^=@<>!~\[\s]+)(?:\[[^\]]*\])?(?:==|@)?(.*)", spec)
        name, version = (found[1], found[2]) if found else (spec, "")
    else:
        name, _, version = spec.rpartition("@") if "@" in spec[1:] else (spec, "", "")
    return name, version if re.match(r"v?\d", version) else None


def _passed_on(words: list[str], veil: Veil) -> Remote | None:
    """The address that a proxy is given, and the headers by name."""
    url = next((each for each in words if re.match(r"https?://", each)), None)
    if url is None:
        return None
    given = (value.partition(":") for flag, value in pairwise(words) if flag == "--header")
    headers = veil.named({name: value.strip() for name, _, value in given})
    template, hidden = veil.address(url)
    transport = "sse" if "sse-only" in words else "streamable-http"
    return Remote(transport=transport, url=template, headers=headers, variables=hidden)


def _own(words: list[str], inputs: Inputs, veil: Veil) -> Package:
    return Package(
        registry=COMMAND,
        identifier=words[0],
        arguments=tuple(veil.arguments(words[1:])),
        environment=inputs,
    )
