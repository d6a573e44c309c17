"""Keys: what a piece is made of, and by which program."""

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

BY = ("publisher", "catalog.model", "catalog.taxonomy")
"""Our own code and words that pages are made by."""

WITH = ("jinja2", "markupsafe", "orjson", "pydantic-core", "pygal", "pyyaml", "tomlkit")
"""Whose output stands in the files as it is."""


def key_of(*parts: str) -> str:
    """A digest of all parts and of this program; none can be taken for another."""
    told = release() + "".join(f"{len(each)}:{each}" for each in parts)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def release() -> str:
    """A digest of the program: any change of it makes every page anew."""
    told = hashlib.sha256()
    for name in BY:
        package, _, module = name.rpartition(".")
        found = files(name) if name != "catalog.taxonomy" else files(package) / f"{module}.py"
        for path, content in sorted(_sources(found, name)):
            told.update(path.encode() + b"\0" + hashlib.sha256(content).digest())
    told.update(" ".join(f"{each} {version(each)}" for each in WITH).encode())
    return told.hexdigest()


def _sources(found: Traversable, name: str) -> list[tuple[str, bytes]]:
    if found.is_file():
        return [(name, found.read_bytes())]
    inner = (each for each in found.iterdir() if each.name != "__pycache__")
    return [source for each in inner for source in _sources(each, f"{name}/{each.name}")]
