"""Which sandbox is taken for a name, and what `doctor` says of each."""

import pytest

from catalog.errors import UsageError
from cli.console import Voice
from cli.steps import health, introspect
from cli.steps.introspect import tier_named
from cli.summary import unsealed
from crawler.introspection.sandbox import SEALED, Tier, detect, fault


def test_each_name_has_its_tier() -> None:
    assert tier_named(None) is detect()
    assert tier_named("none") is Tier.NONE
    assert tier_named("bubblewrap") is Tier.BUBBLEWRAP


@pytest.mark.skipif(fault(Tier.LANDLOCK) is not None, reason=f"{fault(Tier.LANDLOCK)}")
def test_landlock_is_the_better_of_two() -> None:
    assert tier_named("landlock") is Tier.LANDLOCK


def test_landlock_that_does_not_work_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(introspect, "detect", lambda _: Tier.MISSING)
    with pytest.raises(UsageError, match="--sandbox landlock does not work here"):
        tier_named("landlock")


def test_doctor_says_what_to_do_about_each_tier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "fault", lambda tier: f"no {tier} today")
    monkeypatch.setattr(health, "detect", lambda: Tier.MISSING)
    checks = {each.name: each for each in health.examine("nowhere.db", Voice(quiet=True)).checks}
    assert "--sandbox none" in checks["sandbox"].cure
    for tier in SEALED:
        told = checks[f"sandbox: {tier}"]
        assert (told.fine, told.found) == (False, f"no {tier} today")
        assert told.cure


@pytest.mark.parametrize(
    ("tier", "words"),
    [
        (Tier.BUBBLEWRAP, ""),
        (Tier.LANDLOCK, ""),
        (Tier.LANDLOCK_ALONE, "landlock alone; not hidden: that a file or a process is there"),
        (Tier.NONE, "servers are started bare on this machine"),
    ],
)
def test_what_a_tier_does_not_hold_is_said_at_the_start(
    tier: Tier, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    unsealed(tier, Voice())
    said = capsys.readouterr().err
    assert words in said
    assert bool(said) == bool(words)
