"""What this machine can run, with a `node` and an `npm` of our own before all others."""

import os
from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest

from catalog.model.snapshot import Skipped
from catalog.taxonomy import Reason
from crawler.introspection.introspect import Means, introspect
from crawler.introspection.runtimes import node, runtimes, too_old
from crawler.introspection.sandbox import Tier
from tests.crawler.hosting import a_package, a_server

NPM = """\
#!/bin/sh
while [ "$1" != --prefix ]; do shift; done
mkdir -p "$2/node_modules/ends" "$2/node_modules/.bin"
echo '{"version": "1.0.0", "bin": "ends"}' > "$2/node_modules/ends/package.json"
printf '#!/bin/sh\\necho update your Node.js >&2; exit 1' > "$2/node_modules/.bin/ends"
chmod +x "$2/node_modules/.bin/ends"
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    node.cache_clear()
    yield tmp_path
    node.cache_clear()


def put(programs: Path, name: str, script: str) -> None:
    (programs / name).write_text(script)
    (programs / name).chmod(0o755)


def put_node(programs: Path, version: str) -> None:
    put(programs, "node", f"#!/bin/sh\necho {programs}/node\necho {version}\n")


@pytest.mark.parametrize(("version", "told"), [("18.20.4", True), ("20.0.0", False)])
def test_a_node_that_is_too_old_is_told(version: str, told: bool, programs: Path) -> None:  # noqa: FBT001
    put_node(programs, version)
    assert (f"node {version} is too old" in (too_old() or "")) is told


@pytest.mark.parametrize("script", ["exit 1", "echo", "echo /nowhere; echo 20.0.0", "echo x; echo"])
def test_a_node_that_does_not_answer_is_none(script: str, programs: Path) -> None:
    put(programs, "node", f"#!/bin/sh\n{script}\n")
    put(programs, "npm", NPM)
    assert node() is None
    assert runtimes() == {"pypi"}


@pytest.mark.parametrize(
    ("version", "reason"), [("18.20.4", Reason.RUNTIME_MISSING), ("22.1.0", Reason.CRASHED)]
)
def test_a_crash_on_an_old_runtime_is_the_runtimes(
    version: str, reason: Reason, programs: Path, folders: Path
) -> None:
    put_node(programs, version)
    put(programs, "npm", NPM)
    snapshot = anyio.run(introspect, a_server(a_package("ends", "npm", "1.0.0")), Means(Tier.NONE))
    assert isinstance(snapshot.outcome, Skipped)
    assert snapshot.outcome.reason is reason
    assert "update your Node.js" in snapshot.outcome.detail
    assert list(folders.iterdir()) == []
