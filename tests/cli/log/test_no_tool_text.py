"""What tools and servers say of themselves is in no log line, however much is told."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.model.snapshot import Introspected, Snapshot
from catalog.reading import read_tools
from catalog.store import snapshots
from catalog.store.catalog import open_catalog
from cli.log.logged import logged
from cli.main import main
from cli.steps.introspect import told
from tests.cli.log.logs import keep
from tests.crawler.hosting import a_package, a_server

SAID = "Xyzzy"
"""Stands in everything that a tool says of itself, and in nothing that is its name."""

WORDS = st.text(max_size=30).map(lambda each: f"{SAID} delete pay {each}")
TOOLS = st.lists(
    st.fixed_dictionaries(
        {"name": st.text(min_size=1, max_size=20)},
        optional={
            "description": WORDS,
            "title": WORDS,
            "inputSchema": st.dictionaries(WORDS, WORDS, max_size=2),
            "annotations": st.dictionaries(WORDS, st.booleans(), max_size=2),
        },
    )
    | st.fixed_dictionaries({"description": WORDS}),
    max_size=4,
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TOOLS)
def test_no_event_holds_what_a_tool_says(tmp_path: Path, entries: list[dict[str, Any]]) -> None:
    log, catalog = tmp_path / "log.jsonl", tmp_path / "c.db"
    for each in (log, catalog):
        each.unlink(missing_ok=True)
    (tmp_path / "tools.json").write_text(json.dumps(entries))
    server = a_server(a_package("x"), name="s", title=SAID, description=SAID)
    tools, malformed = read_tools(entries)
    outcome = Introspected(
        tools=tools, malformed=malformed, protocol_version="1", instructions=SAID, stderr=SAID
    )
    snapshot = Snapshot(
        server_id="s", launch="l", at=datetime.now(UTC), sandbox="none", outcome=outcome
    )
    with open_catalog(str(catalog)) as opened:
        keep(opened, server)
        snapshots.keep(opened, snapshot)
    all_told = ["-vv", "--quiet", "--log", str(log)]
    main(["classify", "--file", str(tmp_path / "tools.json"), *all_told])
    assert main(["classify", "--catalog", str(catalog), *all_told]) == 0
    site = str(tmp_path / "site")
    assert main(["publish", "--catalog", str(catalog), "--reports", site, *all_told]) == 0
    with logged("introspect", {"verbose": 2, "log": log}):
        told(snapshot)
    assert SAID not in log.read_text()
    assert log.read_text().count('"started"') == 4
