"""An installed npm package: its files, its programs, and what its imports mean.

https://nodejs.org/api/esm.html#resolution-algorithm-specification, as far as it is needed.
"""

import json
import posixpath
from collections.abc import Iterator, Sequence
from typing import Any

from crawler.introspection.source.files import Files
from crawler.introspection.source.javascript.json_unit import JsonUnit
from crawler.introspection.source.javascript.zod_words import BUILDERS
from crawler.introspection.source.openapi import documents
from crawler.introspection.source.program import Unit

SUFFIXES = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".jsx")
NOT_ITS_OWN = frozenset({"node_modules", "test", "tests", "__tests__", "examples", "docs"})
CONDITIONS = ("import", "node", "module", "require", "default")
MODULES = "node_modules"


class NodePackage:
    """The files of one package, and of those that it depends on where they are `opened`."""

    builders = BUILDERS

    def __init__(self, files: Files, name: str) -> None:
        self._files = files
        self._folder = f"{MODULES}/{name}"
        self._manifests: dict[str, dict[str, Any]] = {}
        self.opened: frozenset[str] = frozenset({name})

    def entries(self) -> Sequence[str]:
        manifest = self._manifest(self._folder)
        declared = manifest.get("bin")
        programs = list(declared.values()) if isinstance(declared, dict) else [declared]
        named = [each for each in programs if isinstance(each, str)]
        found = [self._file(posixpath.normpath(f"{self._folder}/{each}")) for each in named]
        return [each for each in found if each] or [
            each for each in [self._main(self._folder, "")] if each
        ]

    def everything(self) -> Sequence[str]:
        every = self._files.under(self._folder, SUFFIXES, NOT_ITS_OWN)
        return [
            each for each in every if not each.endswith((".d.ts", ".d.mts", ".d.cts", ".test.js"))
        ]

    def openapi(self) -> Iterator[dict[str, Any]]:
        """The OpenAPI documents that it brings."""
        return documents(self._files, self._folder, NOT_ITS_OWN)

    def dependencies(self) -> frozenset[str]:
        """The packages that it says it needs, and of theirs those that are about MCP.

        Without libraries that no server's own tools are in.
        """
        direct = self._needed(self._folder)
        below = {
            each for name in direct for each in self._needed(f"{MODULES}/{name}") if "mcp" in each
        }
        return frozenset(direct | below) - _LIBRARIES

    def _needed(self, folder: str) -> set[str]:
        wanted = self._manifest(folder).get("dependencies")
        return (
            {each for each in wanted if isinstance(each, str)}
            if isinstance(wanted, dict)
            else set()
        )

    def find(self, module: str, path: str) -> str | None:
        if "\0" in module:
            return None
        module = module.removeprefix("node:").partition("?")[0]
        if module.startswith((".", "/")):
            return self._file(posixpath.normpath(posixpath.join(posixpath.dirname(path), module)))
        if module.startswith("#"):
            return self._internal(module, path)
        parts = module.split("/")
        name = "/".join(parts[: 2 if module.startswith("@") else 1])
        if name not in self.opened:
            return None
        inner = module[len(name) + 1 :]
        folder = next((each for each in self._folders(name, path) if self._manifest(each)), None)
        return None if folder is None else self._main(folder, inner)

    def outside(self, module: str, path: str) -> str:  # noqa: ARG002, relative in other languages
        return module

    def parse(self, path: str) -> Unit | None:
        data = self._files.read(path)
        if data is None:
            return None
        if path.endswith(".json"):
            return JsonUnit.read(path, data)
        from crawler.introspection.source.javascript.unit import (  # noqa: PLC0415, costs only whom it serves
            JavaScriptUnit,
        )

        try:
            return JavaScriptUnit(path, data)
        except (RecursionError, ValueError):
            return None

    def _folders(self, name: str, path: str) -> Iterator[str]:
        """Where Node looks for a package, from a file upwards."""
        at = posixpath.dirname(path)
        while at:
            if posixpath.basename(at) != MODULES:
                yield f"{at}/{MODULES}/{name}"
            at = posixpath.dirname(at)
        yield f"{MODULES}/{name}"

    def _main(self, folder: str, inner: str) -> str | None:
        manifest = self._manifest(folder)
        exports = manifest.get("exports")
        target = _target(exports, f"./{inner}" if inner else ".")
        if target is None and not inner:
            target = next(
                (
                    manifest[each]
                    for each in ("module", "main")
                    if isinstance(manifest.get(each), str)
                ),
                "index.js",
            )
        return self._file(posixpath.normpath(f"{folder}/{target or inner}"))

    def _internal(self, module: str, path: str) -> str | None:
        """`#name`, from the `imports` of the nearest package.json."""
        at = posixpath.dirname(path)
        while at and not self._manifest(at):
            at = posixpath.dirname(at)
        target = _target(self._manifest(at).get("imports"), module) if at else None
        return self._file(posixpath.normpath(f"{at}/{target}")) if target else None

    def _file(self, stem: str) -> str | None:
        plain = stem.removesuffix(".js")
        names = (stem, *(f"{stem}{each}" for each in SUFFIXES), f"{stem}.json", f"{plain}.ts",
                 f"{plain}.tsx", *(f"{stem}/index{each}" for each in SUFFIXES))  # fmt: skip
        return next((each for each in names if self._files.has(each)), None)

    def _manifest(self, folder: str) -> dict[str, Any]:
        if folder not in self._manifests:
            data = self._files.read(f"{folder}/package.json")
            try:
                found = json.loads(data or b"{}")
            except (ValueError, RecursionError):
                found = {}
            self._manifests[folder] = found if isinstance(found, dict) else {}
        return self._manifests[folder]


def _target(declared: Any, wanted: str, depth: int = 0) -> str | None:
    """The file that `exports` or `imports` has for a name, by the conditions of Node."""
    if isinstance(declared, str):
        return declared if wanted == "." or depth else None
    if not isinstance(declared, dict) or depth > len(CONDITIONS):
        return None
    if any(key.startswith((".", "#")) for key in declared):
        if wanted in declared:
            return _target(declared[wanted], wanted, depth + 1)
        return _starred(declared, wanted, depth)
    chosen = (declared[each] for each in CONDITIONS if each in declared)
    found = (_target(each, wanted, depth + 1) for each in chosen)
    return next((each for each in found if each), None)


def _starred(declared: dict[str, Any], wanted: str, depth: int) -> str | None:
    for key, value in declared.items():
        before, star, after = key.partition("*")
        if star and wanted.startswith(before) and wanted.endswith(after):
            target = _target(value, wanted, depth + 1)
            if target:
                return target.replace("*", wanted[len(before) : len(wanted) - len(after)])
    return None


_LIBRARIES = frozenset(
    "@modelcontextprotocol/sdk @modelcontextprotocol/server @modelcontextprotocol/client zod "
    "zod-to-json-schema express fastmcp axios commander yargs dotenv ws cors node-fetch chalk "
    "winston pino lodash openai typescript undici body-parser uuid".split()
)
