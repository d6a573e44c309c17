"""Places on disk that the tests of introspection look into."""

import tempfile
from pathlib import Path

import pytest

from tests.crawler.hosting import offline


@pytest.fixture(scope="session", autouse=True)
def _passable(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Root's servers may be nobody, who passes through no folder that is root's alone."""
    base = tmp_path_factory.getbasetemp()
    for each in (base, *base.parents):
        if each != Path(tempfile.gettempdir()) and each.is_relative_to(tempfile.gettempdir()):
            each.chmod(0o711)


@pytest.fixture
def tmp_path(tmp_path: Path) -> Path:
    tmp_path.chmod(0o711)
    return tmp_path


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where throw-away folders are made, so that what is left of them is seen."""
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place that uv installs from."""
    house = tmp_path / "wheels"
    house.mkdir()
    for name, value in offline(house).items():
        monkeypatch.setenv(name, value)
    return house
