"""Which program of an installed package is the server."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.introspection.entry import find_entry
from crawler.introspection.launch import Launch


def npm(prefix: Path, manifest: Any, name: str = "@scope/the-server") -> Launch:
    folder = prefix / "node_modules" / name
    folder.mkdir(parents=True)
    text = manifest if isinstance(manifest, str) else json.dumps(manifest)
    (folder / "package.json").write_text(text)
    return Launch(registry="npm", identifier=name, version="1.0.0")


def pypi(prefix: Path, scripts: dict[str, str], name: str = "The_Server") -> Launch:
    info = prefix / "lib" / "python3.11" / "site-packages" / "the_server-1.0.post1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: the-server\nVersion: 1.0.post1\n")
    lines = "\n".join(f"{name} = {value}" for name, value in scripts.items())
    (info / "entry_points.txt").write_text(f"[console_scripts]\n{lines}\n")
    return Launch(registry="pypi", identifier=name, version="1.0.post1")


@pytest.mark.parametrize(
    ("declared", "program"),
    [
        ("cli.js", "the-server"),
        ({"other": "other.js", "the-server": "cli.js"}, "the-server"),
        ({"only": "cli.js"}, "only"),
        ({"one-name": "cli.js", "another": "cli.js"}, "one-name"),
    ],
)
def test_npm_starts_the_bin_of_the_packages_name_or_the_only_one(
    declared: object, program: str, tmp_path: Path
) -> None:
    launch = npm(tmp_path, {"version": "1.0.0", "bin": declared})
    installed = find_entry(launch, tmp_path)
    assert installed.program == tmp_path / "node_modules" / ".bin" / program
    assert installed.package == "pkg:npm/%40scope/the-server@1.0.0"


@pytest.mark.parametrize(
    ("scripts", "program"),
    [
        ({"the-server": "a:main", "admin": "b:main"}, "the-server"),
        ({"the_server": "a:main", "admin": "b:main"}, "the_server"),
        ({"serve": "a:main"}, "serve"),
        ({"serve": "a:main", "run": "a:main"}, "serve"),
    ],
)
def test_pypi_starts_the_script_of_the_packages_name_or_the_only_one(
    scripts: dict[str, str], program: str, tmp_path: Path
) -> None:
    installed = find_entry(pypi(tmp_path, scripts), tmp_path)
    assert installed.program == tmp_path / "bin" / program
    assert installed.package == "pkg:pypi/the-server@1.0.post1"


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ({}, "no program"),
        ({"bin": {}}, "no program"),
        ({"bin": {"a": "a.js", "b": "b.js"}}, "none of its name: a, b"),
        ({"bin": {"../../evil": "a.js"}}, "is a path"),
        ([], "not an object"),
        ("{", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
    ],
)
def test_a_package_without_a_clear_program_says_so(
    manifest: object, said: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=said):
        find_entry(npm(tmp_path, manifest), tmp_path)


def test_a_package_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not there"):
        find_entry(Launch(registry="pypi", identifier="x", version="1"), tmp_path)
