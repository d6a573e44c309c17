"""An installed Python distribution: its files, its programs, and what its imports mean."""

from collections.abc import Sequence
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath

from crawler.introspection.source.files import FILES, Files
from crawler.introspection.source.program import Unit
from crawler.introspection.source.python.unit import PythonUnit

NOT_ITS_OWN = frozenset({"tests", "test", "testing", "examples", "docs", "benchmarks"})


class PythonPackage:
    """The modules of one distribution; all others are outside."""

    builders = frozenset[str]()

    def __init__(self, files: Files, site: str, distribution: Distribution) -> None:
        self._files = files
        self._site = PurePosixPath(site)
        self._entries = [each.value for each in distribution.entry_points]
        own = [str(each) for each in distribution.files or () if each.suffix == ".py"][:FILES]
        self._own = [each for each in own if not NOT_ITS_OWN & set(PurePosixPath(each).parts)]
        self._tops = {PurePosixPath(each).parts[0].removesuffix(".py") for each in own}

    def entries(self) -> Sequence[str]:
        """The modules of its console scripts."""
        modules = [each.partition(":")[0].strip() for each in self._entries]
        found = [self.find(each, "") for each in modules]
        mains = [f"{self._site}/{each}" for each in self._own if each.endswith("__main__.py")]
        return [each for each in found if each is not None] + mains

    def everything(self) -> Sequence[str]:
        return [f"{self._site}/{each}" for each in self._own]

    def find(self, module: str, path: str) -> str | None:
        """https://docs.python.org/3/reference/import.html, for packages of files."""
        if "\0" in module:
            path, _, module = module.partition("\0")
            module = f".{module}"
        if module.startswith("."):
            return self._relative(module, PurePosixPath(path))
        parts = module.split(".")
        return self._file(self._site.joinpath(*parts)) if parts[0] in self._tops else None

    def outside(self, module: str, path: str) -> str:  # noqa: ARG002, relative to it in others
        return module.lstrip(".")

    def parse(self, path: str) -> Unit | None:
        data = self._files.read(path)
        if data is None:
            return None
        try:
            return PythonUnit(path, data)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    def _relative(self, module: str, path: PurePosixPath) -> str | None:
        name = module.lstrip(".")
        folder = path.parent
        for _ in range(len(module) - len(name) - 1):
            folder = folder.parent
        return self._file(folder.joinpath(*name.split("."))) if name else self._file(folder)

    def _file(self, stem: PurePosixPath) -> str | None:
        candidates = (f"{stem}/__init__.py", f"{stem}.py")
        return next((each for each in candidates if self._files.has(each)), None)


def python_package(files: Files, prefix: Path, name: str) -> PythonPackage | None:
    """The distribution of that name in a virtual environment."""
    for site in sorted(prefix.glob("lib/python*/site-packages")):
        found = next(iter(distributions(name=name, path=[str(site)])), None)
        if found is not None:
            return PythonPackage(files, str(site.relative_to(prefix)), found)
    return None
