"""Sentences are talk, on stderr and silent with --quiet; tables are data, on stdout."""

from pathlib import Path

import pytest

from catalog.store.catalog import open_catalog
from cli.console import Voice
from cli.main import main
from cli.steps.outcome import Classified, Collected, Failure, Introspections, Published, RunReport
from cli.summary import summarize
from tests.cli.asking import Out

TALK = {
    "crawl": "listings read, 0 rejected.",
    "classify": "7 unchanged",
    "publish": "files written",
}
RUN = RunReport(
    collected=Collected(
        listings=20, rejected=0, failed=(Failure(source="official", reason="it did not answer"),)
    ),
    introspected=Introspections(introspected=1, skipped=(), unchanged=0),
    classified=Classified(classified=7, unchanged=0, unsure=1),
    published=Published(written=1, unchanged=0, removed=0),
)


@pytest.mark.parametrize("command", TALK)
def test_sentences_are_talk(command: str, catalog: str, capsys: Out) -> None:
    assert main([command, "--catalog", catalog]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert TALK[command] in captured.err
    assert main([command, "--catalog", catalog, "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_quiet_run_prints_its_tables_and_what_failed(catalog: str, capsys: Out) -> None:
    spoken = {}
    with open_catalog(catalog) as opened:
        for quiet in (False, True):
            summarize(opened, RUN, Path("reports"), Voice(quiet=quiet))
            spoken[quiet] = capsys.readouterr()
    assert spoken[True].out == spoken[False].out
    assert "7 tools by risk" in spoken[True].out
    assert spoken[True].err == "toolrisk: official failed: it did not answer\n"
    for talk in ("20 listings read", "reports/index.html", catalog):
        assert talk in spoken[False].err
        assert talk not in spoken[False].out
