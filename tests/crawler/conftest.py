"""Places on disk that the tests of introspection look into."""

import tempfile
from pathlib import Path

import pytest

from tests.crawler.hosting import offline


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
