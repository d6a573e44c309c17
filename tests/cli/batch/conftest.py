"""A catalog with tools that nobody understands, and an endpoint with a Batch API."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from classifier.judge.batch import exchange
from tests.cli.batch.flumoxing import MODELS, PLACE, answer, offer, tools
from tests.servers.openai_replica import KEY, MODEL, Replica, serving


@pytest.fixture
def replica(catalog: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Replica]:
    shutil.copy(catalog, tmp_path / PLACE)
    monkeypatch.chdir(tmp_path)
    offer(*tools())
    monkeypatch.setattr(exchange, "PAUSE", 0.01)
    with serving(answer, MODELS) as served:
        settings = {
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": served.url,
            "TOOLRISK_MODEL": MODEL,
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        yield served
