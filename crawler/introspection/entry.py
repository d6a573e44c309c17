"""Which program of an installed package is the server, read from the package's own metadata."""

import json
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import distributions
from pathlib import Path
from urllib.parse import quote

from catalog.model.value import Value
from crawler.introspection.launch import Launch

MANIFEST_BYTES = 4 << 20
"""The largest package.json that is read."""


class Installed(Value):
    """What stands in the prefix: the exact version as a package URL, and the program to start.

    `arguments` and `environment` are the package's own, before those of the listing.
    """

    package: str
    program: Path
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = {}


def find_entry(launch: Launch, prefix: Path) -> Installed:
    """Raises ValueError, with the reason for the user, where no program is clearly the server."""
    return (_console_script if launch.registry == "pypi" else _bin)(launch, prefix)


def _console_script(launch: Launch, prefix: Path) -> Installed:
    """https://packaging.python.org/en/latest/specifications/entry-points/"""
    site = [str(each) for each in prefix.glob("lib/python*/site-packages")]
    found = next(iter(distributions(name=launch.identifier, path=site)), None)
    if found is None:
        raise ValueError(f"{launch.identifier} was installed, but is not there")
    scripts = {each.name: each.value for each in found.entry_points.select(group="console_scripts")}
    name = _choose(scripts, launch.identifier, launch.program)
    normal = _normal(launch.identifier)
    return Installed(
        package=f"pkg:pypi/{normal}@{found.version or launch.version}",
        program=prefix / "bin" / name,
    )


def _bin(launch: Launch, prefix: Path) -> Installed:
    """https://docs.npmjs.com/cli/configuring-npm/package-json#bin"""
    modules = prefix / "node_modules"
    manifest = _read_manifest(modules / launch.identifier / "package.json")
    declared, unscoped = manifest.get("bin"), launch.identifier.rpartition("/")[2]
    scripts = declared if isinstance(declared, dict) else {unscoped: declared} if declared else {}
    name = _choose(
        {name: str(script) for name, script in scripts.items()}, unscoped, launch.program
    )
    return Installed(
        package=f"pkg:npm/{quote(launch.identifier, safe='/')}"
        f"@{manifest.get('version') or launch.version}",
        program=modules / ".bin" / name,
    )


def _choose(scripts: dict[str, str], package: str, named: str | None) -> str:
    """The program that is named, else that named like the package, else the only one."""
    if named in scripts:
        return _file_name([named])
    alike = [name for name in scripts if _normal(name) == _normal(package)]
    if alike or len(set(scripts.values())) == 1:
        return _file_name([*alike, *scripts])
    if not scripts:
        raise ValueError(f"{package} declares no program to start")
    offer = ", ".join(sorted(scripts)[:5])
    raise ValueError(f"{package} declares {len(scripts)} programs and none of its name: {offer}")


def _file_name(names: Iterable[str]) -> str:
    name = next(iter(names))
    if Path(name).name != name:
        raise ValueError(f"a program's name is a path: {name[:80]!r}")
    return name


def _normal(name: str) -> str:
    """https://packaging.python.org/en/latest/specifications/name-normalization/"""
    return re.sub(r"[-_.]+", "-", name).lower()


def _read_manifest(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            manifest = json.loads(file.read(MANIFEST_BYTES))
    except (OSError, ValueError, RecursionError) as error:
        raise ValueError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(manifest, dict):
        raise ValueError(f"{path.name} is not an object")  # noqa: TRY004, all unclear is ValueError
    return manifest
